"""Weighing rules in three values: yes, no, or ask; each kind of rule is one function, its docstring for users.

Kleene's logic: in *all*, one no decides, else one unknown asks; in *any*, one yes decides, else one
unknown asks; *not* leaves an unknown unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from graph.menukaart.situation import WORK_BY_DOELGROEP, Situation, StepAsked, benefits_of
from ontology.instruments import Condition, Rule, RuleKind


class Answer(StrEnum):
    """What a rule, a condition or an instrument answers."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


YES, NO, ASK = Answer.YES, Answer.NO, Answer.ASK


def all_of(answers: Iterable[Answer]) -> Answer:
    """Yes when all are yes, no when one is no, else ask."""
    found = set(answers)
    return NO if NO in found else ASK if ASK in found else YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes when one is yes, ask when one asks, else no."""
    found = NO
    for answer in answers:
        if answer is YES:
            return YES
        if answer is ASK:
            found = ASK
    return found


def not_of(answer: Answer) -> Answer:
    """Yes and no change places; what must be asked must still be asked."""
    return NO if answer is YES else YES if answer is NO else ASK


def _stated(codes: Iterable[str], told: Mapping[str, bool]) -> Answer:
    """Any of the codes, as told one by one."""
    return any_of(ASK if (said := told.get(code)) is None else YES if said else NO for code in codes)


def _among(codes: frozenset[str], told: frozenset[str] | None) -> Answer:
    """Any of the codes, as told all at once."""
    return ASK if told is None else YES if codes & told else NO


def _within(rule: Rule, value: int | None) -> Answer:
    if value is None:
        return ASK
    low = rule.least is None or value >= rule.least
    return YES if low and (rule.most is None or value <= rule.most) else NO


def weigh_benefit(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Of iemand één van deze uitkeringen krijgt; een genoemde doelgroep telt mee als die het zeker maakt."""
    if told.benefits is not None:
        return _among(rule.codes, told.benefits)
    for code, said in told.doelgroepen.items():
        covered = benefits_of(code)
        if said and covered and covered <= rule.codes:
            return YES
        if said and code == "DD01":
            return NO
    denied = {name for code, said in told.doelgroepen.items() if not said for name in benefits_of(code)}
    return NO if rule.codes <= denied else ASK


def weigh_work(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoe iemand ervoor staat in het werk: werknemer, flex, zzp, met ontslag bedreigd of zonder werk."""
    if told.work is not None:
        return _among(rule.codes, told.work)
    for code, said in told.doelgroepen.items():
        covered = WORK_BY_DOELGROEP.get(code)
        if said and covered and covered <= rule.codes:
            return YES
    return ASK


def weigh_doelgroep(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Of iemand bij één van deze doelgroepen hoort; nooit verplicht: wat niet gezegd is, wordt gevraagd."""
    return any_of(_doelgroep(code, told) for code in rule.codes)


def _doelgroep(code: str, told: Situation) -> Answer:
    if code in told.doelgroepen:
        return YES if told.doelgroepen[code] else NO
    benefits, work = told.benefits, told.work
    if code == "DD01" and benefits is not None:
        return NO if benefits else YES
    if code == "ED01":
        return _within(Rule(rule_kind=RuleKind.AGE, most=26), told.age)
    if code == "ED02":
        return _within(Rule(rule_kind=RuleKind.AGE, least=50), told.age)
    if code == "ED13" and benefits:
        return NO
    if code == "ED13" and benefits is not None and work is not None:
        return YES if work <= {"none"} else NO
    if benefits_of(code):
        return _among(benefits_of(code), benefits)
    if code in WORK_BY_DOELGROEP:
        return _among(WORK_BY_DOELGROEP[code], work)
    return ASK


def weigh_age(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoe oud iemand is; alleen waar de wet naar leeftijd vraagt."""
    return _within(rule, told.age)


def weigh_level(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Het hoogste niveau dat iemand heeft (NLQF); een startkwalificatie is mbo 2 of hoger, havo of vwo."""
    return _within(rule, told.level)


def weigh_dutch(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Het niveau Nederlands dat iemand heeft."""
    return ASK if told.dutch is None else YES if told.dutch in rule.codes else NO


def weigh_benefit_months(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoeveel maanden iemand de uitkering al krijgt."""
    return _within(rule, told.benefit_months)


def weigh_mode(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoe de opleiding wordt gevolgd: bol, bbl, derde leerweg, in de praktijk, in een klas of online."""
    return _of_training(step.mode, rule, step)


def weigh_training_kind(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Wat voor opleiding het is: mbo, mbo-certificaat, praktijkverklaring, hbo, cursus en zo meer."""
    return _of_training(step.training_kind, rule, step)


def _of_training(value: str | None, rule: Rule, step: StepAsked) -> Answer:
    if value is None:
        return ASK if step.kind in ("training", "practice") else NO
    return YES if value in rule.codes else NO


def weigh_weeks(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoeveel weken de opleiding duurt; onbekend is vragen."""
    return _within(rule, step.weeks)


def weigh_hours(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Hoeveel uur per week de opleiding kost, naast het werk; onbekend is vragen."""
    return _within(rule, step.hours)


def weigh_topic(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Iets wat alleen de persoon, de werkgever of een instantie kan zeggen: een vraag met ja of nee."""
    return _stated(rule.codes, told.topics)


def weigh_decision(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """Of deze partij het al besloten heeft; zonder besluit is het antwoord altijd: vragen."""
    return _stated(rule.codes, told.decisions)


WEIGHERS: Mapping[RuleKind, Callable[[Rule, Situation, StepAsked], Answer]] = {
    RuleKind.BENEFIT: weigh_benefit,
    RuleKind.WORK: weigh_work,
    RuleKind.DOELGROEP: weigh_doelgroep,
    RuleKind.AGE: weigh_age,
    RuleKind.LEVEL: weigh_level,
    RuleKind.DUTCH: weigh_dutch,
    RuleKind.BENEFIT_MONTHS: weigh_benefit_months,
    RuleKind.MODE: weigh_mode,
    RuleKind.TRAINING_KIND: weigh_training_kind,
    RuleKind.WEEKS: weigh_weeks,
    RuleKind.HOURS: weigh_hours,
    RuleKind.TOPIC: weigh_topic,
    RuleKind.DECISION: weigh_decision,
}
#: Kinds that say for whom an instrument is: a no there means that it is meant for another group.
ABOUT_GROUP = frozenset({RuleKind.BENEFIT, RuleKind.WORK, RuleKind.DOELGROEP, RuleKind.AGE, RuleKind.LEVEL})


def weigh(rule: Rule, told: Situation, step: StepAsked) -> Answer:
    """What one rule answers."""
    found = WEIGHERS[rule.rule_kind](rule, told, step)
    return not_of(found) if rule.negated else found


def weigh_condition(condition: Condition, told: Situation, step: StepAsked) -> Answer:
    """What a condition answers: one of its rules must hold."""
    return any_of(weigh(rule, told, step) for rule in condition.any_of)
