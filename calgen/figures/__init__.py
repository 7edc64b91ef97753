"""Everything that is counted over the social calendar, once: balance tab, `calgen balance`, summary and checks."""
