"""Opening the planner leaves the process as it was, but for what lasts."""

from __future__ import annotations

import gc

import pytest

from api.holding import PlannerHolder
from ontology.errors import ConfigError


@pytest.mark.parametrize("on", [True, False])
def test_garbage_collection_is_as_before(on: bool) -> None:
    (gc.enable if on else gc.disable)()
    try:
        PlannerHolder("memory:").current()
        assert gc.isenabled() == on
    finally:
        gc.enable()


def test_garbage_collection_goes_on_after_a_store_that_is_none() -> None:
    with pytest.raises(ConfigError):
        PlannerHolder("nonsense:").current()
    assert gc.isenabled()


def test_the_names_are_there_before_the_first_question() -> None:
    assert "_names" in vars(PlannerHolder("memory:").current())
