"""What may be sent about plans: request bodies, each with a worked example. Free text is checked for personal data."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.v1.asks import Body
from api.v1.parts import Receipt
from api.werkplan.acting import ID, PARTY
from api.werkplan.doing_groups import MOST
from api.werkplan.rules_activity import Kind
from api.werkplan.texts import checked_text
from ontology.errors import PersonalData


def _safe(text: str) -> str:
    try:
        return checked_text("the text", text)
    except PersonalData as error:
        raise PydanticCustomError("personal_data", "{told}", {"told": str(error)}) from None


def _day(value: object) -> object:
    """Only a day as 2026-03-01; no number and no moment."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "found no day, expected one such as 2026-03-01")


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_LINE: Final = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=_LINE), AfterValidator(_safe)]
Text = Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"^[^\x00]*$"), AfterValidator(_safe)]
Day = Annotated[date, BeforeValidator(_day)]
Party = Annotated[str, Field(max_length=60, pattern=PARTY)]
Id = Annotated[str, Field(pattern=ID)]
Cents = Annotated[int, Field(ge=1, le=100_000_000), BeforeValidator(_whole)]
Code = Annotated[str, Field(pattern=r"^[DE]D\d{2}$")]
CaseName = Annotated[
    str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$"), AfterValidator(_safe)
]


def _example(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"example": example})


class PlanAsk(Body):
    """Open a plan for a new person, who is known by a random id only."""

    model_config = _example(caseKey="zaak-2026-0417")
    case_key: CaseName | None = Field(None, description="The own key of the organisation; it is used in CSV only.")


class PlanSituationAsk(Body):
    """The situation from a day on, in codes of the Dennis and Eva lists."""

    model_config = _example(begins="2026-03-01", codes=["DD05"], benefitEnd="2027-09-01")
    begins: Day = Field(description="From which day on.")
    codes: Annotated[list[Code], Field(min_length=1, max_length=12)] = Field(description="Doelgroep codes.")
    benefit_end: Day | None = Field(None, description="The last day of the benefit, when it is known.")


class GoalAsk(Body):
    """A goal: an occupation of the graph by name or id, or the person's own words."""

    model_config = _example(occupation="pedagogisch medewerker")
    occupation: Line | None = Field(None, description="An occupation of the graph.")
    text: Line | None = Field(None, description="The goal in own words, when it is no occupation.")


class GoalStateAsk(Body):
    """How a goal stands."""

    model_config = _example(state="reached")
    state: Literal["open", "reached", "dropped"]
    reason: Line | None = None


class PinAsk(Body):
    """Pin a route to the goal: the receipt of the answer that it stands in, and its id there."""

    model_config = _example(receipt={"...": "as /v1/routes gave it"}, routeId="2c1c92bd6ab1", begins="2026-04-01")
    receipt: Receipt = Field(
        description="The receipt of the answer; the route is worked out anew and must be the same."
    )
    route_id: Annotated[str, Field(min_length=1, max_length=300)] = Field(
        description="The id of a route or a path in it."
    )
    begins: Day | None = Field(None, description="The day on which the first step begins; today unless given.")
    party: Party | None = Field(None, description="Who carries the steps; who coordinates unless given.")


class ActivityAsk(Body):
    """An activity that is not a step of a pinned route."""

    model_config = _example(kind="vog", label="VOG aanvragen", begins="2026-03-02", ends="2026-03-30")
    kind: Kind
    label: Line
    instrument: Line | None = Field(
        None, description="The instrument of the graph that it uses, by name or id; kept as it is now."
    )
    party: Party | None = Field(None, description="Who carries it; who coordinates unless given.")
    begins: Day | None = None
    ends: Day | None = None
    goal_id: Id | None = None


class ActivityChangeAsk(Body):
    """Other planned days, or another party; what is left out stays."""

    model_config = _example(ends="2026-04-15")
    party: Party | None = None
    begins: Day | None = None
    ends: Day | None = None


class ActivityStateAsk(Body):
    """The activity begins, is finished, or stops with a reason."""

    model_config = _example(state="running", day="2026-03-02")
    state: Literal["running", "finished", "stopped"]
    day: Day | None = Field(None, description="On which day; today unless given.")
    reason: Line | None = Field(None, description="Why it stops.")
    not_there: bool = Field(
        False, description="With `stopped`: it was asked for and isn't there; the monitor counts that as missing."
    )


class BudgetAsk(Body):
    """Money that the own organisation sets apart for this plan."""

    model_config = _example(label="scholingsbudget", amountEurocent=250000, begins="2026-03-01")
    label: Line
    amount_eurocent: Cents
    begins: Day | None = None
    ends: Day | None = None


class CommitmentAsk(Body):
    """A promise out of a budget for an activity."""

    model_config = _example(budgetId="0" * 32, activityId="1" * 32, amountEurocent=4000)
    budget_id: Id
    activity_id: Id
    amount_eurocent: Cents


class NothingAsk(Body):
    """Nothing needs to be said: the path says it."""

    model_config = _example()


class DecisionAsk(Body):
    """Something that a party must decide."""

    model_config = _example(kind="study-permission", question="Mag de opleiding met behoud van uitkering?")
    kind: Literal["study-permission", "other"]
    question: Line
    party: Party | None = Field(None, description="Who decides; who coordinates unless given.")
    due: Day | None = Field(None, description="Before which day.")


class OutcomeAsk(Body):
    """A decision with its reason; permission may be for a time. ``withdrawn`` takes a question back."""

    model_config = _example(outcome="granted", reason="de opleiding leidt naar werk", begins="2026-04-01")
    outcome: Literal["granted", "refused", "goes-on", "ends", "withdrawn"]
    reason: Line
    begins: Day | None = None
    ends: Day | None = None


class NoteAsk(Body):
    """A note."""

    model_config = _example(text="Ik wil graag dicht bij huis leren.")
    text: Text


class ConsentAsk(Body):
    """What a party may have beyond its task, and what for."""

    model_config = _example(party="gemeente-rotterdam", parts=["notes"], purpose="zodat ik het niet nog eens vertel")
    party: Party
    parts: Annotated[list[Literal["notes"]], Field(min_length=1, max_length=1)]
    purpose: Line


class RequestAsk(Body):
    """What the person objects to, or asks to be erased."""

    model_config = _example(text="Ik wil niet dat mijn plan bewaard blijft.")
    text: Line


class HandOverAsk(Body):
    """Offer the plan to another party. Situation, goals, activities, budget and decisions go along."""

    model_config = _example(
        to="gemeente-rotterdam", reason="de WW eindigt", legalTask="Participatiewet, artikel 7", beyond=[]
    )
    to: Party = Field(description="The party that takes over.")
    reason: Line
    legal_task: Line = Field(description="The statutory task of the receiver that asks for the plan.")
    beyond: Annotated[list[Literal["notes"]], Field(max_length=1)] = Field(
        [], description="What goes along beyond that; it needs the person's consent."
    )


class HandOverAnswerAsk(Body):
    """The receiver accepts or returns the plan; the sender may withdraw the offer."""

    model_config = _example(outcome="accepted")
    outcome: Literal["accepted", "returned", "withdrawn"]
    reason: Line | None = Field(None, description="Why it is returned or withdrawn.")
    case_key: CaseName | None = Field(None, description="The receiver's own key, with which it is in its caseload.")


class ClosingAsk(Body):
    """Why the plan is closed."""

    model_config = _example(reason="het doel is bereikt")
    reason: Line


class CaseloadAsk(Body):
    """A caseload as CSV text."""

    model_config = _example(csv="caseKey;begins;codes;benefitEnd\nzaak-1;2026-03-01;DD05;2027-09-01\n")
    csv: Annotated[str, Field(min_length=1, max_length=2_000_000)]


class GroupPlansAsk(Body):
    """Plans for the people of a group, by the receipt of its answer."""

    model_config = _example(
        receipt={"...": "as /v1/groups gave it"},
        situation={"begins": "2026-03-01", "codes": ["DD08"]},
        begins="2026-04-01",
        caseKeys=[],
    )
    receipt: Receipt = Field(description="The receipt of the group's answer; it is worked out anew, and must be equal.")
    situation: PlanSituationAsk | None = Field(None, description="The situation that they all have, when it is known.")
    begins: Day | None = Field(None, description="The day on which the first step begins; today unless given.")
    case_keys: Annotated[list[CaseName], Field(max_length=MOST)] = Field(
        [], description="One own key for each person: in the order of the answer's moves, then of who is left; or none."
    )
