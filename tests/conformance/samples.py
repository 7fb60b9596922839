"""A handful of records that hang together, for tests of stores, queries and exports."""

from __future__ import annotations

from datetime import date

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
from ontology.ids import BASE, ConceptId
from ontology.instruments import Condition, Instrument, Party, Pays, Per, Reach, Rule, RuleKind
from ontology.quantities import EuroCent, Nlqf, WeeklyHours, Weeks
from ontology.records import Record
from ontology.relations import (
    Basis,
    EntryDemands,
    Fee,
    FeeAmount,
    Names,
    Path,
    PathStep,
    Proposal,
    Region,
    Requirements,
    Tension,
    Tombstone,
    Transition,
    Wages,
)


def id_of(name: str) -> ConceptId:
    return ConceptId(BASE + name)


SOURCE = Source(
    id=id_of("source/proef"),
    name="Proefset",
    publisher="Loopbaanpad",
    version="1",
    licence="EUPL-1.2",
    issued=date(2026, 1, 1),
    url="https://loopbaanpad.example/proef",
    sha256="0" * 64,
    attribution="Proefset, versie 1",
)
SECOND = Source(id=id_of("source/tweede"), name="Tweede", publisher="Iemand", version="2024", licence="CC BY 4.0")
EVIDENCE = (Evidence(source=SOURCE.id, kind=EvidenceKind.CURATED, stated=date(2026, 1, 1), check=True),)
DERIVED = (Evidence(source=SOURCE.id, kind=EvidenceKind.DERIVED, how="zelfde naam"),)
ELSEWHERE = (Evidence(source=SECOND.id, kind=EvidenceKind.OFFICIAL),)


def named(text: str, *more: str) -> tuple[Label, ...]:
    return (Label(LabelKind.PREF, "nl", text), *(Label(LabelKind.ALT, "nl", one) for one in more))


def occupation(name: str, **more: object) -> Occupation:
    return Occupation(id=id_of(f"occupation/{name}"), labels=named(name), evidence=EVIDENCE, **more)  # type: ignore[arg-type]


def skill(name: str) -> Skill:
    return Skill(id=id_of(f"skill/{name}"), labels=named(name), skill_kind=SkillKind.SKILL, evidence=EVIDENCE)


def requirements(name: str, *skills: str, optional: tuple[str, ...] = ()) -> Requirements:
    return Requirements(
        id=id_of(f"occupation/{name}"),
        essential=frozenset(id_of(f"skill/{one}") for one in skills),
        optional=frozenset(id_of(f"skill/{one}") for one in optional),
        evidence=EVIDENCE,
    )


CURSUSGELD = id_of("fee/cursusgeld")
KOK, CHEF = id_of("occupation/kok"), id_of("occupation/chef-kok")
UTRECHT, HORECA, DIPLOMA = id_of("region/am17"), id_of("brc/1111"), id_of("credential/mbo-2")
OPLEIDING, LEERBAAN = id_of("training/kok-bol"), id_of("training/chef-bbl")

#: Every kind at least once, with most of their fields.
RECORDS: tuple[Record, ...] = (
    SOURCE,
    SECOND,
    occupation("kok", isco="5120", brc=frozenset({"1111"}), level=Nlqf(2), regulated=False, sector="horeca"),
    occupation("chef-kok", isco="3434", level=Nlqf(4), open_entry=False, description="Leidt een keuken."),
    occupation("keukenhulp", open_entry=True),
    skill("koken"),
    skill("leidinggeven"),
    skill("haccp"),
    Group(id=HORECA, labels=named("Koks"), scheme="brc2014", code="1111", evidence=EVIDENCE),
    requirements("kok", "koken", "haccp"),
    requirements("chef-kok", "koken", "leidinggeven", optional=("haccp",)),
    Requirements(id=KOK, essential=frozenset({id_of("skill/koken")}), evidence=ELSEWHERE),
    Credential(
        id=DIPLOMA,
        labels=named("Diploma kok"),
        credential_kind=CredentialKind.DIPLOMA,
        level=Nlqf(2),
        issuer="school",
        obtained="mbo",
        evidence=EVIDENCE,
    ),
    Credential(
        id=id_of("credential/mbo-4"),
        labels=named("Diploma chef"),
        credential_kind=CredentialKind.DIPLOMA,
        implies=frozenset({DIPLOMA}),
        valid_for=Weeks(520),
        evidence=EVIDENCE,
    ),
    Region(
        id=UTRECHT, labels=named("Midden-Utrecht"), code="AM17", gemeenten=(("GM0344", "Utrecht"),), evidence=EVIDENCE
    ),
    Training(
        id=OPLEIDING,
        labels=named("Kok", "Opleiding kok"),
        training_kind=TrainingKind.MBO,
        mode=Mode.BOL,
        duration=Weeks(104),
        cost=EuroCent(1_250_00),
        load=WeeklyHours(30),
        level=Nlqf(2),
        code="25180",
        teaches=frozenset({id_of("skill/koken"), id_of("skill/haccp")}),
        gives=frozenset({DIPLOMA}),
        entry_level=Nlqf(1),
        entry_dutch="2F",
        provider="ROC",
        regions=frozenset({UTRECHT}),
        starts=("2026-09", "2026-02"),
        evidence=DERIVED,
    ),
    Training(
        id=LEERBAAN,
        labels=named("Leidinggevende keuken"),
        training_kind=TrainingKind.MBO,
        mode=Mode.BBL,
        duration=Weeks(52),
        cost=None,
        fee="cursusgeld",
        statutory_fees=frozenset({CURSUSGELD}),
        paid=True,
        teaches=frozenset({id_of("skill/leidinggeven")}),
        demands=(frozenset({DIPLOMA}),),
        after_jobs=frozenset({KOK}),
        leads_to=frozenset({CHEF}),
        national=True,
        evidence=EVIDENCE,
    ),
    Fee(
        id=CURSUSGELD,
        labels=named("Cursusgeld"),
        amounts=(FeeAmount("2023-2024", EuroCent(100_00)), FeeAmount("2024-2025", EuroCent(110_00))),
        law="Les- en cursusgeldwet",
        article="6",
        description="Per schooljaar aan de school.",
        evidence=EVIDENCE,
    ),
    Instrument(
        id=id_of("instrument/koksbeurs"),
        labels=named("Koksbeurs", "Beurs voor koks"),
        description="Betaalt een deel van de opleiding tot kok.",
        goal="Meer koks.",
        provider="Gemeente Utrecht",
        decides=Party.GEMEENTE,
        reach=Reach.LOCAL,
        audience=Audience.PERSON,
        regions=frozenset({UTRECHT}),
        gemeenten=frozenset({"GM0344"}),
        doelgroepen=frozenset({"DD02", "ED01"}),
        klantkenmerken=frozenset({"KK09"}),
        uitvoeringsvormen=frozenset({"UV08"}),
        tegels=frozenset({"DW04"}),
        supports=frozenset({"training"}),
        conditions=(
            Condition(
                text="U krijgt bijstand of een WW-uitkering.",
                question="Welke uitkering krijgt u?",
                any_of=(
                    Rule(rule_kind=RuleKind.BENEFIT, codes=frozenset({"bijstand"})),
                    Rule(rule_kind=RuleKind.BENEFIT, codes=frozenset({"ww"})),
                ),
            ),
            Condition(
                text="U bent niet ouder dan 26 jaar.",
                question="Hoe oud bent u?",
                any_of=(Rule(rule_kind=RuleKind.AGE, least=27, negated=True),),
                law="Verordening",
                bwb="BWBR0015703",
                article="3",
                as_of=date(2026, 1, 1),
            ),
        ),
        pays=Pays.TRAINING,
        amount=EuroCent(500_00),
        per=Per.ONCE,
        amount_note="Eén keer.",
        law="Verordening",
        bwb="BWBR0015703",
        article="2",
        apply="Vraag het aan bij de gemeente.",
        url="https://loopbaanpad.example/koksbeurs",
        valid_from=date(2024, 1, 1),
        valid_until=date(2026, 12, 31),
        example=True,
        note="Bedacht.",
        sgr='{"NaamInstrument":"Koksbeurs"}',
        evidence=EVIDENCE,
    ),
    EntryDemands(
        id=CHEF,
        groups=(frozenset({DIPLOMA, id_of("credential/mbo-4")}),),
        basis=Basis.COLLECTIVE,
        law="cao",
        article="4",
        since=date(2024, 1, 1),
        note="gebruikelijk",
        evidence=EVIDENCE,
    ),
    Names(id=KOK, labels=named("keukenmeester", "kookster"), relation="close", evidence=ELSEWHERE),
    Transition(
        id=id_of("transition/kok-chef"),
        origin=KOK,
        target=CHEF,
        count=12,
        period="2024",
        region=UTRECHT,
        evidence=EVIDENCE,
    ),
    Path(
        id=id_of("path/keuken"),
        labels=named("Van hulp naar kok"),
        steps=(
            PathStep(occupation=id_of("occupation/keukenhulp")),
            PathStep(training=OPLEIDING, condition="met steun van de werkgever"),
            PathStep(occupation=KOK, note="doel"),
        ),
        sector="horeca",
        owner="sectorraad",
        status="published",
        unknown="kosten",
        evidence=EVIDENCE,
    ),
    Wages(id=HORECA, year=2024, p25=EuroCent(1500), p50=EuroCent(1700), p75=None, employees=50_000, evidence=EVIDENCE),
    Tension(id=HORECA, market=2, period="2025-Q4", region=UTRECHT, evidence=EVIDENCE),
    Proposal(id=id_of("proposal/1"), subject="sous-chef", target=CHEF, reason="lijkt op elkaar", evidence=EVIDENCE),
    Tombstone(
        id=id_of("occupation/kokkin"),
        withdrawn=date(2025, 1, 1),
        reason="zelfde als kok",
        replaced_by=KOK,
        evidence=EVIDENCE,
    ),
)
