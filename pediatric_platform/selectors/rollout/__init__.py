"""What pages, reports and reminders read of the roll-out."""
