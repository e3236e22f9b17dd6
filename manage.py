#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL or REDIS_URL each starts or joins embedded servers for its own lifetime.

Commands that change tables sign in to the database as its owner (OWNER_DATABASE_URL), all others as the application.
"""

from __future__ import annotations

import os
import sys

# These read code and files only; a server would be started for nothing.
WITHOUT_SERVERS = {
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "makemessages",
    "spectacular",
    "startapp",
}

# These make or empty tables, which the application's role may not.
OF_THE_OWNER = {"migrate", "flush"}


def needs_servers(arguments: list[str]) -> bool:
    """Whether the command line touches the database or the broker."""
    if not arguments or arguments[0] in WITHOUT_SERVERS:
        return "--database" in arguments
    return not {"--help", "-h"} & set(arguments)


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATABASE_URL", "").strip():
        os.environ.setdefault("ONCOABASTO_LOCAL", "1")
    if needs_servers(sys.argv[1:]):
        from config.embedded import join_missing
        from config.ownership import owner_url

        servers = join_missing()
        if sys.argv[1] in OF_THE_OWNER:
            os.environ["DATABASE_URL"] = owner_url(servers)
    os.environ.pop("OWNER_DATABASE_URL", None)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
