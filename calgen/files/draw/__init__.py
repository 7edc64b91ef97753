"""Draws neutral sheets (`book/sheet.py`) as the parts of a workbook."""
