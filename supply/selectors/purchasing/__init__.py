"""What pages and actions read of purchases, set-based."""
