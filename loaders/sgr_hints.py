"""A summary of instruments in prose (CSV): each row is a hint for a curator, never a rule."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from graph.stores.base import Snapshot
from loaders import manifest
from loaders.archives import Place
from loaders.base import Findings
from ontology.errors import InvalidRecord, SourceUnreadable
from ontology.evidence import Evidence
from ontology.ids import own_id
from ontology.instruments import Instrument
from ontology.relations import Proposal

_NEEDED = ("code", "naam", "voorwaarden_kort")
_SHOWN = ("naam", "wet", "bwb_id", "artikel", "voorwaarden_kort", "duur_of_bedrag", "bron_gelezen")


def hints_of(
    place: Place, content: bytes, snapshot: Snapshot, evidence: tuple[Evidence, ...], findings: Findings
) -> Iterator[Proposal]:
    """A proposal on each instrument of the store that a row is about; a row about none is only a note.

    Raises:
        SourceUnreadable: no table with the columns code, naam and voorwaarden_kort.
    """
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    except UnicodeDecodeError as error:
        raise SourceUnreadable(str(place), "a byte that is no UTF-8", "UTF-8 text") from error
    if missing:
        raise SourceUnreadable(str(place), f"no column {', '.join(missing)}", f"the columns {', '.join(_NEEDED)}")
    known = [record for record in snapshot.iter_kind("instrument") if isinstance(record, Instrument)]
    for line, row in enumerate(rows, start=2):
        about = [record for record in known if _is_about(record, str(row["naam"]))]
        text = "; ".join(f"{key}: {row[key]}" for key in _SHOWN if row.get(key) and row[key] != "-")
        if not about:
            findings.note(str(place), line, f"a hint about nothing in the store: {row['naam']}")
        for record in about:
            local = f"hint-{manifest.slug_of(str(row['code']))}-{record.id.rsplit('/', 1)[1]}"
            try:
                yield Proposal(
                    id=own_id("proposal", local),
                    subject=f"hint {row['code']}",
                    target=record.id,
                    reason=text,
                    evidence=evidence,
                )
            except InvalidRecord as error:
                findings.error(str(place), line, f"the hint is left out: {error}")


def _is_about(record: Instrument, name: str) -> bool:
    """Whether one of an instrument's names begins with the row's name, without what stands in brackets."""
    plain = re.split(r"[(/]", name.casefold())[0].strip()
    return len(plain) > 3 and any(label.text.casefold().startswith(plain) for label in record.labels)
