"""Free text in a plan: checked at the door for what would name a person."""

from __future__ import annotations

import re
from typing import Final

from ontology.errors import PersonalData

#: Nine digits, also in groups: 123456782, 123.456.782, 1234 56 782. Not within a longer number.
_NINE: Final = re.compile(r"(?<![\d])(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![\d])(?![ .-]\d)")
_EIGHT: Final = re.compile(r"(?<![\d])(?<!\d[ .-])\d{8}(?![\d])(?![ .-]\d)")
_MAIL: Final = re.compile(r"[^\s@<>()]+\s?@\s?[^\s@<>()]+\.[a-z]{2,}", re.I)
_PHONE: Final = re.compile(r"(?<![\d+])(?:\+31|0031|0)[ .-]?(?:\(0\))?[ .-]?6(?:[ .-]?\d){8}(?!\d)")


def passes_eleven_test(digits: str) -> bool:
    """True if nine digits could be a BSN: 9·d1 + 8·d2 … + 2·d8 − d9 is a multiple of eleven (and they aren't all 0)."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and digits.strip("0") != ""


def checked_text(field: str, text: str) -> str:
    """The text, stripped.

    Raises:
        PersonalData: it holds what looks like a BSN, an e-mail address or a mobile number.
    """
    numbers = [re.sub(r"\D", "", hit) for hit in _NINE.findall(text)]
    numbers += ["0" + hit for hit in _EIGHT.findall(text) if not _is_date(hit)]  # a leading nought is often lost
    if any(passes_eleven_test(number) for number in numbers):
        raise PersonalData(field, "a citizen service number (BSN)")
    if _MAIL.search(text):
        raise PersonalData(field, "an e-mail address")
    if _PHONE.search(text):
        raise PersonalData(field, "a telephone number")
    return text.strip()


def _is_date(digits: str) -> bool:
    """Eight digits as in 20261125 or 25112026."""
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        if 1900 <= int(year) <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return True
    return False
