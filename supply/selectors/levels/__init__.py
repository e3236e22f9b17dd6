"""What levels are computed from, what of them is due, and what pages read."""
