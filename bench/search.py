"""Search as somebody types, beside SQLite's full-text index, a scan with RapidFuzz, and tantivy: speed and recall.

All hold the same names (full ESCO in two languages) and get the same texts. Recall is the share of finished texts whose
concept is among the first ten: names with a slip of the keys, feminine and plural forms, and parts of names.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.table import Line, shown, under
from graph.matching.encoders import open_encoder
from graph.matching.matcher import Matcher
from graph.matching.words import plain
from graph.network import Network

FIRST = 10
Find = Callable[[str], Sequence[str]]  #: a text -> ids, best first


@dataclass(frozen=True, slots=True)
class Texts:
    """What is typed: every beginning of some names, and finished texts with the concept that was meant."""

    typed: list[str]
    meant: list[tuple[str, str]]


def texts_of(matcher: Matcher, count: int, seed: int) -> Texts:
    """Seeded names of occupations, Dutch and English, with all their beginnings, and each spoilt in one way."""
    dice = random.Random(seed)
    entries = matcher.entries
    rows = range(*entries.rows_of("occupation").indices(len(entries.texts)))
    owner = entries.owner
    typed: list[str] = []
    meant: list[tuple[str, str]] = []
    for row in dice.sample(rows, min(count, len(rows))):
        text = entries.texts[row]
        typed += [text[:size] for size in range(1, min(len(text), 20) + 1)]
        meant.append((_spoilt(text, dice), entries.ids[int(owner[row])]))
    return Texts(typed, meant)


def _spoilt(text: str, dice: random.Random) -> str:
    way = dice.randrange(3)
    if way == 0 and len(text) > 5:
        at = dice.randrange(1, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if way == 1:
        return text + ("s" if text[-1] in "rnlt" else "")
    words = text.split()
    return " ".join(words[1:] + words[:1])


def measure(network: Network, count: int, seed: int) -> list[Line]:
    """Times a key, memory, recall, and the same of the peers."""
    encoder = open_encoder()
    began = time.perf_counter()
    matcher = Matcher(network, None)
    built = time.perf_counter() - began
    texts = texts_of(matcher, count, seed)
    names = [(text, id) for text, id in zip(matcher.entries.texts, _ids(matcher), strict=True)]

    def ours(text: str) -> list[str]:
        return [hit["id"] for hit in matcher.find(text, None, FIRST, typing=True)]

    mine, recall = _timed(ours, texts.typed), _recall(ours, texts.meant)
    lines = [
        Line("search", f"index of {len(names):,} names".replace(",", "\u202f"), f"{shown(built)} s"),
        under("search", f"as you type, {len(texts.typed)} keys: p95", mine[1], 10, "ms", f" (p50 {shown(mine[0])} ms)"),
        Line("search", f"found among the first {FIRST} of {len(texts.meant)} spoilt names", f"{recall:.0%}"),
    ]
    for name, find, most in (
        ("SQLite FTS5", _sqlite(names), len(texts.typed)),
        ("tantivy", _tantivy(names), len(texts.typed)),
        ("RapidFuzz scan", _scan(names), 40),
    ):
        p50, p95 = _timed(find, texts.typed[:: max(1, len(texts.typed) // most)][:most])
        found = _recall(find, texts.meant if most > 40 else texts.meant[:40])
        ratio = f"{shown(p95 / mine[1])} × ours"
        lines.append(
            Line("peer: search", name, f"p95 {shown(p95)} ms (p50 {shown(p50)} ms), {ratio}; found {found:.0%}")
        )
    return [*lines, *_meaning(encoder.dimension, len(matcher.entries.ids))]


def _meaning(dimension: int, count: int) -> list[Line]:
    """Nearness of one question to all vectors, beside reading them once."""
    rows = np.random.default_rng(1).standard_normal((count, dimension)).astype(np.float32)
    asked = rows[0].copy()
    near = min(_seconds(lambda: rows @ asked) for _ in range(9))
    read = min(_seconds(rows.sum) for _ in range(9))
    return [
        under(
            "search",
            f"nearness to {count} vectors, in reads of them",
            near / read,
            3,
            "×",
            f" ({shown(near * 1e3)} ms)",
        )
    ]


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _ids(matcher: Matcher) -> list[str]:
    return [matcher.entries.ids[int(at)] for at in matcher.entries.owner]


def _timed(find: Find, texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of processor time a text: the middle, and 95 %."""
    find(texts[-1])
    took = []
    for text in texts:
        begin = time.thread_time()
        find(text)
        took.append((time.thread_time() - begin) * 1e3)
    return float(np.percentile(took, 50)), float(np.percentile(took, 95))


def _recall(find: Find, meant: Sequence[tuple[str, str]]) -> float:
    return sum(id in find(text)[:FIRST] for text, id in meant) / max(len(meant), 1)


def _sqlite(names: Sequence[tuple[str, str]]) -> Find:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(text, id UNINDEXED, prefix='2 3 4', tokenize='unicode61')")
    base.executemany("INSERT INTO names VALUES (?, ?)", names)

    def find(text: str) -> list[str]:
        words = plain(text).split()
        if not words:
            return []
        asked = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
        rows = base.execute("SELECT id FROM names WHERE names MATCH ? ORDER BY rank LIMIT 40", (asked,))
        return list(dict.fromkeys(id for (id,) in rows))

    return find


def _tantivy(names: Sequence[tuple[str, str]]) -> Find:
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("text", stored=False).add_text_field("id", stored=True).build()
    index = tantivy.Index(schema)
    writer = index.writer(50_000_000, 1)
    for text, id in names:
        writer.add_document(tantivy.Document(text=[text], id=[id]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[str]:
        words = plain(text).split()
        if not words:
            return []
        parts = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "text", word, 1, True)) for word in words[:-1]
        ]
        last = tantivy.Query.fuzzy_term_query(schema, "text", words[-1], 1 if len(words[-1]) > 3 else 0, True, True)
        query = tantivy.Query.boolean_query([*parts, (tantivy.Occur.Should, last)])
        found = searcher.search(query, 40).hits
        return list(dict.fromkeys(str(searcher.doc(place)["id"][0]) for _, place in found))

    return find


def _scan(names: Sequence[tuple[str, str]]) -> Find:
    from rapidfuzz import fuzz, process

    texts = [plain(text) for text, _ in names]

    def find(text: str) -> list[str]:
        found = process.extract(plain(text), texts, scorer=fuzz.WRatio, limit=40)
        return list(dict.fromkeys(names[at][1] for _, _, at in found))

    return find
