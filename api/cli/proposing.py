"""The command that makes proposals from a text: propose."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import options as use


def propose(
    file: Annotated[
        Path | None, typer.Option("--file", help="A text file (UTF-8) with a CV or some sentences; else from input.")
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions/--no-questions", help="Also ask about passages near to a skill in meaning.")
    ] = True,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Propose occupations, skills and proofs from a text; nothing counts before it is confirmed.

    Example: loopbaanpad propose --file CV.txt
    """
    from api.cli.asking import open_planner

    answer = open_planner(store).proposals(_read(file), questions)
    if json:
        use.print_json(answer)
    else:
        _print(answer)


def _read(file: Path | None) -> str:
    named = "input" if file is None else str(file)
    try:
        return (sys.stdin.buffer.read() if file is None else file.read_bytes()).decode("utf-8-sig")
    except FileNotFoundError:
        raise typer.BadParameter(f"there is no file {file}", param_hint="--file") from None
    except IsADirectoryError:
        raise typer.BadParameter(f"{file} is a folder, expected a text file", param_hint="--file") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{named} is no UTF-8 text: save it as plain text", param_hint="--file") from None


def _print(answer: dict[str, Any]) -> None:
    from api import wording

    console = use.out()

    def show(item: dict[str, Any], more: str) -> None:
        words = " … ".join(" ".join(part["text"].split()) for part in item["words"])
        console.print(f"  {wording.label(item)} ({wording.KIND[item['kind']]}; {more})", soft_wrap=True)
        console.print(f"      uw woorden: “{words}”", soft_wrap=True)

    if not answer["proposals"]:
        console.print("Niets gevonden om te bevestigen.")
    else:
        console.print("Klopt dit? Dit kan meetellen als u het bevestigt:")
        for item in answer["proposals"]:
            show(item, f"{wording.SURE[item['sure']]}: {item['why']}")
    if answer["apart"]:
        console.print("\nApart gehouden:")
        for item in answer["apart"]:
            show(item, str(item["reason"]))
    if answer["questions"]:
        console.print("\nBedoelt u misschien ook dit?")
        for item in answer["questions"]:
            show(item, str(item["why"]))
    console.print()
    for note in answer["notes"]:
        console.print(note)
