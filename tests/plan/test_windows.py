"""Pieces that are due in a window: the slot that each gets."""

from __future__ import annotations

from datetime import time, timedelta

from small_strategies import MONDAY, platform, strategy

from calgen.plan.days import horizon
from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot
from calgen.plan.pin import Pin
from calgen.plan.themes import windows
from calgen.strategy.content import Piece


def test_a_piece_stands_beside_a_settled_post_of_its_theme_only_where_there_is_no_other_place() -> None:
    """Of five posts that week the second is of its theme: it takes the last, the one place three posts away."""
    piece = Piece(title="Guide", theme="Thème 0", start=MONDAY, end=MONDAY + timedelta(days=6))
    one = strategy(platform(count="5"), piece, weeks=1)
    days = [MONDAY + timedelta(days=n) for n in range(5)]
    pins = {1: Pin("Blog", days[1], "Thème 0", title="Salon")}
    slots = [Slot("Blog", day, time(9), n + 1, 5, "week", pin=pins.get(n)) for n, day in enumerate(days)]
    draft = PlanDraft(one, MONDAY, (), horizon.plan_horizon(one.settings, MONDAY))
    themes = ["Thème 1", "Thème 0", *["Thème 2"] * 3]
    assert _place(draft, slots, themes, piece) == 4
    assert _place(draft, slots[:4], themes[:4], piece) == 0


def _place(draft: PlanDraft, slots: list[Slot], themes: list[str], piece: Piece) -> int:
    placed = windows.place_pieces(draft, slots, themes, [piece])
    return next(n for n, slot in enumerate(placed) if slot.pin and slot.pin.piece == "Guide")
