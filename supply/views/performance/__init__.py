"""Pages about how purchases go."""
