"""The one facade that the outside calls: questions in, plain answers out, each with its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.aside import grouped
from graph.ask import Ask, level_of, query_of, ticked_skills
from graph.describe import describe
from graph.explain import NOT_MODELLED, Telling, group_named, named, receipt_of, route_of
from graph.keeping import cache_folder, keep, network_of
from graph.matching.finder import Finder
from graph.network import Network
from graph.paths import path_ids, paths_of
from graph.query import LIMITS, Query, RouteSet
from graph.replaying import replay
from graph.search import find_routes, usable_rows
from graph.stores import open_store
from graph.stores.base import KnowledgeStore
from graph.tension import market_facts
from graph.version import program_version
from graph.why import asks_of, no_route, why_not
from ontology.errors import UnsupportedCriterion

if TYPE_CHECKING:  # what only some questions need is imported by those: it takes half a second
    from datetime import date

    from graph.cohort.asked import Cohort
    from graph.impact.asked import Impact, Openings
    from graph.matching.matcher import Matcher
    from graph.matching.vectors import Tell
    from graph.menukaart import Menu, Situation
    from graph.proposals import Proposer

CRITERIA = ("time", "unpaid", "cost", "jobs", "left", "market")


class Planner:
    """Answers questions on one revision of the graph; holds nothing about anybody."""

    def __init__(self, network: Network, folder: Path | None = None) -> None:
        self.network = network
        self.folder = folder  #: where what is made from the network is kept
        self.finder = Finder(network, folder)

    @classmethod
    def open(cls, store_url: str) -> Planner:
        """The planner of a store's newest revision: from the cache when it is fresh, else compiled now.

        Raises:
            StoreUnavailable: the store can't be read.
        """
        store = open_store(store_url, read_only=True)
        try:
            return cls.of(store, cache_folder(store_url))
        finally:
            store.close()

    @classmethod
    def of(cls, store: KnowledgeStore, folder: Path | None = None) -> Planner:
        """The planner of an open store; ``folder`` is where its compiled networks are kept."""
        network, is_kept = network_of(store, folder)
        if folder and not is_kept:
            keep(network, folder)
        return cls(network, folder)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return path_ids(self.network)

    @cached_property
    def _proposer(self) -> Proposer:
        from graph.proposals import Proposer

        return Proposer(self.network)

    @cached_property
    def menu(self) -> Menu:
        """The instruments of this revision."""
        from graph.menukaart import Menu

        return Menu(self.network)

    def prepare(self, before: Planner | None = None) -> None:
        """Make the index of names now (from that of a revision ``before``), so that no question waits for it."""
        if before:
            self.finder.follow(before.finder)
        _ = self.finder.names, self._paths

    def matcher(self, tell: Tell | None = None) -> Matcher:
        """The index of all names and their meaning; see ``Finder.matcher``."""
        return self.finder.matcher(tell)

    def match(self, text: str, kind: str) -> str:
        """The id of the one concept of a kind that a text names; see ``NameIndex.match``."""
        return self.finder.names.match(text, kind)

    def find_names(
        self, text: str, kinds: Sequence[str] | None = None, limit: int = 10, *, typing: bool = False
    ) -> list[dict[str, Any]]:
        """Concepts that a text may mean, best first, each with why it matched; see ``Matcher.find``."""
        return self.finder.find(text, kinds, limit, typing=typing)

    def search(
        self, text: str, kinds: Sequence[str] | None = None, limit: int = 10, *, typing: bool = False
    ) -> dict[str, Any]:
        """What ``find_names`` gives, with the encoder that answered; see ``Finder.search``."""
        return self.finder.search(text, kinds, limit, typing=typing)

    def proposals(self, text: str, questions: bool = True) -> dict[str, Any]:
        """What a CV or some sentences propose, with the words it came from; nothing of the text is kept."""
        return self._proposer.proposals_of(text, questions=questions)

    def describe(self, id: str) -> dict[str, Any]:
        """Everything the network knows of a concept; see ``describe``."""
        return describe(self.network, id)

    def routes(self, ask: Ask) -> dict[str, Any]:
        """The routes from a person to a target, in groups, or why there are none; with a receipt."""
        network = self.network
        query = query_of(network, ask)
        held = ask.target in ask.origins
        found = RouteSet((), True, 0) if held else find_routes(network, query)
        telling = self._telling(ask, query)
        told = [route_of(telling, route, self._origin(ask)) for route in found.routes]
        answer = {
            "from": [named(network, id) for id in ask.origins],
            "to": named(network, str(ask.target)),
            "held": held,
            "lapsed": self._unproven(query) if held else [],
            "complete": found.complete,
            "bounds": [dict(zip(CRITERIA, bound, strict=True)) for bound in found.bounds],
            "groups": grouped(network, query, found.routes, told),
            "paths": paths_of(network, ask, query, self._paths),
            "none": None if held or found.routes or not found.complete else no_route(network, ask, query),
            "asks": [] if held else asks_of(network, query, found),
            "notModelled": list(NOT_MODELLED),
            "suggested": self._suggested(ask),
            "level": level_of(network, ask),
            "market": market_facts(network, str(ask.target), ask.region),
        }
        return self._sealed(ask, answer, "routes", found.complete)

    def why_not(self, ask: Ask, choice: str) -> dict[str, Any]:
        """Why a training, a job or a limit (by its name, such as ``months``) is not in the answer."""
        telling = self._telling(ask, query_of(self.network, ask))
        return why_not(self.network, ask, choice, lambda found: route_of(telling, found, self._origin(ask)))

    def targets(self, ask: Ask, limit: int = 25) -> dict[str, Any]:
        """All occupations near a person, ranked by stated features; the best with exact cost."""
        from graph.wider import features_told, targets_of

        self._place_ground()
        answer = {
            "from": [named(self.network, id) for id in ask.origins],
            "targets": targets_of(self.network, ask, limit),
            "features": features_told(),
        }
        return self._sealed(ask, answer, f"targets:{limit}", True)

    def sources(self, ask: Ask, limit: int = 25) -> dict[str, Any]:
        """The reverse, for an employer: from which occupations people could come into this job."""
        from graph.wider import features_told, sources_of

        if ask.target is None:
            raise UnsupportedCriterion("found no target, expected the occupation to come into")
        self._place_ground()
        answer = {
            "to": named(self.network, ask.target),
            "sources": sources_of(self.network, ask, limit),
            "features": features_told(),
        }
        return self._sealed(ask, answer, f"sources:{limit}", True)

    def groups(self, cohort: Cohort) -> dict[str, Any]:
        """A group at once: targets, what each takes, an assignment, and who is left; see ``cohort_answer``."""
        from graph.cohort.answer import cohort_answer

        self._place_ground()
        answer = cohort_answer(self.network, cohort)
        return self._sealed(cohort, answer, "groups", answer["complete"])

    def impact(self, impact: Impact, seconds: float | None = None) -> dict[str, Any]:
        """What a training opens, or its going closes; after so many seconds no more pairs are looked at.

        The receipt names the pairs that were, so that it replays.
        """
        from graph.impact.answer import impact_answer

        self._place_ground()
        asked, answer = impact_answer(self.network, impact, seconds)
        return self._sealed(asked, answer, "impact", answer["complete"])

    def openings(self, openings: Openings, seconds: float | None = None) -> dict[str, Any]:
        """Which skills, if somebody taught them, would open most routes; ``seconds`` and receipt as ``impact``."""
        from graph.impact.openings import openings_answer

        self._place_ground()
        asked, answer = openings_answer(self.network, openings, seconds)
        return self._sealed(asked, answer, "openings", answer["complete"])

    def menukaart(
        self,
        told: Situation,
        *,
        step: str | None = None,
        kind: str | None = None,
        region: str | None = None,
        on: date,
        audience: str | None = None,
    ) -> dict[str, Any]:
        """What can support a step, here and on this day, and who arranges it; the situation is not kept."""
        from graph.menukaart.answers import menukaart, step_of

        asked = step_of(self.network, step, kind)
        return menukaart(self.network, self.menu, asked, told, region=region, on=on, audience=audience)

    def with_offers(self, answer: dict[str, Any], told: Situation, *, region: str | None, on: date) -> dict[str, Any]:
        """An answer of ``routes`` or ``sources`` with the menukaart beside it; its receipt stays as it was."""
        from graph.menukaart.answers import menu_for_employer, menus_of_routes

        make = (
            menus_of_routes(self.network, self.menu, answer, told, region=region, on=on)
            if "groups" in answer
            else (menu_for_employer(self.network, self.menu, answer, told, region=region, on=on))
        )
        return {**answer, "menukaart": make}

    def replay(self, receipt: dict[str, Any]) -> dict[str, Any]:
        """The answer that a receipt was given with, byte for byte.

        Raises:
            ReceiptMismatch: not a receipt, another revision, or another answer.
        """
        return replay(self, receipt)

    def _place_ground(self) -> None:
        """Say where what nearness reads is kept, before anybody reads it."""
        from graph.feasibility.persons import ground_of

        ground_of(self.network, self.folder)

    def _telling(self, ask: Ask, query: Query) -> Telling:
        return Telling(self.network, query, usable_rows(self.network, query), level_of(self.network, ask), ask.dutch)

    def _origin(self, ask: Ask) -> str:
        return " + ".join(self.network.label(id) for id in ask.origins) or "start"

    def _unproven(self, query: Query) -> list[dict[str, Any]]:
        demands = self.network.occupation_demands[query.target]
        return [group_named(self.network, int(g)) for g in demands if int(g) not in query.groups]

    def _suggested(self, ask: Ask) -> list[dict[str, Any]]:
        ids = self.network.skills.ids
        ticked = sorted(ticked_skills(self.network, ask).items())
        return [{**named(self.network, ids[skill]), "from": id} for skill, id in ticked]

    def _sealed(
        self, ask: Ask | Cohort | Impact | Openings, answer: dict[str, Any], question: str, complete: bool
    ) -> dict[str, Any]:
        rules = {"question": question, "criteria": list(CRITERIA), "limits": dict(LIMITS)}
        receipt = receipt_of(self.network, ask.as_json(), rules, answer, complete)
        return {**answer, "receipt": receipt, "code": {"version": program_version()}}
