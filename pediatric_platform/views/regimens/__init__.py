"""Pages of regimens."""
