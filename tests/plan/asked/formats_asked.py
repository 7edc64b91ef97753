"""Which formats a post may have: by the cells, as far as its network has them."""

from __future__ import annotations

from calgen.strategy import Strategy
from calgen.strategy.networks import network
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme

# The formats that each network publishes, as a person who uses it knows them; a network that is not here takes all.
FORMATS_OF = {
    "tiktok": {"Vidéo courte", "Carrousel", "Photo", "Story"},
    "google": {"Post", "Photo"},
    "instagram": {"Photo", "Carrousel", "Vidéo courte", "Story"},
    "stories": {"Story", "Photo", "Vidéo courte", "Sondage"},
    "pinterest": {"Photo", "Carrousel", "Vidéo courte"},
    "newsletter": {"Newsletter", "Article"},
    "facebook": {"Post", "Photo", "Carrousel", "Vidéo courte", "Story", "Sondage"},
    "linkedin": {"Post", "Photo", "Carrousel", "Vidéo courte", "Article", "Newsletter", "Sondage"},
}


def formats_of(strategy: Strategy, theme: Theme, row: Platform) -> frozenset[str]:
    """The formats that a theme may have on a platform: those of the cells, as far as the network has them.

    The platform's own formats, and a platform named in the tab Formats, say more than the network. Where the network
    alone leaves nothing, the cells count if the theme names the platform, or if it or the platform would have no other.
    """
    typed = typed_formats(strategy, theme, row)
    known = _known_there(strategy, typed, row)
    if known or row.platform in theme.platforms:
        return known or typed
    rows = [other for other in strategy.platforms if _names(theme, other)]
    elsewhere = any(_known_there(strategy, typed_formats(strategy, theme, other), other) for other in rows)
    themes = [other for other in strategy.themes if other.weight and _names(other, row)]
    others = any(_known_there(strategy, typed_formats(strategy, other, row), row) for other in themes)
    return frozenset() if elsewhere and others else typed


def _names(theme: Theme, row: Platform) -> bool:
    return not theme.platforms or row.platform in theme.platforms


def _known_there(strategy: Strategy, formats: frozenset[str], row: Platform) -> frozenset[str]:
    own = FORMATS_OF.get(network(row.platform).key)
    if own is None or row.formats:
        return formats
    return formats & (own | {form.format for form in strategy.formats if row.platform in form.platforms})


def typed_formats(strategy: Strategy, theme: Theme, row: Platform) -> frozenset[str]:
    """The formats that the cells allow a theme on a platform: of the tab Formats, the theme and the platform."""
    found = piece_formats(strategy, row)
    return found & set(theme.formats) if theme.formats else found


def piece_formats(strategy: Strategy, row: Platform) -> frozenset[str]:
    """The formats that the cells allow a piece on a platform: of the tabs Formats and Platforms, whatever its theme."""
    found = {form.format for form in strategy.formats if not form.platforms or row.platform in form.platforms}
    return frozenset(found & set(row.formats) if row.formats else found)
