"""The walk through the pages finds what axe finds by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.project.walking import KNOWN_COLOURS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Words for colours, layers that shine through, and text too pale on some of them, each more than once.
GROUNDS = (
    "#fff",
    "rgb(255 255 255 / 60%)",
    "hsl(200deg 40% 30%)",
    "color-mix(in srgb, navy 30%, white)",
    "oklch(0.7 0.1 90)",
)
INKS = ("#777", "rgb(10, 20, 30)", "rgba(250, 250, 250, .9)", "hsl(0.5turn 60% 40%)", "color(display-p3 0.2 0.5 0.3)")
LINES = "".join(
    f'<div style="background: {ground}"><p style="color: {ink}">one</p>'
    f'<p style="color: {ink}; opacity: .8">two</p></div>'
    for ground in GROUNDS * 2
    for ink in INKS
)
PAGE = f'<!doctype html><html lang="es"><title>x</title><main style="background: #124">{LINES}</main></html>'
FOUND = """() => axe.run({runOnly: ["color-contrast"]}).then((all) =>
    ["violations", "passes", "incomplete"].map((kind) =>
        all[kind].flatMap((rule) => rule.nodes.map((node) => [node.target, node.any.map((check) => check.data)]))))"""


def contrasts(chromium: Browser, script: str) -> list[Any]:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE)
        page.evaluate(script)
        found: list[Any] = page.evaluate(FOUND)
        return found


def test_known_colours_change_no_finding(chromium: Browser) -> None:
    plain, known = contrasts(chromium, AXE_SCRIPT), contrasts(chromium, AXE_SCRIPT + KNOWN_COLOURS)
    assert known == plain
    violations, passes, _incomplete = plain
    assert len(violations) > 10
    assert len(passes) > 10
