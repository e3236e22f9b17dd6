"""Simulated children: who they are, what they are treated with, what was given, what their hospitals have for them.

Everything is drawn from one seed; nothing in it is anybody's.
"""
