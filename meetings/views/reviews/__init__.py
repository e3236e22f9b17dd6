"""The review of each delegation in a meeting: its list, the screen of whoever leads it, the wall that follows."""
