"""The platforms' own files of results: sources, their columns, and how their rows are matched with posts."""
