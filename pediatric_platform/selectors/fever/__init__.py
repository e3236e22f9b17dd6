"""What the pages of the golden hour read."""
