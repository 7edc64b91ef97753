"""Checks the bytes of a workbook and reads them: the package, its parts, and its sheets as grids of cells."""
