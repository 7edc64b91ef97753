"""A workbook that is used every week: what its user does, and what must hold after each run (`benchmarks/year.py`)."""
