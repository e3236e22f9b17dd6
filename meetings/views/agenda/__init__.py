"""Pages of the agenda of a meeting and of its frozen figures."""
