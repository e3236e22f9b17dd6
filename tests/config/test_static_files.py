"""What browsers are sent: our own files without comments, those of packages as they came."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from config.static_files import is_ours, smaller

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.HashedStaticFiles"},
}


@pytest.fixture
def collected(tmp_path: Path, settings) -> Path:
    """Only our own folder and htmx: the packages' thousand other files take a minute."""
    settings.STATIC_ROOT, settings.STORAGES = tmp_path, STORAGES
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin/*", "drf_spectacular_*"])
    return tmp_path


def served(root: Path, name: str) -> bytes:
    hashed = json.loads((root / "staticfiles.json").read_text())["paths"][name]
    return (root / hashed).read_bytes()


def test_own_files_are_served_without_comments_and_those_of_packages_untouched(collected: Path) -> None:
    for name in ("css/base.css", "js/app.js"):
        source = Path(str(finders.find(name))).read_bytes()
        assert served(collected, name) == smaller(name, source)
        assert len(served(collected, name)) < 0.9 * len(source)
    theirs = "django_htmx/htmx-4.min.js"
    assert served(collected, theirs) == Path(str(finders.find(theirs))).read_bytes()


def test_what_is_served_is_also_compressed(collected: Path) -> None:
    hashed = json.loads((collected / "staticfiles.json").read_text())["paths"]["css/base.css"]
    assert (collected / f"{hashed}.br").exists()


def test_other_kinds_of_files_stay_as_they_are() -> None:
    assert smaller("img/icon.svg", b"<svg>  </svg>") == b"<svg>  </svg>"


def test_files_of_elsewhere_are_not_ours(tmp_path: Path) -> None:
    assert not is_ours(FileSystemStorage(location=tmp_path))
