"""Forecasts of what is asked for: methods, choice among them, intervals, and what they would have been worth.

Pure numpy over many series at once; no ORM. `series.py` says what a block of series is, `engine.py` forecasts it,
`backtest.py` compares it with simpler methods on anybody's data, `lead.py` is what other areas read of a forecast.
"""
