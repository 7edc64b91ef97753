"""Where a workbook is kept: in a folder of this computer, or in a bucket; read, locked, replaced and brought back."""
