"""Plans on PostgreSQL: a large plan beside a path that does next to nothing, and many plans beside few."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
from sqlalchemy import insert, text

from api.werkplan.database import Database
from api.werkplan.halfyears import HalfYear
from api.werkplan.tables import Activity
from bench.table import Line, shown, under
from bench.timing import at, timed
from graph.planner import Planner
from tests.kit.many_plans import Drawn, drawn_of, fill
from tests.kit.postgres import running_postgres
from tests.kit.service import Service

PARTIES = ("uwv-rijnmond", "gemeente-rotterdam", "gemeente-schiedam", "werkcentrum-rijnmond")
ACTIVITIES = 200
SEED = 20_261_125
_UWV = {"Loopbaanpad-Demo-Role": "caseworker", "Loopbaanpad-Demo-Organisation": PARTIES[0]}
_NOBODY = {**_UWV, "Loopbaanpad-Demo-Organisation": "gemeente-zonder-plannen"}
_ADVISER = {"Loopbaanpad-Demo-Role": "adviser", "Loopbaanpad-Demo-Organisation": PARTIES[3]}
Took = dict[str, float]  #: milliseconds, p50


def measure(folder: Path, many: int, times: int) -> list[Line]:
    """Both, on one server: the same service on a hundredth of the plans, and on all of them."""
    store = f"oxigraph:{folder / 'plans'}"
    network = _loaded(store).network
    settled = HalfYear.settled(datetime.now(UTC).date())
    drawn = drawn_of(network, 20, 60, PARTIES)
    few = max(many // 100, 20)
    small = _of(folder, store, drawn, settled, few, times)
    large = _of(folder, store, drawn, settled, many, times)
    ratio = small["large plan"] / small["empty"]
    lines = [
        under(
            "plans",
            f"opening a plan of {ACTIVITIES} activities, p50 of {times}, ÷ a list that is empty (signed in)",
            ratio,
            5,
            "×",
            f" ({shown(small['large plan'])} ÷ {shown(small['empty'])} ms)",
        )
    ]
    for name in ("list", "open", "monitor"):
        what = f"{name} with {many} plans in PostgreSQL, p50 of {times}, ÷ with {few}"
        told = f" ({shown(large[name])} ÷ {shown(small[name])} ms)"
        lines.append(under("plans", what, large[name] / small[name], 2, "×", told))
    first = f"{shown(large['first'] / 1e3)} s, against {shown(small['first'] / 1e3)} s"
    lines.append(Line("plans", f"publishing a half-year for the first time, {many} plans, against {few}", first))
    return lines


def _loaded(store: str) -> Planner:
    from graph.stores import open_store
    from loaders.pipeline import load

    opened = open_store(store)
    load(opened, "starter", [], by="bench", reason="bench")
    opened.close()
    return Planner.open(store)


def _of(folder: Path, store: str, drawn: Drawn, settled: HalfYear, number: int, times: int) -> Took:
    """A service on so many plans, and what it takes."""
    url = running_postgres().fresh()
    database = Database.open(url)
    before = Drawn(drawn.regions, drawn.moves, drawn.parties, date(settled.year - 1, 1, 1), 150)
    fill(database, before, max(number // 10, 20), SEED + 1)
    fill(database, Drawn(drawn.regions, drawn.moves, drawn.parties, settled.begins), number, SEED)
    plan = _grown(database)
    database.close()
    with _served(folder / f"served-{number}", store, url) as client:
        monitor = _get(client, f"/v1/monitor?from={settled}&to={settled}", _ADVISER)
        begin = time.perf_counter()
        monitor()
        first = (time.perf_counter() - begin) * 1e3
        return {
            "first": first,
            "monitor": at(timed(monitor, times), 50),
            "empty": at(timed(_get(client, "/v1/plans", _NOBODY), times), 50),
            "list": at(timed(_get(client, "/v1/plans", _UWV), times), 50),
            "open": at(timed(_get(client, f"/v1/plans/{plan[0]}", _who(plan[0])), times), 50),
            "large plan": at(timed(_get(client, f"/v1/plans/{plan[1]}", _who(plan[1])), times), 50),
        }


def _who(person: str) -> dict[str, str]:
    """The person of a plan that was drawn: its id the other way round."""
    return {"Loopbaanpad-Demo-Role": "person", "Loopbaanpad-Demo-Person": person[::-1]}


def _grown(database: Database) -> tuple[str, str]:
    """Two plans that were drawn, of which the second is made large; and the tables as the planner should know them."""
    ids = f"{SEED:08x}{0:024x}", f"{SEED:08x}{1:024x}"
    with database.writing() as session:
        rows = [
            {
                "id": f"{number:08x}{'f' * 24}", "plan_id": ids[1], "position": number, "kind": "referral",
                "label": f"activiteit {number}", "party": PARTIES[0], "state": "planned",
            }
            for number in range(5, ACTIVITIES + 1)
        ]  # fmt: skip
        session.execute(insert(Activity), rows)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return ids


@contextmanager
def _served(folder: Path, store: str, url: str) -> Iterator[httpx.Client]:
    service = Service(folder, {"LOOPBAANPAD_STORE": store, "LOOPBAANPAD_WERKPLAN": url})
    try:
        service.client.get("/v1/status")
        yield service.client
    finally:
        service.stop()


def _get(client: httpx.Client, path: str, headers: dict[str, str]) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(path, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"the service answered {answer.status_code} to {path}: {answer.text[:300]}")

    return ask
