"""Forecasts of what is asked for: methods, choice among them, intervals, and what they would have been worth.

Pure numpy over many series at once; no ORM. `block.py` holds some thousands of series with all their methods,
`engine.py` forecasts them, `backtest.py` compares it with simpler methods on anybody's data, `lead.py` is what other
areas read of a forecast.
"""
