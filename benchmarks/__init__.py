"""What is measured side by side, in one run: no part of the tests, and of nothing that is installed."""
