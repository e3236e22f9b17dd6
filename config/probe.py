"""`python -m config.probe`: asks the web server of this container whether it is well; exit status 0 when it is."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request


def is_well(port: int, host: str) -> bool:
    """Whether /salud/ answers 200 to a request for the public name `host`."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/salud/", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    public_name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    sys.exit(0 if is_well(int(os.environ.get("PORT", "8000")), public_name) else 1)
