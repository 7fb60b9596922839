"""Small source files as their publishers lay them out, made by the tests themselves."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ESCO = "http://data.europa.eu/esco/"
KOK, CHEF = ESCO + "occupation/kok", ESCO + "occupation/chef"
KOKEN, KEUKEN, LEIDEN = ESCO + "skill/koken", ESCO + "skill/keuken", ESCO + "skill/leiden"
GROUP = ESCO + "skill/groep"

Rows = Sequence[Mapping[str, str]]

OCCUPATIONS: Rows = (
    {
        "conceptUri": KOK,
        "iscoGroup": "5120",
        "preferredLabel": "kok",
        "altLabels": "kokkin\nbereider",
        "regulatedProfessionNote": ESCO + "regulated-professions/unregulated",
        "description": "kookt",
    },
    {
        "conceptUri": CHEF,
        "iscoGroup": "3434",
        "preferredLabel": "chef-kok",
        "regulatedProfessionNote": ESCO + "regulated-professions/regulated",
    },
)
SKILLS: Rows = (
    {"conceptUri": KOKEN, "skillType": "skill/competence", "reuseLevel": "cross-sector", "preferredLabel": "koken"},
    {"conceptUri": KEUKEN, "skillType": "knowledge", "preferredLabel": "keukenkennis"},
    {"conceptUri": LEIDEN, "skillType": "skill/competence", "preferredLabel": "leidinggeven"},
)
RELATIONS: Rows = (
    {"occupationUri": KOK, "relationType": "essential", "skillUri": KOKEN},
    {"occupationUri": KOK, "relationType": "optional", "skillUri": KEUKEN},
    {"occupationUri": CHEF, "relationType": "essential", "skillUri": KOKEN},
    {"occupationUri": CHEF, "relationType": "essential", "skillUri": LEIDEN},
)

COLUMNS = {
    "occupations": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "regulatedProfessionNote,scopeNote,definition,inScheme,description,code",
    "skills": "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "scopeNote,definition,inScheme,description",
    "ISCOGroups": "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description",
    "skillGroups": "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "inScheme,description,code",
    "occupationSkillRelations": "occupationUri,relationType,skillType,skillUri",
    "broaderRelationsSkillPillar": "conceptType,conceptUri,broaderType,broaderUri",
}


def csv_text(columns: str, rows: Rows) -> str:
    """A table with these columns; what a row doesn't say is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def esco_tables(
    occupations: Rows = OCCUPATIONS,
    skills: Rows = SKILLS,
    relations: Rows = RELATIONS,
    lang: str = "nl",
    broader: Rows = ({"conceptUri": KOKEN, "broaderUri": GROUP},),
) -> dict[str, str]:
    """Every table of a small ESCO by file name, as version 1.1 names them."""
    groups = [{"conceptUri": GROUP, "preferredLabel": "bereiden", "code": "S1"}]
    isco = [
        {"conceptUri": ESCO + "isco/C512", "code": "512", "preferredLabel": "Koks"},
        {"conceptUri": ESCO + "isco/C5120", "code": "5120", "preferredLabel": "Koks"},
    ]
    rows: dict[str, Rows] = {"occupations": occupations, "skills": skills, "ISCOGroups": isco, "skillGroups": groups}
    tables = {f"{kind}_{lang}.csv": csv_text(COLUMNS[kind], one) for kind, one in rows.items()}
    for kind, one in (("occupationSkillRelations", relations), ("broaderRelationsSkillPillar", broader)):
        tables[f"{kind}.csv"] = csv_text(COLUMNS[kind], one)
    return tables


def as_folder(path: Path, tables: Mapping[str, str]) -> Path:
    """The tables as files in a folder."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (path / name).write_text(text, encoding="utf-8", newline="")
    return path


def as_zip(path: Path, tables: Mapping[str, str]) -> Path:
    """The tables as members of a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return path
