"""Reads and writes workbook files: `read` the bytes, `draw` sheets, `edit` the workbook in memory, `save` it."""
