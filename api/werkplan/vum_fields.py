"""The fields of a VUM werkzoekende profile, and what becomes of each: read, kept as told, or dropped at the door.

Source: the field names of the VUM interfaces, versions 1 to 3.1. Names that no version has are dropped unread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["occupation", "skill", "proof", "licence"]
#: Why a field isn't taken in.
Why = Literal["name", "address", "contact", "number", "birth", "health", "free-text", "postcode", "not-used", "unknown"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A field that goes no further, and why."""

    why: Why


@dataclass(frozen=True, slots=True)
class Told:
    """A code or a whole number that is given back as it is: one of ``codes``, or from 0 to ``most``."""

    codes: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that becomes a proposal: ``fields`` are ``code``, ``name``, ``diploma``, or a field as above."""

    kind: Kind
    mention: Literal["held", "wish"]
    fields: Mapping[str, Any]


_NAME, _ADDRESS, _CONTACT = Dropped("name"), Dropped("address"), Dropped("contact")
_TEXT, _UNUSED, _HEALTH, _POSTCODE = Dropped("free-text"), Dropped("not-used"), Dropped("health"), Dropped("postcode")
_NUMBER, _BIRTH = Dropped("number"), Dropped("birth")

#: Fields that name somebody, wherever in a profile they stand; in lower case.
PERSONAL: Final[Mapping[str, Dropped]] = {
    **dict.fromkeys(("bsn", "burgerservicenummer", "sofinummer", "nummerpersoon", "idwerkzoekende", "vumid"), _NUMBER),
    **dict.fromkeys(
        ("naam", "voornaam", "voornamen", "voorletters", "voorvoegsel", "tussenvoegsel", "achternaam", "geslachtsnaam",
         "initialen", "roepnaam", "naampersoon", "naamcontactpersoonafdeling", "contactpersoon", "accountmanager"),
        _NAME,
    ),
    **dict.fromkeys(
        ("adres", "straatnaam", "huisnummer", "huisnummertoevoeging", "woonplaats", "woonplaatsnaam", "locatie"),
        _ADDRESS,
    ),
    **dict.fromkeys(("postcode", "bemiddelingspostcode"), _POSTCODE),
    **dict.fromkeys(("emailadres", "email", "telefoonnummer", "telefoon", "mobiel", "webadres", "url"), _CONTACT),
    **dict.fromkeys(("geboortedatum", "leeftijd", "geslacht", "nationaliteit", "geboorteland"), _BIRTH),
}  # fmt: skip

_WORK: Final = {"codeBeroepsnaam": "code", "omschrijvingBeroepsnaam": "name", "naamBeroepOngecodeerd": "name"}
_OCCUPATION: Final = {
    **_WORK,
    "beroepsnaamGecodeerd": _WORK,
    "beroepsnaamOngecodeerd": _WORK,
    "beroepsnaam": {**_WORK, "beroepsnaamGecodeerd": _WORK, "beroepsnaamOngecodeerd": _WORK},
}
_STUDY: Final = {
    "codeOpleidingsnaam": "code",
    "omschrijvingOpleidingsnaam": "name",
    "naamOpleidingOngecodeerd": "name",
    "omschrijvingOpleiding": _TEXT,
}
_DATES: Final = (
    "datumAanvangVolgenOpleiding", "datumEindeVolgenOpleiding", "datumDiploma", "datumAanvangVolgenCursus",
    "datumEindeVolgenCursus", "datumCertificaat", "datumAanvangWerkzaamheden", "datumEindeWerkzaamheden",
)  # fmt: skip
_AROUND: Final = {
    **dict.fromkeys(_DATES, _UNUSED),
    "naamOpleidingsinstituut": _NAME,
    "naamOrganisatie": _NAME,
    "codeNiveauOpleiding": Told(codes=("1", "2", "3", "4", "5", "6", "9")),
    "codeStatusOpleiding": Told(codes=("1", "2", "3")),
}
_YES_NO: Final = Told(codes=("0", "1", "2"))

FIELDS: Final[Mapping[str, Any]] = {
    "persoonlijkePresentatie": _TEXT,
    "indicatieLdrRegistratie": _HEALTH,  # the register of people with an arbeidsbeperking
    "indicatieBeschikbaarheidContactgegevens": _UNUSED,
    "voorkeursland": _UNUSED,
    "eisAanWerk": {
        "indicatieAanpassingWerkomgeving": _HEALTH,
        "indicatieBegeleiding": _HEALTH,
        "indicatieWerkvariatie": _YES_NO,
    },
    "bemiddelingsberoep": Thing("occupation", "wish", {**_OCCUPATION, "beroep": _OCCUPATION}),
    "contractvorm": {
        "codeTypeArbeidscontract": Told(codes=("B", "O")),
        "codeTypeOvereenkomst": Told(codes=("01", "02", "03", "04")),
    },
    "sector": {"codeSbi": Told(most=99_999)},
    "vervoermiddel": {
        "codeVervoermiddel": Told(codes=("1", "2", "3", "4", "5", "9")),
        "indicatieBeschikbaarVoorUitvoeringWerk": _YES_NO,
        "indicatieBeschikbaarVoorWoonWerkverkeer": _YES_NO,
    },
    "flexibiliteit": {
        "codeRegiostraal": Told(codes=tuple("123456789")),
        "datumAanvangBeschikbaarVoorWerk": _UNUSED,
        "datumEindeBeschikbaarVoorWerk": _UNUSED,
        "indicatieOnregelmatigWerkOfPloegendienst": _YES_NO,
    },
    "mobiliteit": {"maximaleReisafstand": Told(most=999), "maximaleReistijd": Told(most=999)},
    "werktijden": {
        "aantalWerkurenPerWeekMaximaal": Told(most=99),
        "aantalWerkurenPerWeekMinimaal": Told(most=99),
        "indicatieKantoortijden": _YES_NO,
    },
    "arbeidsmarktkwalificatie": {
        "codeWerkEnDenkniveauWerkzoekende": Told(codes=tuple("01234567")),
        "vakvaardigheid": Thing("skill", "held", {"omschrijving": "name", "codeCompetentie": "code"}),
        "taalbeheersing": _UNUSED,
        "gedragscompetentie": Thing(
            "skill",
            "held",
            {
                "codeGedragscompetentie": _UNUSED,
                "codeBeheersingGedragscompetentie": _UNUSED,
                "omschrijvingGedragscompetentie": "name",
            },
        ),
        "competentiebeheersing": Thing("skill", "held", {"codeCompetentie": "code", "codeBeheersing": _UNUSED}),
        "interesse": Thing("occupation", "wish", {"naamInteresse": "name"}),
        "rijbewijs": Thing("licence", "held", {"codeSoortRijbewijs": "code"}),
        "cursus": Thing(
            "proof",
            "held",
            {**_AROUND, "naamCursus": "name", "indicatieCertificaat": "diploma", "toelichtingCursus": _TEXT},
        ),
        "opleiding": Thing(
            "proof",
            "held",
            {
                **_AROUND,
                **_STUDY,
                "opleidingsnaam": {**_STUDY, "opleidingsnaamGecodeerd": _STUDY, "opleidingsnaamOngecodeerd": _STUDY},
                "indicatieDiploma": "diploma",
                "toelichtingOpleiding": _TEXT,
            },
        ),
        "werkervaring": Thing(
            "occupation",
            "held",
            {**_AROUND, **_OCCUPATION, "beroep": _OCCUPATION, "toelichtingWerkervaring": _TEXT},
        ),
    },
}  # fmt: skip
LICENCES: Final = ("A", "A1", "A2", "AM", "B", "B+", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE", "T")
