"""A small starter set as files, for tests that make one edit and look at what is said of it."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "source.yaml": """\
source:
  id: proefset
  name: Proefset
  publisher: test
  version: "1"
  licence: EUPL-1.2
""",
    "skills/basis.yaml": """\
evidence: {stated: 2026-01-31, how: test}
skills:
- id: koken
  label: koken
  description: Je kookt.
- id: opruimen
  label: opruimen
  description: Je ruimt op.
""",
    "occupations/horeca.yaml": """\
sector: horeca
evidence: {stated: 2026-01-31, how: test}
occupations:
- id: kok
  label: kok
  names: [kokkin, keukenbaas, restaurantkok]
  isco: "5120"
  level: 2
  description: Kookt.
  essential: [koken]
- id: keukenhulp
  label: keukenhulp
  names: [afwasser, spoelhulp, keukenassistent]
  isco: "9412"
  description: Helpt.
  essential: [opruimen]
""",
    "credentials.yaml": """\
evidence: {stated: 2026-01-31, how: test}
credentials:
- id: diploma-kok
  label: diploma kok
  kind: diploma
  level: 2
""",
    "trainings.yaml": """\
evidence: {stated: 2026-01-31, how: test}
trainings:
- id: kok
  label: mbo Kok
  kind: mbo
  level: 2
  covers: [kok]
  gives: [diploma-kok]
  offers:
  - mode: bol
    weeks: 104
    fee: lesgeld
  - mode: bbl
    weeks: 104
    leads_to: [kok]
    fee: cursusgeld
""",
    "demands.yaml": """\
evidence: {stated: 2026-01-31, how: test}
demands:
- for: [kok]
  groups: [[diploma-kok]]
  basis: customary
""",
    "fees.yaml": """\
evidence: {stated: 2026-01-31, how: test}
fees:
- id: cursusgeld-1-2
  label: cursusgeld
  called: cursusgeld
  kinds: [mbo]
  levels: [1, 2]
  law: Les- en cursusgeldwet
  description: Betaal je per schooljaar.
  amounts:
  - {year: 2024-2025, euro: 295}
""",
    "paths.yaml": """\
evidence: {stated: 2026-01-31, how: test}
paths:
- id: naar-kok
  label: naar kok
  unknown: niets
  steps:
  - occupation: keukenhulp
  - training: kok-bbl
  - occupation: kok
""",
}


def write_starter(folder: Path) -> Path:
    """The files of the small set in a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> int:
    """Make one edit and give the line it stands on."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
