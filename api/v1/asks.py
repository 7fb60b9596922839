"""What may be asked over HTTP: request bodies, each with a worked example."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.asking import Question

ModeName = Literal["bol", "bbl", "derde-leerweg", "practice", "classroom", "online"]


Name = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]*$"), AfterValidator(str.strip)]


def whole(value: object) -> object:
    """2.0 is a whole number in JSON; True and "2" are none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Months = Annotated[int, Field(ge=0, le=600), BeforeValidator(whole)]
Euro = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(whole)]
Hours = Annotated[int, Field(ge=0, le=168), BeforeValidator(whole)]
Level = Annotated[int, Field(ge=0, le=8), BeforeValidator(whole)]
Percent = Annotated[int, Field(ge=0, le=100), BeforeValidator(whole)]
Limit = Annotated[int, Field(ge=1, le=200), BeforeValidator(whole)]
NameList = Annotated[list[Name], Field(max_length=50)]
SkillList = Annotated[list[Name], Field(max_length=500)]


class Body(BaseModel):
    """A request body: exact types, camelCase names, nothing that we don't know."""

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=to_camel)


class Person(Body):
    """What somebody has and within which limits they look; names or ids."""

    skills: SkillList = Field([], description="Skills that the person has, beside those of the occupations.")
    without_skills: SkillList = Field([], description="Skills that follow from the occupations, but are not held.")
    credentials: NameList = Field([], description="Diplomas, certificates and licences that are held.")
    level: Level | None = Field(None, description="The NLQF level that the person has.")
    dutch: Literal["1F", "2F", "3F", "4F"] | None = Field(None, description="The person's level of Dutch.")
    months: Months | None = Field(None, description="At most this many months in all.")
    euro: Euro | None = Field(None, description="At most this many euros of one's own.")
    hours: Hours | None = Field(None, description="At most this many hours of study a week.")
    modes: Annotated[list[ModeName], Field(max_length=6)] = Field([], description="Only these kinds of training.")
    paid: bool = Field(False, description="Only trainings with pay.")
    region: Name | None = Field(None, description="The person's labour-market region.")
    other_regions: bool = Field(False, description="Trainings in other regions may be used too.")
    without: NameList = Field([], description="Trainings and occupations that may not be used.")
    must: NameList = Field([], description="Trainings and occupations that must be used.")
    reading: Literal["elapsed", "training"] = Field(
        "elapsed", description="Count all time, or the weeks of training only."
    )
    theta: Percent = Field(75, description="The share of skills that must be held to enter, in percent.")

    def question(self) -> Question:
        """The question as the planner's side knows it."""
        given = self.model_dump(exclude={"origin", "target", "limit", "choice", "situation", "on"})
        values: dict[str, Any] = {
            field: tuple(value) if isinstance(value, list) else value for field, value in given.items()
        }
        return Question(
            origins=tuple(getattr(self, "origin", ())),
            target=getattr(self, "target", None),
            **values,
        )


class Ends(Body):
    """Where from, and where to."""

    origin: list[Name] = Field(
        alias="from", max_length=20, description="The occupations that the person has or had; may be empty."
    )
    target: Name = Field(alias="to", description="The occupation to get to.")


_EXAMPLE: Final[dict[str, Any]] = {"from": ["verkoper"], "to": "verzorgende", "months": 36}


class RoutesAsk(Person, Ends):
    """From which occupations to which one, for whom."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})


class WhyNotAsk(RoutesAsk):
    """The same question, and the training, occupation or limit that the answer lacks."""

    model_config = ConfigDict(json_schema_extra={"example": {**_EXAMPLE, "choice": "kok"}})
    choice: Name = Field(description="A training or occupation, or a limit: months, euro, hours, modes, paid, region.")


class Origins(Body):
    """Where from."""

    origin: list[Name] = Field(
        alias="from", min_length=1, max_length=20, description="The occupations that the person has or had."
    )


class Target(Body):
    """Where to."""

    target: Name = Field(alias="to", description="The occupation to get to.")


class TargetsAsk(Person, Origins):
    """From which occupations; the answer ranks where to."""

    model_config = ConfigDict(json_schema_extra={"example": {"from": ["verkoper"], "limit": 5}})
    limit: Limit = Field(25, description="At most this many.")


class SourcesAsk(Person, Target):
    """To which occupation; the answer ranks who could come in."""

    model_config = ConfigDict(json_schema_extra={"example": {"to": "verzorgende", "limit": 5}})
    limit: Limit = Field(25, description="At most this many.")


class ProposalsAsk(Body):
    """A CV or some sentences, in Dutch or English. The text is neither stored nor logged."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"text": "Ik heb vloeren gedweild en klanten geholpen aan de kassa. Ik heb geen rijbewijs."}
        }
    )
    text: str = Field(min_length=1, max_length=20_000, description="The text, at most 20,000 characters.")
    questions: bool = Field(
        True, description="Also ask about passages that come near to a skill in meaning only; these are no proposals."
    )
