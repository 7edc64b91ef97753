"""Suggested titles for the subjects that have none: angles of the language, filled with the user's own words.

docs/decisions.md, "Suggested titles".
"""

from calgen.suggestions.choosing import with_suggestions as with_suggestions
