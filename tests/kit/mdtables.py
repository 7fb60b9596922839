"""The rows of Markdown tables, for tests whose expectations a curator reads and edits."""

from __future__ import annotations

from pathlib import Path


def rows_of(path: Path, heading: str = "") -> list[tuple[str, ...]]:
    """The cells of every row, without head and ruler; with a heading only of the tables below it."""
    text = path.read_text("utf-8")
    if heading:
        text = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rulers = {n for n, line in enumerate(lines) if set(line) <= set("|-: ")}
    kept = (line for n, line in enumerate(lines) if n not in rulers and n + 1 not in rulers)
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in kept]
