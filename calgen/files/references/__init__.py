"""The formulas of a workbook that refer to calgen's tabs and tables: found, read, and named anew."""
