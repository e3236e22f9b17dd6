"""Simulated meetings: eight weekly sessions and two national reviews behind us, the next ones called and planned.

Everything is told through the actions that people use, each at its time, so that what stands at the end has kept every
rule. Seeded: the same seed over the same country tells the same story.
"""
