"""What is settled before the rest is planned: kept posts, pieces, key dates, set days, posts of the earlier plan."""
