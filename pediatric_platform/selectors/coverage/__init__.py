"""Children and their next doses against what there is: counts for whoever answers for supply, names for nobody here."""
