"""Content that exists: pieces with a fixed day are pinned to it before anything else is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from calgen.book.problems import Problem, Severity
from calgen.plan.key_dates import is_quiet
from calgen.plan.model import PlanDraft, Reason
from calgen.plan.pin import Pin, PinKind
from calgen.plan.target_path import can_carry, common_formats, is_in_season
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.platforms import Platform
from calgen.strategy.themes import Theme


def platforms_for(strategy: Strategy, piece: Piece) -> tuple[Platform, ...]:
    """The platforms on which a piece may stand: its own or all, that carry its theme and its format."""
    theme = theme_of(strategy, piece)
    return tuple(
        one
        for one in strategy.platforms
        if (not piece.platforms or one.platform in piece.platforms)
        and theme is not None
        and can_carry(strategy, theme, one)
        and (not piece.format or piece.format in common_formats(strategy, theme, one))
    )


def theme_of(strategy: Strategy, piece: Piece) -> Theme | None:
    """The theme of a piece."""
    return next((theme for theme in strategy.themes if theme.theme == piece.theme), None)


def window_of(strategy: Strategy, piece: Piece, first: date, last: date) -> tuple[date, date]:
    """From when to when a piece may stand, within the horizon: never before it is published, never after it expires.

    A campaign's piece waits for the campaign's first day (its set days before the start included), and ends with it.
    """
    campaign = next((one for one in strategy.campaigns if one.campaign == piece.campaign), None)
    starts = [first, piece.publish or piece.start or first]
    ends = [last, *(day for day in (piece.end, piece.expires) if day)]
    if campaign and not piece.publish:
        starts.append(campaign.start + timedelta(days=min((0, *campaign.offsets))))
        ends.append(max(campaign.end, campaign.start + timedelta(days=max((0, *campaign.offsets)))))
    return max(starts), min(ends)


def pin_pieces(draft: PlanDraft) -> PlanDraft:
    """Pins for the pieces with a fixed day; those that cannot stand on it are told. Kept posts find their piece."""
    pins: list[Pin] = [_with_piece(draft.strategy, one) for one in draft.pins]
    told: list[Problem] = []
    for piece in draft.strategy.content:
        if piece.publish is None or not draft.horizon.first <= piece.publish <= draft.horizon.last:
            continue
        if piece.publish < draft.today:
            continue
        active = [one for one in platforms_for(draft.strategy, piece) if is_in_season(one, piece.publish)]
        found = [one for one in active if not is_quiet(draft.horizon, one.platform, piece.publish)]
        quiet = len(found) < len(active) if piece.platforms else not found and bool(active)
        if not piece.platforms:
            found = sorted(found, key=lambda one: (-one.cadence.weekly(), one.platform))[:1]
        values = {"piece": piece.title, "name": piece.title, "day": piece.publish}
        if quiet or not found:
            code = "hook_quiet" if quiet else "piece_no_home"
            told.append(Problem(code, piece.source.place("publish"), Severity.WARNING, values))
        if found and piece.publish in draft.horizon.closed_days:
            told.append(Problem("named_on_closed", piece.source.place("publish"), Severity.NOTE, values))
        why = (Reason("fixed_day", {"piece": piece.title}),)
        of_piece = [one for one in pins if one.id and one.piece == piece.title]
        there = {one.platform for one in of_piece if piece.publish in one.settled_days}
        pins += [
            Pin(one.platform, piece.publish, piece.theme, piece.title, PinKind.NAMED, reasons=why)
            for one in found
            if one.platform not in there and (piece.platforms or not there)
        ]
    order = sorted(pins, key=lambda one: (one.day, one.platform, one.theme, one.piece))
    return replace(draft, pins=tuple(order), problems=draft.problems + tuple(told))


def _with_piece(strategy: Strategy, kept: Pin) -> Pin:
    """A kept post, with the piece that its title names."""
    known = any(one.title == kept.title for one in strategy.content)
    return replace(kept, piece=kept.title) if known and not kept.piece else kept
