"""The posts of each theme, grouped into subjects."""
