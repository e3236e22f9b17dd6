"""Static files gathered and compressed, when they changed: `python -m config.collect`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(folders: list[Path]) -> str:
    """Changes when a file in `folders` does."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            state = file.stat()
            digest.update(f"{file.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def stamp_file() -> Path:
    """Where the fingerprint of what was collected lies. Settings are not read: they want the servers' addresses."""
    return Path(os.environ.get("STATIC_ROOT") or ROOT / "staticfiles") / ".collected"


def current_stamp() -> str:
    """Our own files as they are now, and the versions of the packages that bring theirs."""
    packages = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()[:16]
    return f"{fingerprint([ROOT / 'static'])} {packages}"


def is_stale() -> bool:
    """Whether collecting would change anything."""
    stamp = stamp_file()
    return not stamp.exists() or stamp.read_text() != current_stamp()


def main() -> None:
    """Collect, then leave the stamp."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    stamp = current_stamp()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp_file().write_text(stamp)


if __name__ == "__main__":
    main()
