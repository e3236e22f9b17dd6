"""What puts itself on the agenda of a meeting: one file a kind, each out of the figures of one moment."""
