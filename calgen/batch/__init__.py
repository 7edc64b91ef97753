"""Many workbooks in one command: which files, who works on them, and what came of each."""
