"""Pages of the network of supply managers: the public directory, the gaps, the postings and who answered when."""
