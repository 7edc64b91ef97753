"""What a workbook is: places, grids in, sheets out, columns, problems, words. No marketing here."""
