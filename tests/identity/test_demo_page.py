"""The page with demo users in a real browser: a form of the own page gets through, one of another site doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from api.app import create_app
from api.settings import Settings
from tests.kit.browsing import Served
from tests.kit.servers.running import free_port
from tests.web.fake_planner import FakePlanner


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    app = create_app(Settings(store="memory:", werkplan=f"sqlite:{tmp_path / 'plans.db'}"), planner=FakePlanner())  # type: ignore[arg-type]
    with Served(app, free_port()) as running:
        yield running
    app.state.werkplan.close()


def test_a_demo_user_is_chosen_and_left_with_the_keyboard(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/sign-in")
    page.focus("button[value=demo-caseworker]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=(gekozen)")
    assert page.request.get(f"{served.url}/session").json()["acting"] == "caseworker"
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(f"{served.url}/")
    assert page.request.get(f"{served.url}/session").json() == {"roles": []}


def test_another_site_makes_nobody_a_demo_user(served: Served, page: Page) -> None:
    button = "<button name=user value=demo-caseworker>x</button>"
    form = f"<form method=post action='{served.url}/sign-in/demo'>{button}</form>"
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    with page.expect_response("**/sign-in/demo") as answer:
        page.click("button")
    assert answer.value.status == 403
    assert page.request.get(f"{served.url}/session").json() == {"roles": []}
