"""What pages of loans read."""
