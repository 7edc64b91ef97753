"""How far a category or a theme may be from its target path, in posts; see "What the plan promises" in decisions.md."""

from __future__ import annotations

PLATFORM_LIMIT, OVERALL_LIMIT = 1.5, 2.0  # of a category
THEME_PLATFORM_LIMIT, THEME_OVERALL_LIMIT = 2.5, 5.0  # of a theme
