import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse


def test_gallery_asks_for_sign_in(client, db):
    assert client.get(reverse("delegations:gallery")).status_code == 302


@pytest.fixture
def page(client, ana) -> str:
    client.force_login(ana)
    response = client.get(reverse("delegations:gallery"), {"categoria": "out"})
    assert response.status_code == 200
    return response.content.decode()


def test_gallery_shows_every_component(page):
    for mark in (
        "figures", "tilemap", "trend-plot", "covbar", "bars", "week-picker", "filters", "chips", "pager", "export",
        "stepper", "timeline", "person", "progress", "skeleton", "tabs", "empty", "error-summary", "lines", "<dialog",
    ):  # fmt: skip
        assert mark in page


def test_nothing_inline_that_the_policy_would_refuse(page):
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son\w+=", page)


def test_every_id_is_used_once(page):
    body = re.sub(r"<template>.*?</template>", "", page, flags=re.S)
    ids = re.findall(r'\sid="([^"]+)"', body)
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not {one for one in doubled if not one.startswith("id_")}


@pytest.mark.parametrize("code", ["400", "403", "404", "429", "500"])
def test_error_pages_say_what_happened_without_a_request(code):
    shown = render_to_string(f"{code}.html")
    assert code in shown
    assert "<h1>" in shown
