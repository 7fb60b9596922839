"""Canonical JSON from outside: every record comes through, and nothing that is almost one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import InvalidRecord
from ontology.exact import exact_record
from ontology.records import Record, canonical, key_of, kind_of
from tests.conformance.samples import RECORDS


def body_of(record: Record) -> dict[str, Any]:
    return {"kind": kind_of(record), **canonical(record)}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: "-".join(key_of(record)[:2]))
def test_every_record_comes_through(record: Record) -> None:
    assert exact_record(body_of(record), "x") == record


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(record=st.sampled_from(RECORDS), data=st.data(), junk=JUNK)
def test_a_field_with_something_else_is_refused_or_comes_back_as_given(record: Record, data: Any, junk: Any) -> None:
    body = body_of(record)
    field = data.draw(st.sampled_from(sorted(body)))
    try:
        found = exact_record({**body, field: junk}, "x")
    except InvalidRecord:
        return
    again = body_of(found).get(field)
    assert again == junk or junk in (None, [], False) or (isinstance(junk, list) and sorted(set(junk)) == again)


@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, {"kind": []}, {"kind": "thing"}])
def test_what_is_no_record_is_refused(junk: Any) -> None:
    with pytest.raises(InvalidRecord):
        exact_record(junk, "x")
