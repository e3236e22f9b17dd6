"""The family's pages: what a relative is told about a child's sessions, and what a relative tells the hospital."""
