"""English of the screens."""
