"""Stems and clauses: forms of one word meet, and each clause is known for what it speaks of."""

from __future__ import annotations

import pytest

from graph.proposals.clauses import Mention, clauses_of
from graph.proposals.words import stems_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gedweild", "dweilen"),
        ("gewassen", "wassen"),
        ("schoongemaakt", "schoonmaken"),
        ("aangekleed", "aankleden"),
        ("planken", "plank"),
        ("gegeven", "geven"),
        ("hielp", "helpen"),
        ("glazen", "glas"),
        ("vulde", "vullen"),
        ("maakt", "maken"),
        ("mopped", "mop"),
        ("taught", "teach"),
        ("driving", "drive"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stems_of(one) & stems_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("gevoegd", "toegevoegd"), ("wel", "weld"), ("kok", "kook"), ("bak", "pak")]
)
def test_other_words_dont(one: str, other: str) -> None:
    assert not (stems_of(one, "nl") & stems_of(other, "nl") and stems_of(one, "en") & stems_of(other, "en"))


def test_words_know_their_place() -> None:
    text = "’t Café, leerling-kok"
    assert [(text[word.start : word.end], word.plain, word.glued) for word in words_of(text)] == [
        ("t", "t", False),
        ("Café", "cafe", False),
        ("leerling", "leerling", False),
        ("kok", "kok", True),
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Ik was kok.", [Mention.HELD]),
        ("Ik was kok, maar mijn man was bakker.", [Mention.HELD, Mention.OTHER]),
        ("Mijn baas deed de boekhouding en de planning.", [Mention.OTHER]),
        ("Mijn baas deed de boekhouding en ik deed de kassa.", [Mention.OTHER, Mention.HELD]),
        ("Ik wil kok worden.", [Mention.WISH]),
        ("Ik heb nooit gekookt.", [Mention.NEGATED]),
        ("Ik kook in mijn vrije tijd.", [Mention.HOBBY]),
        ("Mijn zus wil kok worden.", [Mention.OTHER]),
        ("Ik heb niet alleen gekookt.", [Mention.HELD]),
        ("Hobby's: koken", [Mention.HOBBY]),
        ("Hobby's\nkoken\nWerkervaring\nkok", [Mention.HOBBY, Mention.HELD]),
        ("Mijn moeder heb ik verzorgd.", [Mention.HELD]),
        ("She was a cook, but I was a waiter.", [Mention.OTHER, Mention.HELD]),
        ("I have never cooked.", [Mention.NEGATED]),
        ("", []),
        ("...", []),
    ],
)
def test_what_a_clause_speaks_of(text: str, mentions: list[Mention]) -> None:
    assert [clause.mention for clause in clauses_of(text)] == mentions
