"""Where the rows of a calendar go, and what follows them: ranges, formulas, names, drawings, comments."""
