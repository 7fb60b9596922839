"""Opening the planner leaves the process as it was, but for what lasts."""

from __future__ import annotations

import gc
import threading

import pytest

from api.holding import PlannerHolder
from ontology.errors import ConfigError


def settle() -> None:
    """Wait for what is made beside the first answers, of this test or an earlier one."""
    for thread in threading.enumerate():
        if thread.name == "index-names":
            thread.join(60)


@pytest.mark.parametrize("on", [True, False])
def test_garbage_collection_is_as_before(on: bool) -> None:
    settle()
    (gc.enable if on else gc.disable)()
    try:
        PlannerHolder("memory:").current()
        settle()
        assert gc.isenabled() == on
    finally:
        gc.enable()


def test_garbage_collection_goes_on_after_a_store_that_is_none() -> None:
    settle()
    with pytest.raises(ConfigError):
        PlannerHolder("nonsense:").current()
    assert gc.isenabled()


def test_the_names_are_there_before_the_first_question() -> None:
    assert "names" in vars(PlannerHolder("memory:").current().finder)
