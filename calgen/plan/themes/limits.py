"""How far a category or a theme may be from its target path, and how near a theme to its last post, in posts.

See "What the plan promises" in docs/decisions.md.
"""

from __future__ import annotations

PLATFORM_LIMIT, OVERALL_LIMIT = 1.5, 2.0  # of a category
THEME_PLATFORM_LIMIT, THEME_OVERALL_LIMIT = 2.5, 5.0  # of a theme
REPEAT_WINDOW = 3  # posts of a platform in a row, among which a theme should stand once
