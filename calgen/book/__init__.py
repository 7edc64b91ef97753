"""What a workbook is: grids that are read, sheets to be drawn, columns, problems, and words. Nothing of marketing."""
