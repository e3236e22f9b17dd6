"""What pages of guides read."""
