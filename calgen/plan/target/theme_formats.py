"""The formats in which a theme can be posted on a platform: what the user typed, as far as the network has it."""

from __future__ import annotations

from calgen.book.folding import fold
from calgen.strategy import Strategy
from calgen.strategy.network_formats import has_format
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def common_formats(strategy: Strategy, theme: Theme, platform: Platform) -> tuple[str, ...]:
    """The formats in which a theme can be posted on a platform, by name.

    The platforms of the format, the formats of the theme and those of the platform all restrict (docs/decisions.md,
    "Pairs of columns"); and, where the user typed none for the platform, the network: see `_known_there`. Where nothing
    is left by the network alone, the user's word is taken if the theme names the platform, or if the theme or the
    platform would be left without any place.
    """
    typed = typed_formats(strategy, theme, platform)
    known = _known_there(strategy, platform, typed)
    if known or not typed or platform.platform in theme.platforms:
        return known or typed
    return typed if _has_no_place(strategy, theme) or _has_no_theme(strategy, platform) else ()


def formats_not_on_network(strategy: Strategy, platform: Platform) -> tuple[str, ...]:
    """The formats with which posts may be planned on a platform though its network does not have them, by name."""
    return tuple(name for name in formats_of_platform(strategy, platform) if not has_format(platform.platform, name))


def formats_of_platform(strategy: Strategy, platform: Platform) -> tuple[str, ...]:
    """The formats in which any theme can be posted on a platform, by name."""
    themes = (theme for theme in strategy.themes if theme.weight and _may_name(theme, platform))
    return tuple(sorted({name for theme in themes for name in common_formats(strategy, theme, platform)}, key=fold))


def typed_formats(strategy: Strategy, theme: Theme, platform: Platform) -> tuple[str, ...]:
    """The formats that the three columns have in common, by name."""
    found = piece_formats(strategy, platform)
    return tuple(name for name in found if not theme.formats or name in theme.formats)


def piece_formats(strategy: Strategy, platform: Platform) -> tuple[str, ...]:
    """The formats that the platforms of the formats and the formats of a platform have in common, by name.

    A piece of content may have any of them there, whatever its theme and the network have: its own format is typed.
    """
    found = {row.format for row in strategy.formats if not row.platforms or platform.platform in row.platforms}
    if platform.formats:
        found &= set(platform.formats)
    return tuple(sorted(found, key=fold))


def takes_piece_format(strategy: Strategy, theme: Theme, platform: Platform, name: str) -> bool:
    """Whether a platform has a format that a piece of a theme names: its network, or else by what the user typed."""
    known = _known_there(strategy, platform, piece_formats(strategy, platform))
    return name in known or name in common_formats(strategy, theme, platform)


def _known_there(strategy: Strategy, platform: Platform, names: tuple[str, ...]) -> tuple[str, ...]:
    """Of some formats those that the network has, or that the user typed for the platform: on its row or on theirs."""
    if platform.formats:
        return names
    typed = {row.format for row in strategy.formats if platform.platform in row.platforms}
    return tuple(name for name in names if name in typed or has_format(platform.platform, name))


def _has_no_place(strategy: Strategy, theme: Theme) -> bool:
    """Whether no network that a theme may be posted on has any of its formats."""
    return not any(
        _known_there(strategy, platform, typed_formats(strategy, theme, platform))
        for platform in strategy.platforms
        if _may_name(theme, platform)
    )


def _has_no_theme(strategy: Strategy, platform: Platform) -> bool:
    """Whether the network of a platform has no format of any theme that may be posted there."""
    return not any(
        _known_there(strategy, platform, typed_formats(strategy, theme, platform))
        for theme in strategy.themes
        if theme.weight and _may_name(theme, platform)
    )


def _may_name(theme: Theme, platform: Platform) -> bool:
    return not theme.platforms or platform.platform in theme.platforms
