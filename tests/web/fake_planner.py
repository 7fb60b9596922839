"""A planner with a few fixed answers that show everything an answer can hold."""

from __future__ import annotations

from typing import Any, ClassVar

from graph.ask import Ask, ask_of
from graph.matching.finder import Finder
from ontology.errors import ReceiptMismatch, UnknownConcept
from ontology.ids import BASE, expand, short_of
from tests.web.fake_answers import ALTERNATIVES, EVIDENCE, GROUPS, LABELS, NONE, PATH, ref


class FakeNames:
    def __init__(self, kind: str) -> None:
        self.ids = tuple(sorted(BASE + short for short in LABELS if short.startswith(kind + "/")))

    def __len__(self) -> int:
        return len(self.ids)


class FakeNetwork:
    revision, digest = 3, "0f" * 32
    about: ClassVar[dict[str, Any]] = {
        "evidence": {"official": 5, "curated": 4, "observed": 0, "derived": 1},
        "toCheck": 2,
        "withoutDutch": {"occupation": 0, "skill": 1, "training": 0, "credential": 0},
    }
    occupations, skills, trainings, credentials, regions = (
        FakeNames(kind) for kind in ("occupation", "skill", "training", "credential", "region")
    )

    def label(self, id: str) -> str:
        return LABELS.get(id.removeprefix(BASE), id)

    def lang(self, id: str) -> str | None:
        return None


def totals() -> dict[str, Any]:
    return dict(GROUPS[0]["routes"][0]["totals"])  # type: ignore[index]


class FakePlanner:
    network = FakeNetwork()
    finder = Finder(network)  # type: ignore[arg-type]

    def match(self, text: str, kind: str) -> str:
        short = expand(text).removeprefix(BASE)
        if short in LABELS and short.startswith(kind + "/"):
            return BASE + short
        found = [id for id, label in LABELS.items() if label.lower() == text.lower() and id.startswith(kind + "/")]
        found = found or [id for id in ALTERNATIVES.get(text, ()) if id.startswith(kind + "/")]
        if len(found) == 1:
            return BASE + found[0]
        near = found or [id for id, label in LABELS.items() if id.startswith(kind) and text.lower()[:4] in label]
        raise UnknownConcept(text, [(BASE + id, LABELS[id]) for id in near], bool(found))

    def search(self, text: str, kinds: Any, limit: int, typing: bool = False) -> dict[str, Any]:
        found = self.find_names(text, kinds, limit)
        return {"query": text, "encoder": None, "found": found, "message": None if found else "Niets gevonden."}

    def find_names(self, text: str, kinds: Any, limit: int) -> list[dict[str, Any]]:
        more = {"lang": "nl", "why": "voorkeursnaam", "score": 1.0}
        return [
            {**ref(id), "kind": id.partition("/")[0], "matched": label, **more}
            for id, label in LABELS.items()
            if text.lower() in label and (not kinds or id.partition("/")[0] in kinds)
        ][:limit]

    def proposals(self, text: str, questions: bool = True) -> dict[str, Any]:
        return {
            "proposals": [],
            "apart": [],
            "questions": [],
            "notes": [],
            "revision": self.network.revision,
            "digest": self.network.digest,
        }

    def receipt(self, ask: Ask) -> dict[str, Any]:
        return {
            "version": 1,
            "revision": 3,
            "digest": self.network.digest,
            "query": ask.as_json(),
            "question": "routes",
            "criteria": ["time", "cost"],
            "limits": {"jobs": 3},
            "complete": True,
            "sources": ["source/starter/2026"],
            "answer": "ab" * 32,
        }

    def routes(self, ask: Ask) -> dict[str, Any]:
        assert ask.target
        none = ask.target.endswith("/arts")
        held = ask.target in ask.origins
        return {
            "from": [ref(short_of(id)) for id in ask.origins],
            "to": ref(short_of(ask.target)),
            "held": held,
            "lapsed": [{"label": "VOG", "anyOf": []}] if held else [],
            "complete": not none,
            "bounds": [],
            "groups": [] if none or held else GROUPS,
            "paths": [] if none else [PATH],
            "none": NONE if none else None,
            "asks": [
                {
                    "credential": ref("credential/diploma-verzorgende-ig"),
                    "text": "Hebt u het diploma Verzorgende IG? Dan is de kortste weg 104 weken korter.",
                    "savesWeeks": 104,
                }
            ],
            "notModelled": ["wachten op een start", "vrijstelling: vraag ernaar"],
            "suggested": [
                {**ref(short), "from": BASE + "occupation/verkoper"}
                for short in ("skill/luisteren", "skill/rapporteren")
                if BASE + short not in ask.without_skills
            ],
            "level": 2,
            "market": {"wages": None, "tension": None},
            "receipt": self.receipt(ask),
            "code": {"version": "0.1.0"},
        }

    def why_not(self, ask: Ask, choice: str) -> dict[str, Any]:
        return {
            "choice": {"id": choice, "label": self.network.label(choice)},
            "verdict": "over-limit",
            "reasons": ["4 weken over uw grens"],
            "route": GROUPS[0]["routes"][0],  # type: ignore[index]
        }

    def _near(self) -> list[dict[str, Any]]:
        feature = {"key": "overlap", "label": "gedeelde vaardigheden", "value": 0.5, "weight": 0.7}
        near = {
            "score": 61,
            "features": [feature],
            "why": ["2 van 3 vaardigheden"],
            "sharedSkills": 2,
            "essentialSkills": 3,
            "demandsUnknown": False,
            "wages": None,
            "tension": None,
        }
        wall = [{"label": "VOG", "anyOf": []}]
        return [
            {**ref("occupation/helpende"), **near, "wall": [], "cost": totals()},
            {**ref("occupation/verzorgende"), **near, "wall": wall, "cost": None},
        ]

    def _sources(self) -> list[dict[str, Any]]:
        taken = {**ref("training/helpende-cursus"), "mode": "bbl", "weeks": 40, "costEurocent": None}
        return [{**row, "trainings": None if row["cost"] is None else [taken]} for row in self._near()]

    def _rest(self, ask: Ask) -> dict[str, Any]:
        meaning = {"key": "overlap", "label": "gedeelde vaardigheden", "weight": 0.7, "meaning": "hoeveel u al kunt"}
        return {"features": [meaning], "receipt": self.receipt(ask), "code": {"version": "0.1.0"}}

    def targets(self, ask: Ask, limit: int) -> dict[str, Any]:
        origins = [ref(short_of(id)) for id in ask.origins]
        return {"from": origins, "targets": self._near()[:limit], **self._rest(ask)}

    def sources(self, ask: Ask, limit: int) -> dict[str, Any]:
        assert ask.target
        return {"to": ref(short_of(ask.target)), "sources": self._sources()[:limit], **self._rest(ask)}

    def replay(self, receipt: dict[str, Any]) -> dict[str, Any]:
        if receipt["digest"] != self.network.digest:
            raise ReceiptMismatch("the receipt is of other data")
        return self.routes(ask_of(receipt["query"]))

    def describe(self, id: str) -> dict[str, Any]:
        return {**ref(short_of(id)), "kind": short_of(id).partition("/")[0], "evidence": EVIDENCE}
