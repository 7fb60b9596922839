"""Damaged files: whatever is wrong, a loader succeeds or says so in our words, and nothing is half written."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph.stores.memory import MemoryStore
from loaders.pipeline import load
from ontology.errors import DataError
from tests.kit.sources import KOK, as_folder, as_zip, esco_tables
from tests.unit.test_load_crebo import CREBO, MATCHES
from tests.unit.test_load_dutch import BRC, NAMES, REGIONS, WAGES
from tests.unit.test_load_ooapi import COURSE, PROGRAM

FILES: dict[str, dict[str, str]] = {
    "esco": esco_tables(),
    "regions": {"arbeidsmarktregio_2021.csv": REGIONS},
    "brc": BRC,
    "wages": {"cbs_85517NED_2022_uurloon_brc.csv": WAGES},
    "crebo": {"crebo_hks_2015.csv": CREBO, "derived_crebo_occupation_label_match.csv": MATCHES},
    "competentnl-labels": {"competentnl_occupation_labels.csv": NAMES},
    "trainings": {"t.csv": "id,name,kind,mode,teaches\n1,Koken,course,online,koken\n"},
    "synonyms": {"t.csv": f"title,iri,relation\nkeukenbaas,{KOK},exact\n"},
}
JSON = {"t.json": json.dumps([COURSE, PROGRAM])}
ODD = (b"\x00", b"\xff", b'"', b",", b"\n", b"=", b"9" * 400, b"{", b"[", b"]", b"\r", b"\xef\xbb\xbf", b"null", b"-")


def full_store(folder: Path) -> MemoryStore:
    store = MemoryStore()
    load(store, "esco", [as_folder(folder / "esco-1.1.1", esco_tables())], by="t", reason="r")
    load(store, "brc", [as_folder(folder / "brc", BRC)], by="t", reason="r")
    return store


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Some bytes changed, put in, taken out or cut off."""
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(data) + 1)
        match draw.randrange(4):
            case 0:
                data = data[:at] + draw.choice(ODD) + data[at:]
            case 1:
                data = data[:at] + data[at + draw.randint(1, 8) :]
            case 2:
                data = data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]
            case _:
                data = data[:at] or b"x"
    return data


def loads_or_says_why(store: MemoryStore, name: str, paths: list[Path]) -> None:
    before = store.snapshot()
    refused = False
    try:
        load(store, name, paths, by="t", reason="r")
    except DataError:
        refused = True
    assert store.snapshot() is before or not refused


@given(name=st.sampled_from(sorted(FILES)), draw=st.randoms(use_true_random=False), as_json=st.booleans())
def test_damaged_tables(name: str, draw: random.Random, as_json: bool) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tables = JSON if as_json and name == "trainings" else FILES[name]
        path = as_folder(folder / f"{name}-1.2.0", tables)
        victim = path / draw.choice(sorted(tables))
        victim.write_bytes(damaged(victim.read_bytes(), draw))
        loads_or_says_why(full_store(folder), name, [victim] if len(tables) == 1 else [path])


@given(draw=st.randoms(use_true_random=False))
def test_damaged_zips(draw: random.Random) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        path = as_zip(folder / "ESCO v1.2.0.zip", esco_tables())
        path.write_bytes(damaged(path.read_bytes(), draw))
        loads_or_says_why(full_store(folder), "esco", [path])
