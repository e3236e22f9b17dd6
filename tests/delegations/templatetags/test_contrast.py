"""WCAG contrast of every pair of tokens that meet on a page, in both themes, read from the sheet itself."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[3] / "static" / "css" / "base.css").read_text()
CATEGORIES = ("out", "critical", "low", "adequate", "high", "excess", "none")
GROUNDS = ("bg", "surface", "sunken")


def tokens(selector: str, css: str = CSS) -> dict[str, str]:
    block = css.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


THEMES = {
    "light": tokens(':root, :root[data-theme="light"] {'),
    "dark": tokens('\n  :root[data-theme="dark"] {'),
}

TEXT_PAIRS = (
    [(text, ground) for text in ("text", "muted", "link", "accent") for ground in GROUNDS]
    + [(f"{category}-text", ground) for category in CATEGORIES for ground in GROUNDS]
    + [(f"{category}-on", f"{category}-fill") for category in CATEGORIES]
    + [(f"{tone}-text", f"{tone}-bg") for tone in ("notice", "error", "success")]
    + [("error-text", ground) for ground in GROUNDS]
    + [(text, ground) for text in ("brand-on", "brand-on-muted") for ground in ("brand", "brand-deep")]
    + [("accent-on", "accent-fill")]
)
SHAPE_PAIRS = (
    [("focus", ground) for ground in GROUNDS]
    + [
        ("accent-fill", "brand"),
        ("line-strong", "surface"),
        ("line-strong", "bg"),
        ("brand-line", "bg"),
        ("brand-line", "surface"),
    ]
    + [(f"series-{number}", "surface") for number in range(1, 6)]
)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reads_on_its_ground(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_stand_out_from_their_ground(theme, shape, ground):
    assert contrast(THEMES[theme][shape], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_trouble_differs_from_calm_in_grey(theme):
    """In grey print the bad categories must not look like the good one, marks aside."""
    for worse, better in (("out", "critical"), ("critical", "low"), ("low", "adequate")):
        assert contrast(THEMES[theme][f"{worse}-fill"], THEMES[theme][f"{better}-fill"]) >= 1.2, (worse, better)


def test_the_systems_dark_is_the_chosen_dark():
    assert tokens(":root:not([data-theme]) {") == THEMES["dark"]


def test_both_themes_have_the_same_tokens():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_every_token_used_is_defined():
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    defined = set(re.findall(r"--([\w-]+):", CSS))
    assert used <= defined
