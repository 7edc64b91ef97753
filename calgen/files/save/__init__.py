"""Verifies the new bytes of a workbook, and replaces the file by them; with a lock and backups."""
