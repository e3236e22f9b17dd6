"""Figures as a meeting freezes them: one file a group, each over every place at once."""
