"""Puts drawn sheets into the user's workbook, in memory; what belongs to the user stays as it is."""
