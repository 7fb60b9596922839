"""Answers about many at once as people read them on a terminal."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console

from api import wording, wording_market
from api.cli.printing import Json, print_none, table

HOW: Final = {
    "opened": "wordt mogelijk",
    "shorter": "wordt korter",
    "lessUnpaid": "minder weken zonder loon",
    "cheaper": "wordt goedkoper",
    "other": "er komt een keus bij",
}
HOW_GONE: Final = {
    "opened": "kan niet meer",
    "shorter": "wordt langer",
    "lessUnpaid": "meer weken zonder loon",
    "cheaper": "wordt duurder",
    "other": "er valt een keus weg",
}
WHY: Final = {
    "no-route": "geen route gevonden naar een van de bekeken beroepen",
    "no-candidate": "er was geen beroep om naar te kijken",
    "elsewhere": "wel een route, maar alleen naar beroepen waarvoor u geen plaatsen noemde",
    "full": "wel een route, maar de plaatsen zijn vol",
}


def people(number: int) -> str:
    """A number of people."""
    return "1 persoon" if number == 1 else f"{wording.thousands(number)} mensen"


def lines_text(number: int) -> str:
    """A number of lines of a group."""
    return "1 regel" if number == 1 else f"{number} regels"


def moves_text(number: int) -> str:
    """A number of moves between two jobs."""
    return "1 overstap" if number == 1 else f"{wording.thousands(number)} overstappen"


def sum_text(part: Json, unit: str) -> str:
    """A figure of many people, what is known and what isn't apart."""
    show = wording.euro if unit == "euro" else wording.weeks
    if not part["unknownPeople"]:
        return show(part["known"])
    some = f"{show(part['known'])} voor {people(part['people'])}, " if part["people"] else ""
    least = f" (zeker {show(part['knownPart'])})" if part["knownPart"] else ""
    return f"{some}onbekend voor {people(part['unknownPeople'])}{least}"


def _origin(answer: Json, line: int) -> str:
    told = answer["lines"][line]
    where = f", {told['region']['label']}" if told["region"] else ""
    return wording.labels(told["occupations"]) + where


def print_group(console: Console, answer: Json, limit: int) -> None:
    """A group at once: targets, who goes where, who is left, and what was looked at."""
    console.print(f"{people(answer['people'])} in {lines_text(len(answer['lines']))}\n")
    console.print("== Beroepen die bij de meeste mensen passen")
    shown = answer["targets"][:limit]
    rows = table("nr", "beroep", "mensen", "score", "uurloon", "spanning", right=("mensen", "score"))
    for number, target in enumerate(shown, start=1):
        wage, tension = wording_market.wage_cell(target["wages"]), wording_market.tension_cell(target["tension"])
        rows.add_row(str(number), target["label"], str(target["people"]), str(target["score"]), wage, tension)
    console.print(rows if shown else "Geen.")
    for line in wording_market.told_below(shown):
        console.print(line, soft_wrap=True)
    if len(answer["targets"]) > limit:
        console.print(f"En nog {len(answer['targets']) - limit}; --json geeft ze alle.")
    for number, target in enumerate(shown, start=1):
        console.print(f"{number}. {target['label']}")
        for origin in target["from"]:
            console.print(f"   {people(origin['people'])}: {origin['route']['line']}", soft_wrap=True)
            _unknown(console, origin["route"])
        _print_together(console, target["together"], "   samen: ")
    _print_assignment(console, answer)
    _print_left(console, answer)
    _print_searched(console, answer)


def _unknown(console: Console, route: Json) -> None:
    for item in route["unknown"]:
        who = f" Vraag het: {item['who']}." if item["who"] else ""
        console.print(f"      onbekend: {item['text']}{who}", soft_wrap=True)


def _print_together(console: Console, part: Json, start: str) -> None:
    figures = (("tijd", "weeks", "weeks"), ("zonder loon", "unpaidWeeks", "weeks"), ("kosten", "costEurocent", "euro"))
    told = "; ".join(f"{name} {sum_text(part[key], unit)}" for name, key, unit in figures)
    console.print(f"{start}{told}", soft_wrap=True)


def _print_assignment(console: Console, answer: Json) -> None:
    found = answer["assignment"]
    console.print("\n== Een verdeling")
    console.print("Doel, in deze volgorde: " + "; dan ".join(found["objective"]) + ".", soft_wrap=True)
    if not found["limited"]:
        console.print("U noemde geen plaatsen: of er plaats is, is onbekend. Hier mag ieder naar elk beroep.")
    rows = table("van", "naar", "mensen", "tijd", "zonder loon", "kosten", right=("mensen",))
    for move in found["moves"]:
        figures = [value for _, value in wording.totals(move["route"]["totals"])[:3]]
        rows.add_row(_origin(answer, move["line"]), move["to"]["label"], str(move["people"]), *figures)
    console.print(rows if found["moves"] else "Niemand is geplaatst.")
    _print_together(console, found["together"], "Samen: ")
    for training in found["trainings"]:
        weeks, cost = wording.weeks(training["weeks"]), wording.euro(training["costEurocent"])
        console.print(f"  opleiding: {training['label']}, {people(training['people'])}", soft_wrap=True)
        total = wording.euro(training["costEurocentTogether"])
        console.print(f"    per persoon: duur {weeks}, kosten {cost}; samen: kosten {total}", soft_wrap=True)
    console.print(f"Geplaatst: {people(found['placed'])}. Niet geplaatst: {people(found['unplaced'])}.")
    if found["proven"]:
        console.print("Een betere verdeling is er niet: dat is nagerekend.")
    else:
        gap = found["gap"]
        most = "onbekend hoeveel" if gap is None or gap["atMost"] is None else f"ten hoogste {gap['atMost']}"
        console.print(f"Of deze verdeling de beste is, is niet bewezen; het kan beter: {most}.")


def _print_left(console: Console, answer: Json) -> None:
    if not answer["left"]:
        return
    console.print("\n== Wie nog geen plek heeft")
    for left in answer["left"]:
        console.print(f"{people(left['people'])}, {_origin(answer, left['line'])}: {WHY[left['why']]}.", soft_wrap=True)
        for way in left["ways"]:
            console.print(f"  Naar {way['to']['label']}:")
            print_none(console, way)


def _print_searched(console: Console, answer: Json) -> None:
    looked = answer["searched"]
    console.print(
        f"\nBekeken: van {looked['ranked']} beroepen voor elke regel de {looked['candidates']} dichtstbij en wat "
        f"andere regels delen: {looked['pairs']} combinaties, {looked['withRoute']} met een route. Wat niet bekeken "
        "is, kan ook een weg zijn.",
        soft_wrap=True,
    )
    if looked["notSearched"]:
        console.print(f"Nog {looked['notSearched']} combinaties liggen ook dichtbij; die zijn niet bekeken.")
    if looked["incomplete"]:
        console.print(f"Bij {looked['incomplete']} combinaties stopte de zoekactie bij haar grens.")
    _print_data(console, answer)


def _print_data(console: Console, answer: Json) -> None:
    receipt = answer["receipt"]
    console.print(f"Gegevens: revisie {receipt['revision']}, kenmerk {receipt['digest'][:12]}.")


def print_impact(console: Console, answer: Json, limit: int) -> None:
    """What a training does, pair by pair."""
    words = HOW if answer["change"] == "added" else HOW_GONE
    start = "Als deze opleiding er komt" if answer["change"] == "added" else "Als deze opleiding verdwijnt"
    training = answer["training"]
    facts = f"duur {wording.weeks(training['weeks'])}, kosten {wording.euro(training['costEurocent'])}"
    console.print(f"{start}: {training['label']} ({facts})", soft_wrap=True)
    for key, word in words.items():
        if answer["summary"][key]:
            console.print(f"  {answer['summary'][key]} x {word}")
    if not answer["changes"]:
        console.print("Voor de bekeken overstappen verandert er niets.")
    for change in answer["changes"][:limit]:
        how = ", ".join(words[one] for one in change["how"])
        console.print(f"\n{change['from']['label']} naar {change['to']['label']}: {how}", soft_wrap=True)
        before, after = change["without"], change["with"]
        if answer["change"] == "gone":
            before, after = after, before
        for name, key, show in (
            ("tijd", "weeks", wording.weeks),
            ("zonder loon", "unpaidWeeks", wording.weeks),
            ("kosten", "costEurocent", wording.euro),
        ):
            if before[key] != after[key]:
                console.print(f"   {name}: {_least(before, key, show)} wordt {_least(after, key, show)}")
        console.print(f"   {change['line']}", soft_wrap=True)
        console.print(f"   overgestapt: {_moves(change['moves'])}", soft_wrap=True)
        if not change["sure"]:
            console.print("   Een zoekactie stopte bij haar grens: dit is niet zeker.")
    if len(answer["changes"]) > limit:
        console.print(f"\nEn nog {len(answer['changes']) - limit}; --json geeft ze alle.")
    if answer["origins"]:
        console.print("\n== Voor wie")
    for origin in answer["origins"][:limit]:
        counted = "; ".join(
            f"{people(one['employees'])} in de beroepsgroep {one['group']} ({one['region']}, {one['year']}; "
            f"bron: {one['source']})"
            for one in origin["people"] or ()
        )
        how_many = counted or "hoeveel mensen dit werk doen, is niet geladen en dus onbekend"
        console.print(f"{origin['label']}: {origin['targets']} beroepen; {how_many}", soft_wrap=True)
    _print_looked(console, answer)


def _least(part: Json, key: str, show: Any) -> str:
    if not part["routes"]:
        return "geen route"
    text: str = show(part[key])
    return text


def _moves(lines: Any) -> str:
    if not lines:
        return "onbekend, er zijn geen tellingen geladen"
    return "; ".join(
        f"{people(one['count'])} ({one['period'] or 'periode onbekend'}, {wording_market.place(one['region'])}; "
        f"bron: {one['source']})"
        for one in lines
    )


def print_openings(console: Console, answer: Json) -> None:
    """Which skills nobody teaches, and what they would open."""
    pairs = answer["pairs"]
    console.print(
        f"Van {answer['looked']['pairs']} bekeken overstappen hebben er {pairs['withRoute']} een route; "
        f"{pairs['closed']} niet. Bij {pairs['lackingTaught']} daarvan ontbreekt te veel dat geen opleiding leert, "
        f"bij {pairs['behindWalls']} houdt een toelatingseis het tegen waar geen opleiding voor is.",
        soft_wrap=True,
    )
    console.print("\n== Eén vaardigheid die nu geen opleiding leert")
    rows = table("vaardigheid", "ontbreekt bij", "opent alleen", right=("ontbreekt bij", "opent alleen"))
    for item in answer["skills"]:
        rows.add_row(item["skill"]["label"], str(item["lackedBy"]), str(item["opens"]))
    console.print(rows if answer["skills"] else "Geen.")
    if answer["together"]:
        console.print("== Eén opleiding, vaardigheid voor vaardigheid opgebouwd")
        rows = table("met ook", "opent dan", right=("opent dan",))
        for step in answer["together"]:
            rows.add_row(step["skill"]["label"], str(step["opens"]))
        console.print(rows)
        for pair in answer["together"][-1]["routes"][:10]:
            console.print(f"  {pair['from']['label']} naar {pair['to']['label']}", soft_wrap=True)
    for wall in answer["walls"][:10]:
        console.print(f"Geen opleiding geeft: {wall['label']} ({wall['pairs']} overstappen)", soft_wrap=True)
    console.print("Elke opening is nagezocht met een opleiding erbij waarvan duur en kosten onbekend zijn.")
    _print_looked(console, answer)


def print_again(console: Console, answer: Json) -> None:
    """An answer of a receipt, whichever of these questions it was."""
    question = answer["receipt"]["question"]
    if question == "openings":
        print_openings(console, answer)
    else:
        (print_group if question == "groups" else print_impact)(console, answer, 10)


def _print_looked(console: Console, answer: Json) -> None:
    looked = answer["looked"]
    console.print(
        f"\nBekeken: {moves_text(looked['pairs'])}, van {looked['origins']} naar {looked['targets']} beroepen. "
        f"Niet bekeken: {looked['notLooked']}.",
        soft_wrap=True,
    )
    if looked["incomplete"]:
        console.print(f"Bij {looked['incomplete']} daarvan stopte de zoekactie bij haar grens.")
    _print_data(console, answer)
