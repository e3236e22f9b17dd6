from __future__ import annotations

from tests.supply.actions.recalls.conftest import bevacizumab, put, recall

__all__ = ["bevacizumab", "put", "recall"]
