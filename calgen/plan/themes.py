"""The pass that says what each slot is about: themes filled in, subjects grouped, pieces given their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from calgen.book.problems import Problem as Told
from calgen.book.problems import Severity
from calgen.plan import windows
from calgen.plan.assign_themes import Assignment, assign_themes, draft_themes
from calgen.plan.campaigns import campaign_of, stage_on
from calgen.plan.instance import AssignmentInput
from calgen.plan.kept_posts import titles_of_kept_subjects
from calgen.plan.model import GapCause, PlanDraft, Post, PostGap, Reason, Slot, Subject, TitleSource
from calgen.plan.pieces import platforms_for
from calgen.plan.slots import remove_slots
from calgen.plan.subjects import Grouping, SubjectGroup, group_posts
from calgen.plan.target_path import TargetPath, off_mission_pairs, ordered_categories
from calgen.strategy import Strategy
from calgen.strategy.content import Piece
from calgen.strategy.themes import Theme


def choose_themes(draft: PlanDraft) -> PlanDraft:
    """Posts and subjects, from the slots. Slots that no theme can hold, and pieces without a place, are told."""
    slots, empty = list(draft.slots), list[Slot]()
    path = draft.path or TargetPath(draft.strategy)
    left: tuple[Piece, ...] = ()
    slots = _with_due_pieces(draft, slots, path)
    while True:  # each round pins a piece at least, so there is an end
        filled, slots, more = _fill(draft, slots, path)
        empty += more
        grouped = group_posts(draft.strategy, slots, filled.themes, draft.horizon.first, draft.horizon.last)
        left = tuple(piece for piece in grouped.left if windows.is_due(draft, piece))
        placed = windows.place_pieces(draft, slots, filled.themes, left)
        if placed == slots:
            break
        slots = placed
    posts, subjects = _posts_and_subjects(draft, slots, filled, grouped)
    problems = (*draft.problems, *(_unplaced_problem(piece) for piece in left))
    gaps = (*draft.gaps, *_theme_gaps(draft, empty))
    return replace(draft, posts=posts, subjects=subjects, slots=tuple(slots), problems=problems, gaps=gaps, path=path)


def _fill(draft: PlanDraft, slots: list[Slot], path: TargetPath) -> tuple[Assignment, list[Slot], list[Slot]]:
    """Slots that no theme can hold are taken out, and the rest filled again: an empty one has no part in the mix."""
    empty: list[Slot] = []
    while True:
        filled = assign_themes(_instance(draft, slots, path))
        if all(filled.themes):
            return filled, windows.move_pieces(slots, filled.moved_pieces), empty
        none = [slot for slot, theme in zip(slots, filled.themes, strict=True) if not theme]
        empty += none
        slots = remove_slots(draft, slots, none)


def _earlier_themes(draft: PlanDraft) -> dict[tuple[str, date], tuple[str, ...]]:
    """The themes that an earlier plan had on each platform and day."""
    found: dict[tuple[str, date], tuple[str, ...]] = {}
    for pin in draft.earlier:
        found[pin.platform, pin.day] = (*found.get((pin.platform, pin.day), ()), pin.theme)
    return found


def _open_platforms(draft: PlanDraft, slots: Sequence[Slot]) -> dict[tuple[date, str], frozenset[str]]:
    """For each day's pinned themes, where the one pinned subject may be told; nowhere where there are several."""
    pieces = {piece.title: piece for piece in draft.strategy.content}
    launched: dict[str, date] = {}
    subjects: dict[tuple[date, str], set[tuple[str, str]]] = {}
    for slot in slots:
        if slot.pin and any(slot.pin.subject_key):
            launched.setdefault(slot.pin.piece, slot.day)
            subjects.setdefault((slot.day, slot.pin.theme), set()).add(slot.pin.subject_key)
    found = dict.fromkeys(subjects, frozenset[str]())
    for key, ((piece, subject), *others) in ((key, sorted(several)) for key, several in subjects.items()):
        alone = piece in pieces and not subject and not others
        if alone and launched[piece] == key[0] and pieces[piece].theme == key[1]:
            found[key] = frozenset(one.platform for one in platforms_for(draft.strategy, pieces[piece]))
    voices = Counter((slot.day, slot.pin.theme, slot.platform) for slot in slots if slot.pin and slot.settled_theme)
    # Two of one theme on one platform and day, as only the user puts them, are two subjects.
    return found | {(day, theme): frozenset[str]() for (day, theme, _), count in voices.items() if count > 1}


def _with_due_pieces(draft: PlanDraft, slots: list[Slot], path: TargetPath) -> list[Slot]:
    """A slot for each piece that is due in a window, where a first filling already puts its category."""
    pieces = windows.due_pieces(draft, slots)
    if not pieces:
        return slots
    return windows.place_pieces(draft, slots, draft_themes(_instance(draft, slots, path)), pieces)


def _instance(draft: PlanDraft, slots: Sequence[Slot], path: TargetPath) -> AssignmentInput:
    return AssignmentInput(
        tuple(slots),
        path,
        ordered_categories(draft.strategy),
        {theme.theme: theme.category for theme in draft.strategy.themes},
        {theme.theme: theme.spacing for theme in draft.strategy.themes},
        _open_platforms(draft, slots),
        _earlier_themes(draft),
        off_mission_pairs(draft.strategy),
        windows.movable_pieces(draft, slots),
    )


def _posts_and_subjects(
    draft: PlanDraft, slots: Sequence[Slot], filled: Assignment, grouped: Grouping
) -> tuple[tuple[Post, ...], tuple[Subject, ...]]:
    themes = {theme.theme: theme for theme in draft.strategy.themes}
    titles = titles_of_kept_subjects(draft)
    typed = {pin.title for pin in draft.pins if not pin.is_removed}
    before = _earlier_titles(draft, slots, grouped, typed)
    used = {*typed, *before.values()}
    ideas = {name: [idea for idea in theme.ideas if idea not in used] for name, theme in themes.items()}
    subjects, posts = [], {}
    for number, one in enumerate(grouped.groups):
        theme = themes[one.theme]
        if number in before:
            title, origin = before[number], TitleSource.IDEA
        else:
            title, origin = _title(one, theme, ideas[one.theme], titles)
        days = sorted(slots[at].day for at in one.posts)
        piece = one.piece.title if one.piece else ""
        for turn, at in enumerate(sorted(one.posts, key=lambda at: slots[at].sort_key), 1):
            outing = (Reason("outing", {"number": turn, "piece": piece}),) if piece and turn > 1 else ()
            own = themes[filled.themes[at]]
            posts[at] = _post(draft.strategy, slots[at], own, number, filled.shortfalls[at], outing)
        made = Subject(number, one.theme, theme.category, title, days[0], days[-1], piece, origin, kept_id=one.kept)
        subjects.append(_with_marks_of_posts(made, [posts[at] for at in one.posts]))
    return tuple(posts[at] for at in sorted(posts)), tuple(subjects)


def _earlier_titles(draft: PlanDraft, slots: Sequence[Slot], grouped: Grouping, taken: set[str]) -> dict[int, str]:
    """The ideas that an earlier plan gave to the same posts stay theirs: number of the group → its title."""
    themes = {theme.theme: set(theme.ideas) for theme in draft.strategy.themes}
    earlier = {(pin.platform, pin.day, pin.theme): pin.title for pin in draft.earlier}
    found: dict[int, str] = {}
    for number, one in enumerate(grouped.groups):
        titles = [earlier.get((slots[at].platform, slots[at].day, one.theme), "") for at in one.posts]
        title = next((title for title in titles if title in themes[one.theme] and title not in taken), "")
        if title and not (one.piece or one.kept or one.title):
            found[number] = title
            taken = taken | {title}
    return found


def _title(group: SubjectGroup, theme: Theme, ideas: list[str], kept: dict[str, str]) -> tuple[str, TitleSource]:
    """The title of a group and its source: the calendar, its piece, else the theme's next idea (each used once)."""
    if not group.kept and not group.piece and not group.title:
        return (ideas.pop(0), TitleSource.IDEA) if ideas else ("", TitleSource.NONE)
    title = kept[group.kept] if group.kept else group.piece.title if group.piece else group.title
    if not title:
        return title, TitleSource.NONE
    if group.piece and group.piece.title == title:
        return title, TitleSource.CONTENT
    return title, TitleSource.IDEA if title in theme.ideas else TitleSource.USER


def _with_marks_of_posts(subject: Subject, posts: Sequence[Post]) -> Subject:
    """The subject with the stage, campaign and key date of its posts, the first that has one."""

    def first(values: Iterable[str]) -> str:
        return next(filter(None, values), "")

    return replace(
        subject,
        stage=first(post.stage for post in posts),
        campaign=first(post.campaign for post in posts),
        key_date=first(post.key_date for post in posts),
    )


def _post(
    strategy: Strategy, slot: Slot, theme: Theme, subject: int, behind: float, outing: tuple[Reason, ...]
) -> Post:
    count = Reason("cadence_" + slot.period_unit, {"number": slot.index, "of": slot.period_posts})
    settled = slot.settled_theme and not (slot.pin and slot.pin.is_retained)
    due = () if settled else (Reason("due", {"category": theme.category, "behind": round(behind, 1)}),)
    platform = next(one for one in strategy.platforms if one.platform == slot.platform)
    kept = slot.pin if slot.pin and slot.pin.is_kept else None
    name = slot.pin.campaign if slot.pin else ""
    if not name and not kept:
        name = campaign_of(strategy, platform, slot.day, theme.theme)
    campaign = next((one for one in strategy.campaigns if one.campaign == name), None)
    stage = stage_on(campaign, slot.day) if campaign else theme.stage
    stage = (kept.stage if kept else "") or stage
    push = (Reason("campaign", {"name": name, "stage": stage}),) if name else ()
    return Post(
        slot.day,
        slot.time,
        slot.platform,
        theme.theme,
        theme.category,
        subject,
        stage=stage,
        reasons=(*slot.reasons, *push, *outing, count, *due),
        kept_id=kept.id if kept else "",
        campaign=name,
        key_date=slot.pin.key_date if slot.pin else "",
        has_named_day=slot.pin.has_named_day if slot.pin else False,
        outside_mix=bool(slot.theme_outside_mix),
    )


def _theme_gaps(draft: PlanDraft, empty: Sequence[Slot]) -> Iterator[PostGap]:
    """The slots that no theme can hold, per platform."""
    for platform in draft.strategy.platforms:
        days = [slot.day for slot in empty if slot.platform == platform.platform]
        if days:
            yield PostGap(platform.platform, GapCause.NO_THEME, len(days), min(days))


def _unplaced_problem(piece: Piece) -> Told:
    return Told("piece_unplaced", piece.source.place("title"), Severity.WARNING, {"piece": piece.title})
