"""Minutes drafted from what happened: facts read once, the text they give, what is frozen, names that may not stand."""
