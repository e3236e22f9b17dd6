"""Drugs solved side by side by processes of their own, which know nothing of Django or of a database.

They are programs started anew and spoken to through their pipes: a worker of the queue may not have children of the
usual kind, and the solver keeps Python's lock. Each is handed the next drug when it is done with one.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from supply.redistributing.shapes import Plan, Problem
from supply.redistributing.solving import SECONDS, solve

_ROOT = Path(__file__).resolve().parent.parent.parent
MOST = 2


def solve_all(
    problems: Mapping[int, Problem], *, seconds: float = SECONDS, processes: int | None = None
) -> Generator[tuple[int, Plan]]:
    """(drug, plan) as each is found, the ones with most sites first; closing the iterator ends the processes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = min(processes or min(cores, MOST), len(problems))
    order = sorted(problems, key=lambda drug: -len(problems[drug].sites))
    if count <= 1:
        for drug in order:
            yield drug, solve(problems[drug], seconds=seconds)
        return
    # Many drugs share their ways: they are told once.
    ways = {id(problem.routes): problem.routes for problem in problems.values()}
    waiting: Queue[int] = Queue()
    for drug in order:
        waiting.put(drug)
    found: Queue[tuple[int, Plan | None]] = Queue()
    solvers = [_start() for _number in range(count)]
    threads = [
        Thread(target=_feed, args=(solver, ways, problems, seconds, waiting, found), daemon=True) for solver in solvers
    ]
    try:
        for thread in threads:
            thread.start()
        for _drug in order:
            drug, plan = found.get()
            # Whatever befell a process, a drug is not left without its plan.
            yield drug, plan if plan is not None else solve(problems[drug], seconds=seconds)
    finally:
        while not waiting.empty():
            waiting.get_nowait()
        for solver in solvers:
            solver.kill()
            solver.wait()
        for thread in threads:
            thread.join()
        for solver in solvers:
            for pipe in (solver.stdin, solver.stdout):
                if pipe is not None:
                    _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "supply.redistributing.apart"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
    )  # fmt: skip


def _feed(
    solver: subprocess.Popen[bytes],
    ways: Mapping[int, Any],
    problems: Mapping[int, Problem],
    seconds: float,
    waiting: Queue[int],
    found: Queue[tuple[int, Plan | None]],
) -> None:
    is_well = True
    pipe_in, pipe_out = solver.stdin, solver.stdout
    assert pipe_in is not None
    assert pipe_out is not None
    try:
        _say(pipe_in, (ways, seconds))
    except OSError:
        is_well = False
    while True:
        try:
            drug = waiting.get_nowait()
        except Empty:
            return
        plan = None
        if is_well:
            try:
                problem = problems[drug]
                _say(pipe_in, (id(problem.routes), replace(problem, routes={})))
                plan = pickle.load(pipe_out)  # noqa: S301 — what our own program wrote
            except (OSError, EOFError, pickle.UnpicklingError):
                is_well = False
        found.put((drug, plan))


def _say(pipe: IO[bytes], what: object) -> None:
    pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """The process's side: ways once, then problem after problem until there are no more."""
    ways, seconds = pickle.load(questions)  # noqa: S301 — what our own program wrote
    while True:
        try:
            routes, problem = pickle.load(questions)  # noqa: S301 — what our own program wrote
        except EOFError:
            return
        _say(answers, solve(replace(problem, routes=ways[routes]), seconds=seconds))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
