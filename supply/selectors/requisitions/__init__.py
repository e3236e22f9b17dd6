"""What pages and actions of requisitions read."""
