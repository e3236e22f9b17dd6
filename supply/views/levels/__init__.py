"""Pages of levels and of the worklist."""
