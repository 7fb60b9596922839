"""Every page renders with strict undefined names, works without a script, and agrees with the JSON."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from tests.web.fake_answers import LABELS

PAGES = {
    "/": 200,
    "/routes?van=verkoper&naar=verzorgende": 200,
    "/routes?van=&naar=verzorgende": 200,
    "/routes?van=verkoper&naar=verkoper": 200,
    "/routes?van=verkoper&naar=arts&maanden=12&euro=2.500&uren=16&vorm=bbl&vorm=online&betaald=ja&regio=Zeeland": 200,
    "/routes?van=zorg+thuis&naar=verzorgster&regio=Zeelandd": 400,
    "/routes?van=verkoper&naar=": 400,
    "/routes?naar=verzorgende&maanden=veel&euro=-1&uren=200": 400,
    "/docs": 200,
    "/nergens": 404,
}


class Page(HTMLParser):
    """What a page is made of, as far as these tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def every(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def get(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_every_page_stands_on_its_own(client: TestClient, path: str, status: int) -> None:
    text = get(client, path, status)
    page = Page(text)
    assert page.every("html")[0]["lang"] == ("en" if path == "/docs" else "nl")
    assert page.every("script") == []
    assert "style=" not in text
    assert page.every("a")[0] == {"class": "skip", "href": "#main"}
    assert len(page.every("h1")) == 1
    assert len(page.every("title")) == 1 + len(page.every("svg"))
    outside = [one for one in page.every("link", "img", "iframe") if "//" in str(one.get("href") or one.get("src"))]
    assert outside == []


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_ids_are_unique_and_references_exist(client: TestClient, path: str, status: int) -> None:
    page = Page(get(client, path, status))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("aria-labelledby", "aria-describedby", "for", "list"):
            assert set((attributes.get(name) or "").split()) <= set(ids), attributes
        href = attributes.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids, href


def test_every_field_has_a_label(client: TestClient) -> None:
    page = Page(get(client, "/"))
    labelled = {one["for"] for one in page.every("label") if "for" in one}
    fields = [one for one in page.every("input", "select") if one.get("type") != "checkbox"]
    assert {one["id"] for one in fields} <= labelled
    assert {one["name"] for one in page.every("input", "select")} == {
        "van", "naar", "maanden", "euro", "uren", "vorm", "betaald", "regio"
    }  # fmt: skip


def test_the_form_keeps_what_was_typed(client: TestClient) -> None:
    page = Page(get(client, "/routes?van=verkoper&naar=verzorgende&maanden=36&vorm=bbl&betaald=ja&regio=Zeeland"))
    values = {one["name"]: one.get("value") for one in page.every("input") if one.get("type") == "text"}
    assert values == {"van": "verkoper", "naar": "verzorgende", "maanden": "36", "euro": "", "uren": ""}
    assert {one["value"] for one in page.every("input") if "checked" in one and one["name"] != "kan"} == {"bbl", "ja"}
    assert sum("selected" in one for one in page.every("option")) == 1


def test_a_skill_that_follows_from_a_job_can_be_unticked_and_ticked_again(client: TestClient) -> None:
    page = Page(get(client, "/routes?van=verkoper&naar=verzorgende&maanden=36"))
    assert [(one["value"], "checked" in one) for one in page.every("input") if one["name"] == "kan"] == [
        ("skill/luisteren", True),
        ("skill/rapporteren", True),
    ]
    shown = next(str(one["value"]) for one in page.every("input") if one["name"] == "getoond")
    sent = {"van": "verkoper", "naar": "verzorgende", "maanden": "36", "getoond": shown, "kan": "skill/rapporteren"}
    answer = client.get("/routes", params=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("maanden=36&zonder=skill%2Fluisteren")
    page = Page(get(client, answer.headers["location"]))
    assert {str(one["value"]): "checked" in one for one in page.every("input") if one["name"] == "kan"} == {
        "skill/luisteren": False,
        "skill/rapporteren": True,
    }
    again = {**sent, "zonder": "skill/luisteren", "kan": ["skill/luisteren", "skill/rapporteren"]}
    location = client.get("/routes", params=again, follow_redirects=False).headers["location"]
    assert "zonder" not in location


def test_an_unticked_skill_that_is_gone_is_dropped(client: TestClient) -> None:
    assert "skill/weg" not in get(client, "/routes?van=verkoper&naar=verzorgende&zonder=skill/weg")


def test_wrong_numbers_are_told_together(client: TestClient) -> None:
    text = get(client, "/routes?naar=verzorgende&maanden=veel&euro=-1&uren=200", 400)
    assert text.count('aria-invalid="true"') == 3


def test_page_and_json_agree(client: TestClient) -> None:
    answer = client.post("/v1/routes", json={"from": ["verkoper"], "to": "verzorgende"}).json()
    text = get(client, "/routes?van=verkoper&naar=verzorgende")
    routes = [route for group in answer["groups"] for route in group["routes"]]
    assert text.count('<svg class="route"') == len(routes)
    for route in routes:
        for step in route["steps"]:
            assert step["label"] in text
        for part in route["unknown"]:
            assert part["text"] in text
    for group in answer["groups"]:
        assert group["label"].lower() in text.lower()
    assert answer["paths"][0]["label"] in text
    assert answer["asks"][0]["text"] in text
    assert all(item in text for item in answer["notModelled"])


def test_drawings_are_whole_and_described(client: TestClient) -> None:
    text = get(client, "/routes?van=verkoper&naar=verzorgende")
    drawings = re.findall(r"<svg class=\"route\".*?</svg>", text, re.DOTALL)
    for drawing in drawings:
        tree = ElementTree.fromstring(drawing)
        assert [child.tag for child in tree][:2] == ["title", "desc"]
        assert all(child.text for child in tree.iter("text"))
        names = tree.attrib["aria-labelledby"].split()
        assert names == [tree[0].attrib["id"], tree[1].attrib["id"]]


def test_a_missing_amount_is_called_unknown(client: TestClient) -> None:
    text = get(client, "/routes?van=verkoper&naar=verzorgende")
    assert "Kosten onbekend" in text or "kosten onbekend" in text
    assert "None" not in text


def test_no_route_says_why_and_what_would_open_one(client: TestClient) -> None:
    text = get(client, "/routes?van=verkoper&naar=arts")
    assert "Geen route gevonden" in text
    assert "BWBR0006251, artikel 3" in text
    assert "zonder grens aan de tijd: 2 routes" in text


def test_names_that_fit_several_are_links_that_work(client: TestClient) -> None:
    text = get(client, "/routes?van=zorg+thuis&naar=verzorgende&maanden=24", 400)
    links = [str(one["href"]) for one in Page(text).every("a") if str(one["href"]).startswith("/routes?")]
    assert len(links) == 2
    for link in links:
        assert "maanden=24" in link
        get(client, link)


def test_what_people_type_is_never_markup(client: TestClient) -> None:
    text = get(client, "/routes?van=%3Cscript%3Ealert(1)%3C/script%3E&naar=verzorgende", 400)
    assert "<script" not in text


def test_the_receipt_can_be_kept(client: TestClient) -> None:
    page = Page(get(client, "/routes?van=verkoper&naar=verzorgende&maanden=36"))
    link = next(str(one["href"]) for one in page.every("a") if str(one.get("href")).startswith("/receipt"))
    answer = client.get(link)
    assert answer.json()["version"] == 1
    assert "attachment" in answer.headers["content-disposition"]


def test_names_are_offered_while_typing(client: TestClient) -> None:
    page = Page(get(client, "/"))
    offered = {one.get("value") for one in page.every("option")}
    assert {label for id, label in LABELS.items() if id.startswith("occupation/")} <= offered


def test_the_documentation_lists_every_operation(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    text = get(client, "/docs")
    for path, item in document["paths"].items():
        for method in item:
            assert f"{method.upper()} /v1{path}" in text


def test_the_style_sheet_pulls_nothing_in(client: TestClient) -> None:
    answer = client.get("/static/style.css")
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert "url(" not in answer.text
    assert "@import" not in answer.text


def test_the_page_says_what_is_not_known_of_wages_and_tension(client: TestClient) -> None:
    text = get(client, "/routes?van=verkoper&naar=verzorgende")
    assert text.count("<li>Onbekend: hierover zijn geen gegevens geladen.</li>") == 2
