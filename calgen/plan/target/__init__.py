"""What is asked of each slot: the target path, from mix, seasons and campaigns, and what it makes unavoidable."""
