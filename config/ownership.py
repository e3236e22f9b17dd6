"""Who owns the tables: the role that migrates, apart from the one the application works with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from config.embedded.postgres import Postgres
from config.embedded.server import Server


def owner_url(servers: Iterable[Server] = ()) -> str:
    """The owner's address: of the embedded server joined, else OWNER_DATABASE_URL, else the application's own."""
    for server in servers:
        if isinstance(server, Postgres):
            return server.owner_url
    return os.environ.get("OWNER_DATABASE_URL", "").strip() or os.environ["DATABASE_URL"]


@contextmanager
def signed_in_as(url: str) -> Iterator[None]:
    """This process's connection at another address, for as long as the block takes."""
    import dj_database_url
    from django.db import connection

    own = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    connection.close()
    connection.settings_dict.update({name: value for name, value in dj_database_url.parse(url).items() if name in own})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)
