"""What each post serves, its format, who makes it, and what is left out for want of hours."""
