"""Answers as people read them on a terminal: tables, and one line a route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from api import wording, wording_market

Json = Mapping[str, Any]


def table(*headings: str, right: Sequence[str] = ()) -> Table:
    """An empty table in the one style."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    return made


def print_routes(console: Console, answer: Json, steps: bool = False) -> None:
    """A whole answer: paths, groups of routes, or why there are none."""
    start = wording.labels(answer["from"]) or "start"
    console.print(f"Van {start} naar {wording.label(answer['to'])}")
    if answer["held"]:
        console.print("Dit beroep is al uitgeoefend: er zijn geen stappen nodig.")
        for proof in answer["lapsed"]:
            console.print(f"  Kijk na of dit nog geldig is: {proof['label']}", soft_wrap=True)
    number = 0
    for group in answer["groups"]:
        for title, routes in wording.parts_of(group):
            console.print(f"\n== {title}", soft_wrap=True)
            numbered = list(enumerate(routes, start=number + 1))
            number += len(routes)
            figures = table("nr", "tijd", "zonder loon", "kosten", "banen", "nog te leren")
            for place, route in numbered:
                figures.add_row(str(place), *(value for _, value in wording.totals(route["totals"])[:5]))
            console.print(figures)
            for place, route in numbered:
                _print_route(console, place, route, steps)
    for path in answer["paths"]:
        _print_path(console, path)
    if answer["none"]:
        print_none(console, answer["none"])
    if not answer["complete"]:
        console.print("\nDe zoekactie stopte bij haar grens: er kunnen meer routes zijn.")
    for title, key, told in (
        ("uurloon", "wages", wording_market.wage_lines),
        ("spanning", "tension", wording_market.tension_lines),
    ):
        for line in told(answer["market"][key]) if answer["market"][key] else ():
            console.print(f"{title} van {answer['to']['label']}: {line}", soft_wrap=True)
    for ask in answer["asks"]:
        console.print(f"\nVraag: {ask['text']}", soft_wrap=True)
    console.print()
    for text in answer["notModelled"]:
        console.print(text, soft_wrap=True)
    receipt = answer["receipt"]
    console.print(f"Gegevens: revisie {receipt['revision']}, kenmerk {receipt['digest'][:12]}.")


def _print_route(console: Console, number: int, route: Json, steps: bool) -> None:
    console.print(f"{number}. {route['line']}", soft_wrap=True)
    if route["aside"]:
        console.print(f"   {route['aside']['text']}", soft_wrap=True)
    for item in route["unknown"]:
        who = f" Vraag het: {item['who']}." if item["who"] else ""
        console.print(f"   onbekend: {item['text']}{who}", soft_wrap=True)
    if steps:
        for step in route["steps"]:
            print_step(console, step)


def print_step(console: Console, step: Json) -> None:
    """One step of a route with everything that goes with it."""
    facts = ", ".join(wording.step_facts(step))
    console.print(
        f"   - {wording.KIND[step['kind']]}: {wording.label(step)}" + (f" ({facts})" if facts else ""), soft_wrap=True
    )
    lines = []
    if step["teaches"]:
        lines.append(f"leert: {wording.some(step['teaches'], 6)}")
    if step["gives"]:
        lines.append(f"geeft: {wording.labels(step['gives'])}")
    lines.extend(f"eis: {demand['label']}" + (" (voldaan)" if demand["held"] else "") for demand in step["demands"])
    if step["demandsUnknown"]:
        lines.append("toelatingseisen onbekend")
    if step["learnedAtWork"]:
        lines.append(f"nog te leren op het werk: {wording.some(step['learnedAtWork'], 6)}")
    if step["ask"]:
        lines.append(step["ask"])
    if step["note"]:
        lines.append(step["note"])
    if step["alternatives"]:
        lines.append(f"kan ook: {wording.some(step['alternatives'], 4)}")
    for line in lines:
        console.print(f"       {line}", soft_wrap=True)


def _print_stop(console: Console, step: Json, extra: str) -> None:
    more = f" ({extra})" if extra else ""
    console.print(f"   - {wording.KIND[step['kind']]}: {wording.label(step)}{more}", soft_wrap=True)


def _print_path(console: Console, path: Json) -> None:
    sector = f", sector {path['sector']}" if path["sector"] else ""
    console.print(f"\n== Pad door mensen opgesteld: {path['label']}{sector}", soft_wrap=True)
    time = wording.weeks(path["weeks"], path["weeksKnown"])
    cost = wording.euro(path["costEurocent"], path["costKnown"])
    console.print(f"   tijd {time}, kosten {cost}")
    for step in path["steps"]:
        extra = "; ".join(text for text in (step["condition"], step["note"]) if text)
        console.print(
            f"   - {wording.KIND[step['kind']]}: {wording.label(step)}" + (f" ({extra})" if extra else ""),
            soft_wrap=True,
        )
    if path["unknown"]:
        console.print(f"   onbekend: {path['unknown']}", soft_wrap=True)


def print_none(console: Console, none: Json) -> None:
    """Why there is no route, and what would open one."""
    console.print(f"\nGeen route. {none['reason']}", soft_wrap=True)
    for wall in none["walls"]:
        law = wording.law(wall)
        console.print(f"  eerst nodig: {wall['label']}" + (f" ({law})" if law else ""), soft_wrap=True)
    if none["missing"]:
        console.print(f"  ontbreekt: {wording.some(none['missing'], 10)}", soft_wrap=True)
    for opening in none["opens"]:
        console.print(f"  opent wel: {opening['label']} ({opening['routes']})", soft_wrap=True)


def print_why_not(console: Console, answer: Json) -> None:
    """Why a choice is not in the answer."""
    console.print(f"{wording.first_upper(answer['choice']['label'])}:", soft_wrap=True)
    for reason in answer["reasons"]:
        console.print(f"  - {reason}", soft_wrap=True)
    if answer["route"]:
        console.print(f"  de beste route hiermee: {answer['route']['line']}", soft_wrap=True)


def print_near(console: Console, rows: Sequence[Json]) -> None:
    """Occupations that are near, best first."""
    if not rows:
        console.print("Niets gevonden.")
        return
    told = [name for name, key in (("uurloon", "wages"), ("spanning", "tension")) if any(row[key] for row in rows)]
    made = table("nr", "beroep", "score", "waarom", "tijd", "kosten", *told, right=("score",))
    for number, row in enumerate(rows, start=1):
        cost = row["cost"]
        made.add_row(
            str(number),
            wording.label(row),
            str(row["score"]),
            "; ".join(row["why"]),
            wording.weeks(cost["weeks"], cost["weeksKnown"]) if cost else "",
            wording.euro(cost["costEurocent"], cost["costKnown"]) if cost else "",
            *([wording_market.wage_cell(row["wages"])] if "uurloon" in told else []),
            *([wording_market.tension_cell(row["tension"])] if "spanning" in told else []),
        )
    console.print(made)
    for number, row in enumerate(rows, start=1):
        if row.get("trainings"):
            names = ", dan ".join(wording.label(one) for one in row["trainings"])
            console.print(f"{number}. {wording.label(row)}, met: {names}", soft_wrap=True)
    for line in wording_market.told_below(rows):
        console.print(line, soft_wrap=True)


def print_concept(console: Console, found: Json) -> None:
    """Everything of one concept; of an occupation the wages and the tension in words."""
    told = {key: found[key] for key in ("wages", "tension") if key in found}
    shown = {key: value for key, value in found.items() if key not in (*told, "market")}
    if "walls" in shown:
        shown["walls"] = [
            {**wall, "since": wall["since"] or ("onbekend" if wall["anyOf"] and wall["law"] else None)}
            for wall in shown["walls"]
        ]
    print_value(console, shown)
    if not told:
        return
    for title, lines in (
        ("uurloon", wording_market.wage_lines(told["wages"])),
        ("spanning", wording_market.tension_lines(told["tension"])),
    ):
        for line in lines:
            console.print(f"{title}: {line}", soft_wrap=True)


def print_value(console: Console, value: Any, indent: int = 0) -> None:
    """Anything that the graph says of a concept, as an indented outline."""
    pad = "  " * indent
    if isinstance(value, Mapping):
        for key, item in value.items():
            if item in (None, [], {}, ""):
                continue
            if isinstance(item, Mapping | list):
                console.print(f"{pad}{key}:")
                print_value(console, item, indent + 1)
            else:
                console.print(f"{pad}{key}: {_plain(item)}", soft_wrap=True)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping) and set(item) <= {"id", "label", "lang", "kind"}:
                console.print(f"{pad}- {wording.label(item) if 'label' in item else item.get('id')}", soft_wrap=True)
            elif isinstance(item, Mapping):
                console.print(f"{pad}- " + ", ".join(_pairs(item)), soft_wrap=True)
            else:
                console.print(f"{pad}- {_plain(item)}", soft_wrap=True)


def _pairs(item: Json) -> list[str]:
    return [f"{key} {_plain(part)}" for key, part in item.items() if part not in (None, [], "", False)]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        if value and all(isinstance(item, list) for item in value):  # any-of groups, all of which must be met
            return " en ".join(" of ".join(map(_plain, item)) for item in value)
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, Mapping):
        return str(value.get("label") or value.get("id") or ", ".join(_pairs(value)))
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def print_rows(console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]], json: bool) -> None:
    """The rows that a query gave, as a table or as JSON."""
    from api.cli import options as use

    if json:
        use.print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    made = table(*names)
    for row in rows:
        made.add_row(*("" if value is None else str(value) for value in row))
    console.print(made if rows else "Geen rijen.")
