"""A hospital's census of children as a file: its columns, its checks, its template."""
