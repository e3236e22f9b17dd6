"""How pages are walked through in a real browser: wide and on a phone, light and dark.

Readable with a screen reader (axe finds nothing), no error on the console, nothing that the policy refuses, nothing
fetched from elsewhere, and no page that has to be pushed sideways on a phone. The list comes from the site's own map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import cache
from django.utils.http import urlencode

from delegations.roles import Role
from delegations.tabular import Fault
from tests.factories.two_sides import Side, TwoSides, build_two_sides, person_of
from tests.project.sitemap import FAULTS_TOKEN, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

    from tests.plugins.browser import LiveBrowser

# The pages about treatment are shared out over two files: what begins so, and the rest.
CASES = (
    "pediatric:case",
    "pediatric:fever",
    "pediatric:rollout",
    "pediatric:training",
    "pediatric:visit",
    "pediatric:guide",
)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# A theme changes colours and nothing else.
COLOURS_ONLY = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
EVERYTHING = {"resultTypes": ["violations"]}
# axe reads the same few colours from the same words thousands of times a page: a quarter of the time of these walks.
KNOWN_COLOURS = """
;(() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    const found = known.get(text);
    if (found) {
      [this.r, this.g, this.b, this.alpha] = found;
    } else {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    return this;
  };
})();
"""
OPEN_ALL = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Walk:
    """Goes through pages as one person and notes what is wrong with them."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    here: str = ""

    def __post_init__(self) -> None:
        # Into each document by the browser itself: handed over once, not with every page.
        self.page.add_init_script(AXE_SCRIPT + KNOWN_COLOURS)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.here}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.here}: console: {message.text}")

    def visit(self, path: str, *, right: int = 200, wait_for: str = "", not_ours: str = "") -> None:
        """`wait_for`: what scripts put there. `not_ours`: part of the page that a library draws."""
        self.here = path
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        answer = self.page.goto(path)
        if answer is None or answer.status != right:
            self.wrong.append(f"{path}: {answer and answer.status}")
        if wait_for:
            self.page.locator(wait_for).first.wait_for()
        self.look(not_ours)

    def look(self, not_ours: str = "") -> None:
        """The page as it stands now, in its four forms."""
        self.page.evaluate(OPEN_ALL)
        for size, name in ((WIDE, "wide"), (PHONE, "phone")):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            for scheme, options in (("light", EVERYTHING), ("dark", COLOURS_ONLY)):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self._axe(f"{name} {scheme}", options, not_ours)
        over = self.page.evaluate(SIDEWAYS)
        if over > 0:
            self.wrong.append(f"{self.here}: {over} px wider than the phone")

    def _axe(self, form: str, options: dict[str, Any], not_ours: str) -> None:
        context = {"exclude": [not_ours]} if not_ours else {}
        found = self.page.evaluate(
            "([context, options]) => axe.run({include: [['html']], ...context}, options).then((all) => all.violations)",
            [context, options],
        )
        for fault in found:
            where = "; ".join(str(node["target"][0]) for node in fault["nodes"][:4])
            self.wrong.append(f"{self.here} ({form}): {fault['id']} × {len(fault['nodes'])}: {where}")


@pytest.fixture
def world(transactional_db: None) -> TwoSides:
    return build_two_sides()


@pytest.fixture
def walks(live_browser: LiveBrowser) -> Iterator[Any]:
    """`walks(person)`: a walk as that person; what any of them found fails the test at its end."""
    made: list[Walk] = []

    def walk(person: Any = None) -> Walk:
        made.append(Walk(live_browser.page(person)))
        return made[-1]

    yield walk
    wrong = [line for one in made for line in one.wrong]
    assert not wrong, "\n".join(wrong)


def address(name: str, side: Side) -> str:
    route = PAGES[name]
    query = route.query(side)
    return route.url(name, side) + (f"?{urlencode(query)}" if query else "")


def visit_pages(names: Iterable[str], walks: Any, world: TwoSides) -> None:
    """Each as whoever finds most to do there."""
    side = world.here
    manager = person_of(Role.DELEGATION_SUPPLY_MANAGER, side)
    fault = Fault(
        sheet="existencias", row=2, column="piezas", value="-5", problem="Negativo.", remedy="Quite el signo."
    )
    cache.set(f"week-import:faults:{manager.pk}:{FAULTS_TOKEN}", [fault], 600)
    nobody, national, local = walks(), walks(world.olga), walks(manager)
    chief, doctor = walks(person_of(Role.ADMINISTRATOR, side)), walks(person_of(Role.CLINICIAN, side))
    pharmacist, relative = walks(person_of(Role.PHARMACIST, side)), walks(side.relative)
    readers = {
        Role.ADMINISTRATOR: chief,
        Role.CLINICIAN: doctor,
        Role.PHARMACIST: pharmacist,
        Role.CENTRAL_OFFICE: national,
        Role.FAMILY: relative,
    }
    for name in names:
        if PAGES[name].public:
            nobody.visit(address(name, side))
        elif name == "api-docs":
            national.visit(address(name, side), wait_for=".opblock-tag", not_ours=".swagger-ui")
        elif name in {"home", "supply:lot"} or PAGES[name].reads == {Role.CENTRAL_OFFICE}:
            national.visit(address(name, side))
        elif name.startswith("meetings:") and Role.CENTRAL_OFFICE in (PAGES[name].reads or ()):
            national.visit(address(name, side))  # it calls and runs them
        elif Role.DELEGATION_SUPPLY_MANAGER not in (PAGES[name].reads or ()):
            reads = PAGES[name].reads or ()
            next(walk for role, walk in readers.items() if role in reads).visit(address(name, side))
        else:
            local.visit(address(name, side))
