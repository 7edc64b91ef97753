"""The pass that gives each slot its theme and each post its subject, and that gives due pieces of content a slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem, Severity
from calgen.plan.draft import PlanDraft
from calgen.plan.model import GapCause, PostGap, Slot
from calgen.plan.pins.pieces import platforms_for
from calgen.plan.pins.retained_posts import with_earlier_subjects
from calgen.plan.slots.draft_path import path_of_slots
from calgen.plan.slots.platform_slots import add_slots, remove_slots
from calgen.plan.subjects.ab_pairs import Pairing, pair_posts
from calgen.plan.subjects.subject_grouping import Grouping, group_posts
from calgen.plan.subjects.unrested_posts import with_rests
from calgen.plan.target.target_path import TargetPath
from calgen.plan.themes import windows
from calgen.plan.themes.assign_themes import assign_themes, draft_themes
from calgen.plan.themes.campaign_targets import campaign_targets, campaigns_by_theme
from calgen.plan.themes.chosen_themes import ChosenThemes
from calgen.plan.themes.instance import InstanceInput
from calgen.plan.themes.make_posts import make_posts
from calgen.plan.themes.refilled_slots import refilled_slots, without_pins
from calgen.plan.themes.rules import RULES
from calgen.strategy.content import Piece

REFILLS = 6  # times that slots without a theme are looked at again


def choose_themes(draft: PlanDraft) -> PlanDraft:
    """The posts and subjects of all slots; a slot that no theme can have is a gap, a piece without a slot a problem."""
    path = path_of_slots(draft)
    slots, without_theme = _with_due_pieces(draft, list(draft.slots), path), list[Slot]()
    while True:  # ends, since each round pins at least one piece more
        chosen, slots, removed = _assign(draft, slots, path)
        without_theme += removed
        told = with_earlier_subjects(draft, slots, chosen.themes)
        if not draft.is_frozen:
            told = with_rests(draft.strategy, told, draft.horizon.first, draft.horizon.last)
        pairing, grouping = _with_pairs(draft, told, chosen.themes)
        left = [piece for piece in grouping.left if windows.is_due(draft, piece)]
        with_pieces = windows.place_pieces(draft, slots, chosen.themes, left)
        if with_pieces == slots:
            break
        slots = with_pieces
    variants = pairing.variants
    told = [
        slot if slot.variant == variants.get(index, "") else replace(slot, variant=variants.get(index, ""))
        for index, slot in enumerate(pairing.slots)
    ]
    posts, subjects = make_posts(draft, told, chosen, grouping.groups)
    return replace(
        draft,
        posts=posts,
        subjects=subjects,
        slots=tuple(told),
        problems=(*draft.problems, *map(_unplaced_problem, left), *_lost_hooks(draft, without_theme)),
        gaps=(*draft.gaps, *_theme_gaps(draft, without_theme)),
        path=path,
    )


def _with_pairs(draft: PlanDraft, slots: Sequence[Slot], themes: Sequence[str]) -> tuple[Pairing, Grouping]:
    """The A/B pairs and the subjects; the second post of a new pair joins the subject of the first.

    A pair is none where that subject is a piece of content, or has other posts on the platform by its rhythm.
    """
    barred = set[int]()  # the slots whose subject is no pair's
    while True:  # ends, since each round bars one slot more
        pairing = pair_posts(draft.strategy, slots, themes, barred)
        second = {pair.second for pair in pairing.new}
        single = ["" if index in second else theme for index, theme in enumerate(themes)]
        free = [replace(slot, pin=None) if index in second else slot for index, slot in enumerate(slots)]
        grouping = group_posts(draft.strategy, free, single, draft.horizon.first, draft.horizon.last)
        group_of = {index: group for group in grouping.groups for index in group.posts}
        first = [(pair.first, group_of[pair.first]) for pair in pairing.new]
        unfit = [n for n, group in first if group.piece or group.post_counts[slots[n].platform] > 1]
        if not unfit:
            break
        barred |= set(unfit)
    for pair in pairing.new:
        group_of[pair.first].add(pair.second, slots[pair.second])
    return pairing, grouping


def _assign(draft: PlanDraft, slots: list[Slot], path: TargetPath) -> tuple[ChosenThemes, list[Slot], list[Slot]]:
    """The themes of slots, the slots that have one, and those that no theme can have.

    Slots without a theme are removed and the others assigned again: an empty slot has no part in the mix. One that a
    theme can have after all comes back with it; this is looked for a few times.
    """
    removed, refilled, rounds = list[Slot](), list[Slot](), 0
    while True:
        chosen = assign_themes(instance_input(draft, slots, path), RULES)
        if all(chosen.themes):
            back = refilled_slots(draft, slots, chosen.themes, removed, path) if rounds < REFILLS else []
            if not back:
                return chosen, without_pins(windows.move_pieces(slots, chosen.moved_pieces), refilled), removed
            places = {(slot.platform, slot.day, slot.time) for slot in back}
            removed = [slot for slot in removed if (slot.platform, slot.day, slot.time) not in places]
            slots, refilled, rounds = add_slots(draft, slots, back), [*refilled, *back], rounds + 1
        else:
            without_theme = [slot for slot, theme in zip(slots, chosen.themes, strict=True) if not theme]
            removed += without_theme
            slots = remove_slots(draft, slots, without_theme)


def _with_due_pieces(draft: PlanDraft, slots: list[Slot], path: TargetPath) -> list[Slot]:
    """The slots with each piece that is due in a window, where a draft of the themes has its category already."""
    pieces = windows.due_pieces(draft, slots)
    if not pieces:
        return slots
    return windows.place_pieces(draft, slots, draft_themes(instance_input(draft, slots, path)), pieces)


def instance_input(draft: PlanDraft, slots: Sequence[Slot], path: TargetPath) -> InstanceInput:
    """What the search for themes is asked, of these slots."""
    titles = {piece.title for piece in draft.strategy.content}
    return InstanceInput(
        strategy=draft.strategy,
        slots=tuple(slots),
        share_of=path.at,
        targets=campaign_targets(draft.strategy, slots, path.at, draft.today),
        campaigns=campaigns_by_theme(draft.strategy, slots),
        may_join=_platforms_open_to_subjects(draft, slots),
        earlier=[slot.earlier.theme if slot.earlier else "" for slot in slots],
        is_held=[
            slot.earlier is not None and (slot.platform, slot.day, slot.earlier.theme) in draft.held_places
            for slot in slots
        ],
        tells_piece=[slot.earlier is not None and slot.earlier.title in titles for slot in slots],
        keeps_themes=draft.keeps_themes,
        is_adapted=draft.is_adapted,
        has_lost_slots=_has_lost_slots(draft, slots),
        windows=windows.movable_pieces(draft, slots),
    )


def _has_lost_slots(draft: PlanDraft, slots: Sequence[Slot]) -> bool:
    """Whether a post of the earlier plan that is to come has none of the slots: it is gone, or a pin has it."""
    had = Counter((pin.platform, pin.day) for pin in draft.earlier if pin.day >= draft.today and not pin.is_open)
    have = Counter((slot.platform, slot.day) for slot in slots if slot.earlier)
    return any(have[place] < count for place, count in had.items())


def _platforms_open_to_subjects(draft: PlanDraft, slots: Sequence[Slot]) -> Mapping[tuple[date, str], frozenset[str]]:
    """For each day and theme with a settled subject, the platforms that may tell that subject too.

    There are some only where the one subject is a piece of content that begins that day. Two posts of one theme on one
    platform and day, as only the user settles them, are two subjects.
    """
    pieces = {piece.title: piece for piece in draft.strategy.content}
    first_days: dict[str, date] = {}  # of each piece
    subjects: dict[tuple[date, str], set[tuple[str, str]]] = {}
    posts = Counter[tuple[date, str, str]]()
    for slot in slots:
        if slot.pin and slot.pin.theme:
            posts[slot.day, slot.pin.theme, slot.platform] += 1
        if slot.pin and slot.pin.theme and any(slot.pin.subject_key):
            first_days.setdefault(slot.pin.piece, slot.day)
            subjects.setdefault((slot.day, slot.pin.theme), set()).add(slot.pin.subject_key)
    found = dict.fromkeys(subjects, frozenset[str]())
    for (day, theme), keys in subjects.items():
        title, subject = min(keys)
        is_one_piece = len(keys) == 1 and not subject and title in pieces
        if is_one_piece and first_days[title] == day and pieces[title].theme == theme:
            found[day, theme] = frozenset(
                platform.platform for platform in platforms_for(draft.strategy, pieces[title])
            )
    for (day, theme), names in _platforms_of_earlier_subjects(draft, slots).items():
        found[day, theme] = found.get((day, theme), frozenset()) | names
    return found | {(day, theme): frozenset() for (day, theme, _), count in posts.items() if count > 1}


def _platforms_of_earlier_subjects(draft: PlanDraft, slots: Sequence[Slot]) -> dict[tuple[date, str], frozenset[str]]:
    """For each day and theme of the earlier plan, the platforms that had it: no other joins them."""
    themes = {theme.theme for theme in draft.strategy.themes}
    found: dict[tuple[date, str], frozenset[str]] = {}
    for slot in slots:
        if slot.earlier and slot.earlier.subject and slot.earlier.theme in themes:
            key = (slot.day, slot.earlier.theme)
            found[key] = found.get(key, frozenset()) | {slot.platform}
    return found


def _theme_gaps(draft: PlanDraft, without_theme: Sequence[Slot]) -> Iterator[PostGap]:
    """The number of slots without a theme, for each platform."""
    for platform in draft.strategy.platforms:
        days = [slot.day for slot in without_theme if slot.platform == platform.platform]
        if days:
            yield PostGap.of_days(platform.platform, GapCause.NO_THEME, Counter(days))


def _lost_hooks(draft: PlanDraft, without_theme: Sequence[Slot]) -> Iterator[Problem]:
    """A problem for each key date whose post no theme can have on its day, with the first of these days."""
    for key_date in draft.strategy.key_dates:
        lost = [slot for slot in without_theme if slot.pin and slot.pin.key_date == key_date.name]
        if lost:
            names = tuple(dict.fromkeys(slot.platform for slot in lost))
            values = {"name": key_date.name, "day": min(slot.day for slot in lost), "platforms": names}
            yield Problem("hook_no_theme_left", key_date.source.place("theme"), Severity.WARNING, values)


def _unplaced_problem(piece: Piece) -> Problem:
    return Problem("piece_unplaced", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})
