"""Reads and checks an uploaded week before anything of it is stored. Pure: facts come in as a `World`, plans go out."""
