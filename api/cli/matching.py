"""The command that matches a list of titles: ``loopbaanpad match``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.cli import options as use
from ontology.errors import SourceUnreadable

COLUMNS = ("row", "query", "rank", "iri", "label", "score", "why")
KINDS = ("occupation", "skill", "training", "credential", "region", "fee")


def match(
    file: Annotated[Path, typer.Option("--file", help="A CSV with a header, in UTF-8.")],
    out: Annotated[Path, typer.Option("--out", help="Write the result to this file.")],
    column: Annotated[str, typer.Option("--column", help="The column with the texts.")] = "title",
    kind: Annotated[
        str, typer.Option("--kind", help="occupation, skill, training, credential, region or fee.")
    ] = "occupation",
    lang: Annotated[str, typer.Option("--lang", help="The language of the texts: nl or en.")] = "nl",
    top: Annotated[int, typer.Option("--top", min=1, max=100, help="At most this many concepts a text.")] = 10,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Find the concepts that each text in a file may mean, best first.

    The result has the columns row, query, rank, iri, label, score and why; row counts the rows of data from 0. A text
    that means nothing here has no row in it.

    Example: loopbaanpad match --file titles.csv --column title --kind occupation --lang nl --top 10 --out found.csv
    """
    use.one_of(kind, KINDS, "--kind")
    use.one_of(lang, ("nl", "en"), "--lang")
    from api.cli.asking import open_planner
    from api.cli.loading import progress_bar

    texts = read_texts(file, column)
    if not out.parent.is_dir():
        raise typer.BadParameter(f"found no folder {out.parent}, expected one to write in", param_hint="--out")
    with progress_bar("namen zoeken") as advance:
        matcher = open_planner(store).matcher(lambda done, all: advance("betekenis van namen", done, all))
        matcher.prepare()
        partial = out.with_name(out.name + ".part")
        found = 0
        try:
            with partial.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(COLUMNS)
                for row, text in enumerate(texts):
                    hits = matcher.find(text, (kind,), top, lang=lang)
                    found += bool(hits)
                    for rank, hit in enumerate(hits, start=1):
                        score = f"{hit['score']:.4f}"
                        writer.writerow((row, text, rank, hit["id"], hit["label"], score, hit["why"]))
                    advance("teksten", row + 1, len(texts))
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    encoder = matcher.encoder.name if matcher.encoder else "geen"
    use.err().print(f"{len(texts)} teksten, {found} met iets gevonden, in {out} (betekenis: {encoder})", soft_wrap=True)


def read_texts(file: Path, column: str) -> list[str]:
    """The texts in a column, one a row of data.

    Raises:
        SourceUnreadable: no such file, not UTF-8, or no such column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(_column(csv.reader(stream, strict=True), file, column))
    except OSError as error:
        raise SourceUnreadable(str(file), "no file that can be read", "a CSV", "Look at the name.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        advice = "Save it as CSV with commas, in UTF-8."
        raise SourceUnreadable(
            str(file), f"what can't be read as CSV ({error})", "UTF-8 text with commas", advice
        ) from error


def _column(rows: Iterator[list[str]], file: Path, column: str) -> Iterator[str]:
    header = [name.strip() for name in next(rows, [])]
    if column not in header:
        shown = ", ".join(header) or "nothing"
        raise SourceUnreadable(str(file), f"the columns {shown}", f"a column {column}", "Name it with --column.")
    place = header.index(column)
    for cells in rows:
        if cells:
            yield cells[place].strip() if place < len(cells) else ""
