"""Words as they are compared: without case, accents and endings, feminine and masculine as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

_MARKS = re.compile("[\u0300-\u036f]+")  # accents, once they stand apart from their letter
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_AROUND = re.compile(" ?\n ?")
_OTHER = re.compile(r"[^a-z0-9+#\n]+")
_DOUBLE_VOWEL = re.compile(r"(aa|ee|oo|uu)(?=[^aeiou]*$)")
_LEAST = 3  #: letters that are left when an ending goes

_STOP: Final = """
    de het een en of in op van voor met bij aan te tot uit om door naar over als is zijn was ben er die dat dit
    iets wat iemand ik wil mij mijn je jij u we werk werken baan doen doe worden word graag ook niet niets nog
    allround aankomend diverse algemeen overig overige eo ea e o a m v mv
    the an and or of for to with at on by from some kinds i want my job work do"""
#: Words that say nothing about which concept is meant.
STOP: Final = frozenset(_STOP.split())
#: Endings that make the feminine name of a job, and how the stem goes on; longest first.
_FEMININE: Final = (("trice", "t"), ("drice", "d"), ("euse", ""), ("esse", ""), ("ster", ""))
#: Endings of the masculine name.
_MASCULINE: Final = ("eur", "er", "aar")
_PLURALS: Final = ("eren", "en", "s")
#: What people type for what stands in the classifications.
SHORT: Final = {
    "icter": ("ict", "medewerker"),
    "ictster": ("ict", "medewerker"),
    "hr": ("personeel", "hr"),
    "hrm": ("personeel", "hrm"),
    "pedicure": ("pedicure",),
    "zzper": ("zelfstandige",),
    "appie": ("supermarkt",),
    "vrachtwagenchauffeur": ("vrachtwagen", "chauffeur"),
    "adm": ("administratief",),
    "admin": ("administratief",),
    "mdw": ("medewerker",),
    "med": ("medewerker",),
    "medew": ("medewerker",),
    "ass": ("assistent",),
    "asst": ("assistent",),
    "tech": ("technisch",),
    "mw": ("maatschappelijk", "werk"),
    "vpk": ("verpleegkundige",),
    "vp": ("verpleegkundige",),
}
_SHORT = frozenset(SHORT)


def plain(text: str) -> str:
    """Lower case, without accents, one space between words."""
    return folded(text.replace("\n", " "))


def folded(lines: str) -> str:
    """The same for many lines at once, which is much faster than one by one."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lines.casefold()))
    return _AROUND.sub("\n", _OTHER.sub(" ", bare)).strip(" ")


def plains_of(texts: Iterable[str]) -> list[str]:
    """``plain`` of many texts, at once."""
    lines = [text.replace("\n", " ") for text in texts]
    return folded("\n".join(["|", *lines, "|"])).split("\n")[1:-1]  # a bar, so that empty lines at the ends stay


def tokens(text: str) -> list[str]:
    """The words of a text, abbreviations written out; ``ict'er`` is one word, ``a/b`` are two."""
    return _written_out(plain(_APOSTROPHE.sub("", text)))


def tokens_of(texts: Sequence[str], plains: Sequence[str]) -> list[list[str]]:
    """``tokens`` of many texts, of which ``plains_of`` is known; a word that stands in several is one object."""
    one = dict[str, str]().setdefault
    return [
        [one(word, word) for word in (tokens(text) if _APOSTROPHE.search(text) else _written_out(bare))]
        for text, bare in zip(texts, plains, strict=True)
    ]


def _written_out(bare: str) -> list[str]:
    words = bare.split()
    if _SHORT.isdisjoint(words):
        return words
    return [part for word in words for part in SHORT.get(word, (word,))]


def meaning_words(text: str) -> list[str]:
    """The words that say something; all words when none would be left."""
    found = tokens(text)
    return [word for word in found if word not in STOP and (len(word) > 1 or word.isdigit())] or found


def stems(text: str) -> list[str]:
    """The stem of each word that says something: ``Schoonmaaksters`` and ``schoonmaker`` are ``schonmak``."""
    return [stem(word) for word in meaning_words(text)]


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """A word without plural, diminutive, feminine or agent ending, vowels and consonants single."""
    base = neutral(word)
    root, _, agent = base.partition("~")
    if not agent:
        for ending in ("heden", "tjes", "jes", "tje", "je", "eren", "en", "e"):
            if root.endswith(ending) and len(root) - len(ending) >= _LEAST:
                root = root[: -len(ending)] + ("heid" if ending == "heden" else "")
                break
    return _single(root)


@lru_cache(maxsize=400_000)
def neutral(word: str) -> str:
    """A word in the singular with feminine and masculine endings alike: both *kapster* and *kapper* are ``kap~er``."""
    if len(word) < 5 or not word.isalpha():
        return word
    if word.endswith("s") and not word.endswith(("ss", "is", "us", "as", "os", "ares")):
        word = word[:-1]
    if word.endswith("innen"):
        word = word[:-3]
    for ending, rest in _FEMININE:
        if word.endswith(ending) and len(word) - len(ending) + len(rest) >= _LEAST:
            return _single(word[: -len(ending)] + rest) + "~er"
    if word.endswith("in") and len(word) > 5 and word[:-2].endswith(("er", "g", "d", "t", "rk", "kk")):
        return neutral(_single(word[:-2]))
    if word.endswith("ares"):
        return _single(word[:-2]) + "~er"
    if word.endswith("aris"):
        return word[:-2] + "~er"
    if word.endswith(("enten", "anten", "isten", "ogen")):
        return word[:-2]
    if word.endswith("oog"):
        return _single(word)
    if word.endswith("aren") and len(word) > 6:
        word = word[:-2] + "r" if word.endswith("aaren") else word[:-3] + "ar"
    for ending in _MASCULINE:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            root = word if ending == "aar" else word[: -len(ending)]
            return _single(root) + "~er"
    if word.endswith(("ante", "ente", "iste", "oge", "ane", "iene")):
        return word[:-1]
    return word


def same_name(text: str) -> str:
    """A text such that two names of one job, feminine and masculine, singular and plural, give the same one."""
    return same_plain(plain(text))


def same_plain(bare: str) -> str:
    """``same_name`` of a text of which ``plain`` is known."""
    return " ".join(map(neutral, bare.split()))


def _single(root: str) -> str:
    root = _DOUBLE_VOWEL.sub(lambda hit: hit[0][0], root)
    if len(root) > 2 and root[-1] == root[-2]:
        root = root[:-1]
    if root.endswith("v"):
        root = root[:-1] + "f"
    elif root.endswith("z"):
        root = root[:-1] + "s"
    return root
