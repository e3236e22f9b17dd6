"""The pages of the weekly report: who has signed, the week to read and sign, its corrections."""
