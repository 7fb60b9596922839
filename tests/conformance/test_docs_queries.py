"""The queries in the documentation answer something, on the samples and on the starter set."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import QuerySolutions

from graph.stores.base import Put, Revision, Snapshot
from graph.stores.oxigraph import OxigraphStore
from loaders.base import unheard
from loaders.starter.dataset import load_starter
from tests.conformance.conftest import ROOT
from tests.conformance.samples import RECORDS

DOCS = (ROOT / "docs" / "data-model.md").read_text("utf-8")
QUERIES = re.findall(r"^\*\*(\d+)\..*?```sparql\n(.*?)```", DOCS, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module", params=["samples", "starter"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphStore]:
    opened = OxigraphStore(tmp_path_factory.mktemp("queries") / "kg")
    if request.param == "samples":
        records = list(RECORDS)
    else:
        loaded = load_starter([], snapshot=Snapshot(Revision(0), {}), progress=unheard)
        records = [*loaded.sources, *loaded.records]
    opened.apply(list(map(Put, records)), expected=Revision(0), by="toets", reason="proef")
    yield opened
    opened.close()


def test_there_are_ten() -> None:
    assert [number for number, _ in QUERIES] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("number", "query"), QUERIES, ids=[number for number, _ in QUERIES])
def test_a_query_in_the_docs_gives_rows(store: OxigraphStore, number: str, query: str) -> None:
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) > 0
