"""Tests of the figures that a meeting freezes."""
