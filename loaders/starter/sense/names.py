"""Names and sentences: enough of them, in Dutch, each leading to one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.starter.sense.whole import Sense, Whole
from ontology.concepts import Label, LabelKind
from ontology.ids import ConceptId, short_of
from ontology.records import key_of

#: Everyday names beside the preferred one that an occupation has at least.
LEAST_NAMES = 3

_SENTENCE_END = re.compile(r"[.!?](?=\s)")


def enough_everyday_names(whole: Whole) -> Iterator[Sense]:
    """An occupation has at least three other names: everyday, feminine, old."""
    for record in whole.occupations.values():
        count = sum(label.kind is LabelKind.ALT for label in record.labels)
        if count < LEAST_NAMES:
            yield key_of(record), "warning", f"has {count} other names, expected at least {LEAST_NAMES}"


def a_name_leads_to_one_occupation(whole: Whole) -> Iterator[Sense]:
    """No name belongs to two occupations: who types it must get one answer."""
    first: dict[str, ConceptId] = {}
    for record in whole.occupations.values():
        for text in sorted({label.text.casefold() for label in record.labels}):
            other = first.setdefault(text, record.id)
            if other != record.id:
                yield key_of(record), "warning", f"has the name {text!r}, which {short_of(other)} has too"


def skills_have_a_dutch_label_and_a_sentence(whole: Whole) -> Iterator[Sense]:
    """A skill has a preferred label in Dutch and one plain sentence that says what it is."""
    for record in whole.skills:
        if not any(_is_dutch_name(label) for label in record.labels):
            yield key_of(record), "warning", "has no preferred label in Dutch"
        text = (record.description or "").strip()
        if not text.endswith(".") or _SENTENCE_END.search(text):
            yield key_of(record), "warning", f"the description is {text!r}, expected one sentence"


def _is_dutch_name(label: Label) -> bool:
    return label.kind is LabelKind.PREF and label.lang == "nl"
