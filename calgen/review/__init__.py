"""What the results of a calendar are worth: objectives, platforms, effects and their doubt, pairs, costs, proposals."""
