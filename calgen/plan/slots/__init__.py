"""How many posts each platform has, on which days and at which hours."""
