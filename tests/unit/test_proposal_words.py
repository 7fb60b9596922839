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
        ("In mijn vrije tijd, als het mooi weer is, bak ik taarten.", [Mention.HOBBY]),
        ("Taarten bakken doe ik in mijn vrije uren.", [Mention.HOBBY]),
        ("Naast mijn werk fotografeer ik graag.", [Mention.HOBBY]),
        ("Hobbymatig repareer ik computers.", [Mention.HOBBY]),
        ("Als ik niet werk, maak ik kleding.", [Mention.HOBBY]),
        ("Ik hou me bezig met fietsen repareren in mijn vrije tijd.", [Mention.HOBBY]),
        ("Ik werk als kok en bak in mijn vrije tijd taarten.", [Mention.HELD, Mention.HOBBY]),
        ("In mijn vrije tijd bak ik taarten en repareer ik fietsen.", [Mention.HOBBY]),
        ("In mijn vrije tijd bak ik, en ik werk als kok.", [Mention.HOBBY, Mention.HELD]),
        ("Ik werk thuis als vertaler.", [Mention.HELD]),
        ("Ik hou van mijn werk als kok.", [Mention.HELD]),
        ("Van mijn hobby heb ik mijn werk gemaakt.", [Mention.HELD]),
        ("I bake cakes in my free time.", [Mention.HOBBY]),
        ("Outside of work I take photos.", [Mention.HOBBY]),
        ("When I'm not working I bake bread.", [Mention.HOBBY]),
        ("I love working as a nurse.", [Mention.HELD]),
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
