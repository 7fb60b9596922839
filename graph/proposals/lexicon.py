"""What can be proposed: every name, phrase and workplace of a network, ready to be met in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from graph.network import Network
from graph.proposals.words import STOPWORDS, listed, stems_of, words_of

#: Names that are also other words: they need "als", "ben", "was" or a line of a CV beside them.
AMBIGUOUS: Final = listed(
    "zuster broeder meester juf boer agent picker steward werkster bode boa vig fysio mover packer tester analist "
    "nurse cook dokter agente machinist manager raadsman raadsvrouw koerier besteller bezorger"
)
#: Words of rank, management and profession. A concept is never proposed for words that lack the one in its name.
LEVEL: Final = re.compile(
    r"leid|manag|chef|hoofd|coordin|aanstur|beleid|directeur|directie|baas|advise|specialist|senior|supervis|ingenieur|kundig|"
    r"architect|therapeut|arts\b|diagnos|behandel|analy|ontwerp|ontwikkel|strateg|expert|docent|leraar|wetenschap|jaarrekening|"
    r"begrot|budget|regie|opstell|coach|train"
)
#: Verbs that say nothing by themselves.
_GENERAL: Final = listed("doen maken werken geven helpen hebben staan zetten rijden gebruiken zijn do make work help")
_PLACE: Final = re.compile(r"^(?:in|op|aan|achter|bij|on)\b")


class Name(NamedTuple):
    """A name as words, in the order they must stand."""

    forms: tuple[str, ...]
    id: str
    kind: str
    text: str
    lang: str
    rank: int  #: 0 a preferred curated name … 4 a hidden one


class Pattern(NamedTuple):
    """A phrase for a skill: each part must be met by one word, in any order, close together."""

    parts: tuple[frozenset[str], ...]  #: the stems that would meet each part
    id: str
    text: str
    curated: bool  #: a phrase of our own, not a label
    whole: bool  #: all of the label; else one of the things that it joins with "en"


class Lexicon:
    """Names by their first word, workplaces likewise, and patterns by the stems that they hang on."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.names: dict[str, list[Name]] = {}
        self.places: dict[str, list[Name]] = {}
        self.patterns: dict[str, list[Pattern]] = {}
        self.diplomas: dict[str, str] = {}  #: what a diploma is for (plain) -> the credential
        self.licences: dict[str, str] = {}  #: letters of a driving licence -> the credential
        labels: dict[str, list[str]] = {}
        for id, entry in network.texts.items():
            if entry["kind"] == "skill":
                for name in entry["names"]:
                    self._add_skill(id, name)
            elif entry["kind"] in ("occupation", "credential"):
                for name in entry["names"]:
                    self._add_name(id, entry["kind"], name)
                if entry["kind"] == "credential":
                    self._add_credential(id, entry)
                else:
                    labels[id] = [name[2] for name in entry["names"] if name[0] != "hidden"]
        for texts in labels.values():
            core = next((self.diplomas[key] for key in map(_key, texts) if key in self.diplomas), None)
            if core is not None:
                for text in texts:
                    self.diplomas.setdefault(_key(text), core)

    def _add_name(self, id: str, kind: str, name: list[Any]) -> None:
        forms = tuple(word.plain for word in words_of(name[2]))
        if not forms or sum(map(len, forms)) < 3:
            return
        rank = {"pref": 0, "alt": 2, "hidden": 4}[name[0]] + (not name[3])
        into = self.places if name[0] == "hidden" and _PLACE.match(name[2]) and kind == "occupation" else self.names
        into.setdefault(forms[0], []).append(Name(forms, id, kind, name[2], name[1], rank))

    def _add_credential(self, id: str, entry: Any) -> None:
        label = _key(entry["label"])
        if found := re.match(r"(?:diploma (?:mbo |hbo |entree )?|\w+ diploma )(.+)$", label):
            self.diplomas.setdefault(found.group(1), id)
        if found := re.match(r"rijbewijs (\w+)$", label):
            self.licences[found.group(1)] = id

    def _add_skill(self, id: str, name: list[Any]) -> None:
        kind, lang, text, curated = name
        if kind == "alt" and not curated:
            return  # a source's other names for a skill are many and loose: its preferred one says what it is
        for parts, whole in _parts_of(text, lang):
            pattern = Pattern(parts, id, text, kind == "hidden" and bool(curated), whole)
            for stem in max(parts, key=lambda part: max(map(len, part))):
                self.patterns.setdefault(stem, []).append(pattern)


def _key(text: str) -> str:
    return " ".join(word.plain for word in words_of(text))


def _parts_of(text: str, lang: str) -> Iterator[tuple[tuple[frozenset[str], ...], bool]]:
    """The ways to meet a label: all its words, or for "a en b" one of them with the rest."""
    bare = re.sub(r"\([^)]*\)", " ", text)
    content = [word.plain for word in words_of(bare) if word.plain not in STOPWORDS and stems_of(word.plain, lang)]
    if content and not (len(content) == 1 and content[0] in _GENERAL):
        yield tuple(stems_of(form, lang) for form in content), True
    joined = re.search(r"([\w'-]+)(?:, ([\w'-]+))* (?:en|of) ([\w'-]+)", bare)
    if joined:
        options = [form for form in content if form in {word.plain for word in words_of(joined.group())}]
        rest = [form for form in content if form not in options]
        if rest:
            yield from ((tuple(stems_of(form, lang) for form in [*rest, option]), False) for option in options)


def claims_more(label: str, said: Iterable[str]) -> bool:
    """Whether a label has a word of rank, management or profession that the words lack."""
    spoken = " ".join(said)
    return any(found.group() not in spoken for found in LEVEL.finditer(_key(label)))
