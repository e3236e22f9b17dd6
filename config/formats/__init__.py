"""Dates and times as this country writes them, whatever the language: the day first, 24 hours, weeks from Monday."""
