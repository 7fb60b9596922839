"""Commands that look into the graph: show, search, status, sparql, cypher, attribution."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import options as use

if TYPE_CHECKING:
    from graph.stores.neo4j import Neo4jStore
    from graph.stores.oxigraph import OxigraphStore

KINDS = ("occupation", "skill", "training", "credential", "region", "fee")
KindOption = Annotated[
    str | None, typer.Option("--kind", help="Only this kind: occupation, skill, training, credential, region or fee.")
]


def open_to_read(store: str) -> Any:
    """The store for reading only; this works while another process serves or writes."""
    from graph.stores import open_store

    return open_store(store, read_only=True)


def show(
    name: Annotated[str, typer.Argument(help="An id, whole or short, or an exact name.")],
    kind: KindOption = None,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Show everything the graph knows of one thing, and who says so.

    Example: loopbaanpad show verzorgende
    """
    from api.asking import match_any
    from api.cli import printing
    from api.cli.asking import open_planner

    use.one_of(kind, KINDS, "--kind")
    planner = open_planner(store)
    found = planner.describe(match_any(planner, name, [kind] if kind else KINDS))
    if json:
        use.print_json(found)
    else:
        printing.print_concept(use.out(), found)


def search(
    text: Annotated[str, typer.Argument(help="What to look for.")],
    kind: KindOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=50, help="At most this many.")] = 10,
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Search concepts by what people call them.

    Example: loopbaanpad search kok --kind occupation
    """
    from api import wording
    from api.cli.asking import open_planner
    from api.cli.loading import progress_bar
    from ontology.ids import short_of

    use.one_of(kind, KINDS, "--kind")
    planner = open_planner(store)
    with progress_bar("namen zoeken") as advance:
        planner.matcher(lambda done, total: advance("betekenis van namen", done, total))
    answer = planner.search(text, [kind] if kind else None, limit)
    if json:
        use.print_json(answer)
        return
    if not answer["found"]:
        use.out().print(answer["message"], soft_wrap=True)
        return
    for item in answer["found"]:
        why = f"{wording.KIND[item['kind']]}; {item['why']} “{item['matched']}”"
        use.out().print(f"{wording.label(item)} ({why})  <{short_of(item['id'])}>", soft_wrap=True)


def status(json: use.AsJson = False, store: use.Store = use.DEFAULT_STORE) -> None:
    """Show which data there is: revision, counts, what records rest on, how many are to be checked, sources.

    Example: loopbaanpad status
    """
    from api import wording
    from api.cli import printing
    from api.status import snapshot_status

    with closing(open_to_read(store)) as opened:
        state = snapshot_status(opened.snapshot())
    if json:
        use.print_json(state)
        return
    console = use.out()
    console.print(f"revisie {state['revision']}, kenmerk {state['digest'][:12]}, programma {state['version']}")
    records = printing.table("soort", "aantal", right=("aantal",))
    for kind, count in state["records"].items():
        records.add_row(kind, wording.thousands(count))
    console.print(records)
    evidence = printing.table("bewijs", "aantal", right=("aantal",))
    for kind, count in state["evidence"].items():
        evidence.add_row(wording.EVIDENCE[kind], wording.thousands(count))
    lacking = ", ".join(
        f"{wording.KIND[kind]} {wording.thousands(n)}" for kind, n in state["withoutDutch"].items() if n
    )
    evidence.add_row("waarvan na te kijken", wording.thousands(state["toCheck"]))
    console.print(evidence)
    console.print(f"zonder Nederlandse naam (getoond in het Engels): {lacking or 'geen'}")
    listed = printing.table("bron", "versie", "licentie")
    for source in state["sources"]:
        listed.add_row(source["name"], source["version"], source["licence"])
    console.print(listed)
    for line in dict.fromkeys(source["attribution"] for source in state["sources"] if source["attribution"]):
        console.print(line, soft_wrap=True)


def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL query that only reads; - reads it from input.")],
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Ask the graph in SPARQL; only reading is possible.

    Example: loopbaanpad sparql "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    """
    import sys

    from api.cli import printing
    from api.cli.rows import rows_of

    if not store.startswith("oxigraph:"):
        raise typer.BadParameter("SPARQL needs an oxigraph: store; a server is asked in Cypher", param_hint="--store")
    opened: OxigraphStore = open_to_read(store)
    with closing(opened):
        names, rows = rows_of(opened.query(sys.stdin.read() if query == "-" else query))
    printing.print_rows(use.out(), names, rows, json)


def cypher(
    query: Annotated[str, typer.Argument(help="A Cypher query that only reads; - reads it from input.")],
    json: use.AsJson = False,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Ask a graph server in Cypher; only reading is possible.

    Example: loopbaanpad cypher "MATCH (o:Occupation) RETURN o.prefLabel LIMIT 5"
    """
    import sys

    from api.cli import printing
    from graph.stores.address import is_server

    if not is_server(store):
        raise typer.BadParameter("Cypher needs a store on a graph server, neo4j://…", param_hint="--store")
    opened: Neo4jStore = open_to_read(store)
    with closing(opened):
        names, rows = opened.query(sys.stdin.read() if query == "-" else query)
    printing.print_rows(use.out(), names, rows, json)


def attribution(
    output: Annotated[Path | None, typer.Option("--output", help="Write to this file.")] = None,
    store: use.Store = use.DEFAULT_STORE,
) -> None:
    """Name every source with its licence, as their licences ask.

    Example: loopbaanpad attribution --output ATTRIBUTION.md
    """
    from loaders.attribution import attribution_text, sources_in

    with closing(open_to_read(store)) as opened:
        text = attribution_text(sources_in(opened.snapshot()))
    if output is None:
        use.out().print(text, end="", soft_wrap=True)
    else:
        output.write_text(text, encoding="utf-8")
