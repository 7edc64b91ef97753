"""Which theme stands in which slot: the instance, its rules, and the search."""
