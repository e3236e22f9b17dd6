"""Where a machine's own run keeps its data: servers, secrets, mail."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


def is_root() -> bool:
    """Whether this process runs as root, as whom PostgreSQL refuses to run."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def open_to_others(path: Path) -> bool:
    """Whether another user may walk to `path`: every folder above it that exists lets others pass."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents if folder.exists())


def data_home() -> Path:
    """The folder of this checkout's data: `$ONCOABASTO_HOME`, else `.data` in the project.

    As root the servers run as `nobody`, who must be able to walk there; where they cannot (a project under /root),
    the folder lies in /var/lib instead, named after the project's path so that two checkouts never share one.
    """
    named = os.environ.get("ONCOABASTO_HOME", "").strip()
    home = Path(named).expanduser().resolve() if named else PROJECT / ".data"
    if is_root() and not open_to_others(home):
        home = Path("/var/lib/oncoabasto") / hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return home


def make_folder(path: Path, mode: int = 0o711) -> Path:
    """`path` as a folder that others may walk through but not list; made when missing."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
    return path


def stored_secret(home: Path, name: str) -> str:
    """The secret kept in the file `name` of `home`, made up on first use; only this user can read the file.

    Two processes that start at once agree on one value: the file appears under its name complete or not at all.
    """
    file = make_folder(home) / name
    if not file.exists():
        draft = file.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()
