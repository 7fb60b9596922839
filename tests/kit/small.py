"""Records in one call each, from short names, and the network that is compiled from them.

``network(job("kok", "snijden koken"), ...)`` adds by itself the sources, skills, credentials and
regions that are named and not given, so that a test says only what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from graph.compiling import compile_network
from graph.network import Network
from graph.stores.base import Put, Revision
from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.codes import Audience
from ontology.concepts import (
    Credential,
    CredentialKind,
    Group,
    Label,
    LabelKind,
    Mode,
    Occupation,
    Skill,
    SkillKind,
    Training,
    TrainingKind,
)
from ontology.evidence import Evidence, EvidenceKind, Source
from ontology.ids import BASE, ESCO_ISCO, ConceptId, own_id
from ontology.instruments import Condition, Instrument, Party, Reach
from ontology.quantities import EuroCent
from ontology.records import Record, references_of
from ontology.relations import (
    Basis,
    EntryDemands,
    Fee,
    FeeAmount,
    Names,
    Path,
    PathStep,
    Region,
    Requirements,
    Wages,
)

CURATED, CNL, ESCO = "curated/1", "competentnl/2", "esco/3"


def id_of(kind: str, name: str) -> ConceptId:
    return own_id(kind, name)


def ids_of(kind: str, names: str) -> frozenset[ConceptId]:
    return frozenset(id_of(kind, name) for name in names.split())


def said_by(source: str) -> tuple[Evidence, ...]:
    kind = EvidenceKind.CURATED if source == CURATED else EvidenceKind.OFFICIAL
    return (Evidence(source=id_of("source", source), kind=kind),)


def named(text: str, *others: str, lang: str = "nl", hidden: Sequence[str] = ()) -> tuple[Label, ...]:
    labels = [Label(LabelKind.PREF, lang, text), *(Label(LabelKind.ALT, lang, other) for other in others)]
    return (*labels, *(Label(LabelKind.HIDDEN, lang, other) for other in hidden))


def occupation(name: str, by: str = CURATED, **more: Any) -> Occupation:
    more.setdefault("labels", named(name))
    return Occupation(id=id_of("occupation", name), evidence=said_by(by), **more)


def needs(name: str, essential: str, optional: str = "", by: str = CURATED) -> Requirements:
    skills = ids_of("skill", essential), ids_of("skill", optional)
    return Requirements(id=id_of("occupation", name), essential=skills[0], optional=skills[1], evidence=said_by(by))


def job(name: str, essential: str = "", optional: str = "", **more: Any) -> tuple[Occupation, Requirements]:
    """An occupation with what it asks; ISCO unit 5120 unless it is said."""
    more.setdefault("isco", "5120")
    return occupation(name, **more), needs(name, essential, optional)


def groups_of(text: str) -> tuple[frozenset[ConceptId], ...]:
    """``x|y z`` is one of x and y, and also z."""
    return tuple(ids_of("credential", part.replace("|", " ")) for part in text.split())


def demands(name: str, groups: str, basis: Basis = Basis.LAW, by: str = CURATED, **more: Any) -> EntryDemands:
    """What stands before an occupation, or before an ISCO unit when the name is four digits."""
    id = ConceptId(ESCO_ISCO + name) if name.isdigit() else id_of("occupation", name)
    return EntryDemands(id=id, groups=groups_of(groups), basis=basis, evidence=said_by(by), **more)


def skill(name: str, **more: Any) -> Skill:
    more.setdefault("labels", named(name))
    return Skill(id=id_of("skill", name), skill_kind=SkillKind.SKILL, evidence=said_by(CURATED), **more)


def credential(name: str, implies: str = "", level: int | None = None, **more: Any) -> Credential:
    """A diploma when it has a level, else a licence."""
    kind = CredentialKind.LICENCE if level is None else CredentialKind.DIPLOMA
    more = {"labels": named(name), "credential_kind": kind, "implies": ids_of("credential", implies), **more}
    return Credential(id=id_of("credential", name), level=level, evidence=said_by(CURATED), **more)


def training(
    name: str, weeks: int | None, euro: int | None, teaches: str = "", gives: str = "", **more: Any
) -> Training:
    """A course for everybody everywhere, unless it is said; ``bbl="kok chef"`` makes it their leerbaan."""
    if "bbl" in more:
        leads_to = ids_of("occupation", more.pop("bbl"))
        more = {"mode": Mode.BBL, "training_kind": TrainingKind.MBO, "paid": True, "leads_to": leads_to, **more}
    if "demands" in more:
        more["demands"] = groups_of(more["demands"])
    return Training(
        id=id_of("training", name),
        duration=weeks,
        cost=None if euro is None else euro * 100,
        teaches=ids_of("skill", teaches),
        gives=ids_of("credential", gives),
        evidence=said_by(CURATED),
        **{
            "labels": named(name),
            "training_kind": TrainingKind.COURSE,
            "mode": Mode.CLASSROOM,
            "national": "regions" not in more,
            **more,
        },
    )


def region(name: str, **more: Any) -> Region:
    return Region(id=id_of("region", name), labels=named(name), code=name.upper(), evidence=said_by(CURATED), **more)


def fee(name: str, *amounts: tuple[str, int], **more: Any) -> Fee:
    """A fee set by law; each amount is a school year and euro cents."""
    made = tuple(FeeAmount(year, EuroCent(cents)) for year, cents in amounts)
    more.setdefault("law", "L")
    return Fee(id=id_of("fee", name), labels=named(name), amounts=made, evidence=said_by(CURATED), **more)


def instrument(name: str, *conditions: Condition, **more: Any) -> Instrument:
    """A national instrument of the gemeente that supports a training."""
    values: dict[str, Any] = {
        "description": name,
        "provider": "gemeente",
        "decides": Party.GEMEENTE,
        "reach": Reach.NATIONAL,
        "audience": Audience.PERSON,
        "supports": frozenset({"training"}),
        **more,
    }
    id = id_of("instrument", name)
    return Instrument(id=id, labels=named(name), conditions=conditions, evidence=said_by(CURATED), **values)


def path(name: str, steps: str, **more: Any) -> Path:
    """``kok +cursus chef``: a plus stands before a training."""
    made = tuple(
        PathStep(training=id_of("training", step[1:]))
        if step.startswith("+")
        else PathStep(occupation=id_of("occupation", step))
        for step in steps.split()
    )
    return Path(id=id_of("path", name), labels=named(name), steps=made, evidence=said_by(CURATED), **more)


def names(id: ConceptId, *texts: str, by: str = ESCO, relation: str = "exact") -> Names:
    return Names(id=id, labels=named("", *texts)[1:], relation=relation, evidence=said_by(by))


def brc(code: str, label: str) -> Group:
    id = id_of("group", f"brc2014/{code}")
    return Group(id=id, labels=named(label), scheme="brc2014", code=code, evidence=said_by(CURATED))


def isco(code: str, maps_to: str) -> Group:
    to = frozenset(id_of("group", f"brc2014/{one}") for one in maps_to.split())
    id = ConceptId(ESCO_ISCO + code)
    return Group(id=id, labels=named(code), scheme="isco08", code=code, maps_to=to, evidence=said_by(CURATED))


def wages(code: str, year: int, *quartiles: int | None, by: str = CURATED) -> Wages:
    p25, p50, p75 = quartiles
    id = id_of("group", f"brc2014/{code}")
    return Wages(id=id, year=year, p25=p25, p50=p50, p75=p75, evidence=said_by(by))  # type: ignore[arg-type]


Given = Record | tuple[Record, ...]


def store(*given: Given) -> MemoryStore:
    """A store with these records and what they name."""
    records = [record for one in given for record in (one if isinstance(one, tuple) else (one,))]
    there = {record.id for record in records if record.kind not in _ABOUT}  # type: ignore[union-attr]
    missing = sorted({id for record in records for id in references_of(record)} - there)
    made = [one for id in missing for one in _made(id)]
    sources = {id for record in made for id in references_of(record)} - there - set(missing)
    made += [one for id in sorted(sources) for one in _made(id)]
    kept = MemoryStore()
    kept.apply([Put(record) for record in (*made, *records)], expected=Revision(0), by="test", reason="test")
    return kept


_ABOUT = {"requirements", "entry-demands", "names", "wages", "tension"}


def _made(id: ConceptId) -> Iterable[Record]:
    kind, _, name = id.removeprefix(BASE).partition("/")
    if kind == "source":
        yield Source(id=id, name=name, publisher="test", version="1", licence="CC0-1.0")
    elif kind == "skill":
        yield skill(name)
    elif kind == "credential":
        yield credential(name)
    elif kind == "region":
        yield region(name)
    elif id.startswith(ESCO_ISCO):
        yield isco(id.removeprefix(ESCO_ISCO), "")


def network(*given: Given) -> Network:
    """The network of these records and what they name."""
    return compile_network(store(*given).snapshot())


@cache
def starter() -> Network:
    """The network of the starter set, compiled once."""
    kept = MemoryStore()
    load(kept, "starter", [], by="test", reason="test")
    return compile_network(kept.snapshot())
