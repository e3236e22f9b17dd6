"""The floors of the house: imports go down only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_solver_is_loaded_where_it_is_asked_to_solve_and_nowhere_else() -> None:
    """Pages, the API and the other tasks do without: it is large, and a web process has no use for it."""
    web = "import sys, config.wsgi, config.celery, supply.tasks; print('ortools' in sys.modules)"
    worker = "config.celery.app.loader.import_default_modules(); print('ortools' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{web}; {worker}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
