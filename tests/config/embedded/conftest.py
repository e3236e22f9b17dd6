"""Folders in which an embedded server may keep its files, also when the suite runs as root."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.home import data_home
from config.embedded.postgres import Postgres
from tests.plugins.servers import temporary_root


def empty_home() -> Path:
    """A new folder that `nobody` may walk into; pytest's own folders are private."""
    folder = Path(tempfile.mkdtemp(prefix="oncoabasto-home-", dir=temporary_root()))
    folder.chmod(0o711)
    return folder


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data home."""
    folder = empty_home()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def prepared_home() -> Iterator[Path]:
    """A data home with a database made from nothing and left again: copying it is quicker than making another."""
    folder = empty_home()
    server = Postgres(folder, binaries=data_home())
    server.join()
    server.leave()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
