"""SPARQL that only reads, and only from this store."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from graph.stores.rdf_terms import PREFIXES
from ontology.errors import UnsupportedCriterion

Answer = QuerySolutions | QueryBoolean | QueryTriples

#: What may hold the word "service" without meaning it: texts, IRIs, comments, variables, prefixed names.
_NOT_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|#[^\n]*"
    r"|[?$]\w+"
    r"|[\w.-]*:[\w.%\\-]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)


def ask_graphs(store: Store, sparql: str, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> Answer:
    """The answer to a query over these graphs; the prefixes of ``rdf_terms`` need no declaration.

    Raises:
        UnsupportedCriterion: it is no query (updates are none), or it would reach out to another service.
    """
    if _SERVICE.search(_NOT_WORDS.sub(" ", sparql)):
        raise UnsupportedCriterion("found SERVICE in the query; only this graph can be asked, leave it out")
    try:
        return store.query(sparql, prefixes=PREFIXES, default_graph=list(default), named_graphs=list(named))
    except SyntaxError as error:
        raise UnsupportedCriterion(f"this is no SPARQL query that reads: {error}") from error
