"""Settings for tools that read the code and open no connection (mypy): a machine's own, with nothing to configure."""

import os

os.environ.setdefault("ONCOABASTO_LOCAL", "1")

from config.settings import *  # noqa: F403
