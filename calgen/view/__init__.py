"""Draws the plan as neutral sheets (`book/sheet.py`): one module per tab, all of them in `OUTPUTS` of `tabs.py`."""
