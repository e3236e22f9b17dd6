"""What the interpreter does beside the tests is kept out of their way: two fifths of their time went there."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from types import FunctionType
from typing import Any, cast

import pytest
from _pytest.runner import pytest_runtest_protocol as run_one

# Words of eight bytes. Python keeps the frames of calls in pieces of 16 KB, and asks the system for the next piece, and
# gives it back, at each call that happens to stand at the edge of one: hundreds of thousands of times in a walk through
# the site. One call that wants this much gets a piece in which all the calls below it find room.
ROOM = 1 << 16
# How many objects more than were freed start a search for cycles among the youngest; Python's own is 700.
YOUNG = 10_000


def _call(function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    return function(**arguments)


with_room = cast("Callable[..., Any]", FunctionType(_call.__code__.replace(co_stacksize=ROOM), globals()))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """pytest's own, with room for its calls."""
    return cast("bool", with_room(run_one, {"item": item, "nextitem": nextitem}))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, Any, Any]:
    """What is loaded by now stays until the end: no search for what may be freed goes through it again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG, 10, 10)
        gc.enable()
