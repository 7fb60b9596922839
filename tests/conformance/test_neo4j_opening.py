"""Opening a store on a server: whose database it is, who may, and what is said when it can't be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graph.stores import open_store
from graph.stores.address import parse
from graph.stores.base import Put, Revision
from graph.stores.neo4j_schema import DEFINITIONS
from ontology.errors import ConfigError, StoreUnavailable
from tests.conformance.conftest import BACKENDS, ROOT
from tests.conformance.samples import RECORDS, SOURCE
from tests.kit.faults import Note
from tests.kit.servers.running import SECRET, SERVERS, Server, free_port, running


@pytest.fixture(params=sorted(SERVERS))
def server(request: pytest.FixtureRequest) -> Server:
    found = running(request.param)
    found.empty()
    return found


def test_another_applications_database_is_left_untouched(server: Server, note: Note) -> None:
    driver = server.driver()
    driver.execute_query("CREATE (:Shop {name: 'x'})-[:SELLS]->(:Thing)", database_="neo4j")
    with pytest.raises(ConfigError, match=r"another application's nodes \(Shop, Thing\).*left untouched"):
        open_store(server.url)
    with pytest.raises(ConfigError, match="left untouched"):
        open_store(server.url, read_only=True)
    left = driver.execute_query("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY l", database_="neo4j")
    assert [(row["l"], row["p"]) for row in left.records] == [(["Shop"], {"name": "x"}), (["Thing"], {})]
    note(f"another application's database ({server.name})", 2, "refused, with the reason; nothing touched")


def test_a_format_of_the_future_is_refused(server: Server) -> None:
    open_store(server.url).close()
    server.driver().execute_query("MATCH (h:KnowledgeStore) SET h.format = 99", database_="neo4j")
    with pytest.raises(ConfigError, match="has format 99"):
        open_store(server.url)


def test_reading_only_never_writes(server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="holds no store yet"):
        open_store(server.url, read_only=True)
    open_store(server.url).close()
    store = open_store(server.url, read_only=True)
    with pytest.raises(StoreUnavailable, match="for reading only"):
        store.apply([Put(SOURCE)], expected=Revision(0), by="a", reason="b")
    assert store.revision() == 0
    store.close()


def test_a_wrong_secret_is_said_without_it(server: Server, note: Note) -> None:
    wrong = server.url.replace(SECRET, "heel-geheim")
    with pytest.raises(ConfigError, match="refuses the user") as refused:
        open_store(wrong)
    assert "heel-geheim" not in f"{refused.value}{refused.value!r}{refused.value.__cause__}"
    note(f"wrong password ({server.name})", 1, "refused; the secret is in no message")


def test_a_server_that_is_away_is_said_without_the_secret() -> None:
    with pytest.raises(StoreUnavailable, match="can't be reached") as away:
        open_store(f"bolt://neo4j:heel-geheim@127.0.0.1:{free_port()}/neo4j")
    assert "heel-geheim" not in f"{away.value}{away.value!r}{away.value.__cause__}"


def test_a_database_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match="no such database"):
        open_store(running("neo4j").url.removesuffix("/neo4j") + "/nergens")


def test_statements_changed_by_hand_are_noticed(server: Server) -> None:
    store = open_store(server.url)
    store.apply(list(map(Put, RECORDS)), expected=Revision(0), by="a", reason="b")
    server.driver().execute_query(
        "MATCH (s:Statement) WHERE s.kind = 'skill' WITH s LIMIT 1 SET s.json = replace(s.json, 'nl', 'en')",
        database_="neo4j",
    )
    fresh = open_store(server.url)
    with pytest.raises(StoreUnavailable, match="isn't what was written"):
        fresh.snapshot()
    with pytest.raises(StoreUnavailable, match="isn't what was written"):
        fresh.apply([Put(SOURCE)], expected=Revision(1), by="a", reason="b")
    fresh.close()
    store.close()


def test_every_index_is_there_and_dutch_names_are_found() -> None:
    store = BACKENDS["neo4j"](ROOT)
    store.apply(list(map(Put, RECORDS)), expected=Revision(0), by="a", reason="b")
    driver = running("neo4j").driver()
    driver.execute_query("CALL db.awaitIndexes(60)", database_="neo4j")
    wanted = {d.cypher.split()[2 if d.cypher.split()[1] in ("CONSTRAINT", "INDEX") else 3] for d in DEFINITIONS}
    rows = driver.execute_query("SHOW INDEXES YIELD name, state", database_="neo4j").records
    online = {row["name"] for row in rows if row["state"] == "ONLINE"}
    assert {name for name in wanted if name != "concept_id"} <= online
    found = driver.execute_query(
        "CALL db.index.fulltext.queryNodes('names', 'opleidingen') YIELD node RETURN node.prefLabel AS name",
        database_="neo4j",
    )
    assert "Kok" in [row["name"] for row in found.records]  # its other name is "Opleiding kok"
    store.close()


def test_the_driver_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, graph.stores; sys.modules['neo4j'] = None; graph.stores.open_store('neo4j://a:b@localhost')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "pip install 'loopbaanpad[server]'" in done.stderr.splitlines()[-1]


def test_the_address_says_nothing_secret() -> None:
    address = parse("neo4j+s://an:g%40heim@host.example/kennis", {})
    assert (address.uri, address.shown) == ("neo4j+s://host.example:7687", "neo4j+s://host.example:7687/kennis")
    assert (address.user, address.secret, address.database) == ("an", "g@heim", "kennis")
    assert "heim" not in repr(address)
