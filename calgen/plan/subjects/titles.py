"""The titles of subjects: what the user typed, the title of a piece, or an idea of the theme; ideas are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from calgen.plan.draft import PlanDraft
from calgen.plan.model import Slot, TitleSource
from calgen.plan.pins.kept_posts import titles_of_subjects
from calgen.plan.subjects.subject_group import SubjectGroup
from calgen.strategy.themes import Theme

MOST_BEHIND = 1.5  # ideas: how far a theme may be behind its part for the sake of all themes together
FIRST_WITHIN = 3  # subjects of a theme: one of the first has an idea, if there is one
EPSILON = 1e-9


def titles_of_groups(
    draft: PlanDraft, slots: Sequence[Slot], groups: Sequence[SubjectGroup]
) -> list[tuple[str, TitleSource]]:
    """The title of each group and its source; the title is empty where it is to be found.

    Each idea of a theme is used once, and not at all where the user typed it as a title. A subject keeps the idea that
    the earlier plan gave it. The others are spread over the subjects of the theme that have no title. None is given to
    a subject about a key date, whose title is to be found for that day.
    """
    themes = {theme.theme: theme for theme in draft.strategy.themes}
    pins = (*draft.pins, *(slot.pin for slot in slots if slot.pin))
    typed = {pin.title for pin in pins if not pin.is_removed}
    ideas_of = _earlier_ideas(draft, slots, groups, themes, typed)
    used = {*typed, *ideas_of.values()}
    left = {name: [idea for idea in theme.ideas if idea not in used] for name, theme in themes.items()}
    kept_titles, settled = titles_of_subjects(pins), {pin.subject for pin in draft.pins if pin.is_kept}

    def lacks_title(group: SubjectGroup) -> bool:
        """Whether calgen may still give a title: that of a subject of the user's own posts is the user's to find."""
        is_open = not group.kept_id or not (kept_titles[group.kept_id] or group.kept_id in settled)
        return is_open and not group.piece and not group.title

    has_title = [number in ideas_of or not lacks_title(group) for number, group in enumerate(groups)]
    others = [number for number, group in enumerate(groups) if has_title[number] or not group.is_of_day]
    known = {pin.theme for pin in (*draft.earlier, *draft.kept) if pin.subject or pin.title}
    late = themes.keys() - known if known else ()  # the calendar had no post of them
    spread = spread_ideas([(groups[number].theme, has_title[number]) for number in others], left, late)
    ideas_of |= {others[at]: idea for at, idea in spread.items()}
    return [
        (ideas_of[number], TitleSource.IDEA)
        if number in ideas_of
        else _settled_title(group, kept_titles, themes[group.theme], _is_about_day(group, slots))
        for number, group in enumerate(groups)
    ]


def spread_ideas(
    subjects: Sequence[tuple[str, bool]], ideas: Mapping[str, Sequence[str]], late: Collection[str] = ()
) -> dict[int, str]:
    """An idea of its theme for some of the subjects without a title, evenly over the plan, by index.

    `subjects` are the theme of each and whether it has a title, in order of day. After each subject, each theme, and
    all themes together, have their part of the titles as near as can be: error diffusion in both, as for the mix. All
    ideas are given, where a theme has as many subjects without a title. The first subject of a `late` theme has one.
    """
    counts = Counter(theme for theme, _ in subjects)
    open_ones = Counter(theme for theme, has_title in subjects if not has_title)
    titles = {
        theme: n - open_ones[theme] + min(open_ones[theme], len(ideas.get(theme, ()))) for theme, n in counts.items()
    }
    first = {theme: 1 if theme in late else FIRST_WITHIN for theme in counts}  # the subject by which an idea is due
    behind = {theme: max(0.0, MOST_BEHIND - first[theme] * titles[theme] / n) for theme, n in counts.items()}
    overall = 0.5  # half a title ahead, for the first subjects are the next to be made
    given, found = Counter[str](), dict[int, str]()
    for number, (theme, has_title) in enumerate(subjects):
        behind[theme] += titles[theme] / counts[theme]
        overall += titles[theme] / counts[theme]
        if not has_title:
            open_ones[theme] -= 1
            waiting = len(ideas.get(theme, ())) - given[theme]
            is_due = behind[theme] > MOST_BEHIND - EPSILON or (behind[theme] > MOST_BEHIND - 2 and overall > 0.5)
            if not waiting or not (is_due or waiting > open_ones[theme]):
                continue
            found[number] = ideas[theme][given[theme]]
            given[theme] += 1
        behind[theme] -= 1
        overall -= 1
    return found


def _is_about_day(group: SubjectGroup, slots: Sequence[Slot]) -> bool:
    """Whether the title of a subject is to be found for its key date, and the calendar does not say another thing."""
    pins = (slots[index].pin for index in group.posts)
    return group.is_of_day and not any(pin is not None and pin.is_sought_by_theme for pin in pins)


def _settled_title(
    group: SubjectGroup, kept_titles: Mapping[str, str], theme: Theme, is_about_day: bool
) -> tuple[str, TitleSource]:
    """The title that the user or a piece settles, and its source."""
    title = kept_titles[group.kept_id] if group.kept_id else group.piece.title if group.piece else group.title
    if not title:
        return "", TitleSource.KEY_DATE if is_about_day else TitleSource.NONE
    if group.piece and group.piece.title == title:
        return title, TitleSource.CONTENT
    return title, TitleSource.IDEA if title in theme.ideas else TitleSource.USER


def _earlier_ideas(
    draft: PlanDraft,
    slots: Sequence[Slot],
    groups: Sequence[SubjectGroup],
    themes: Mapping[str, Theme],
    typed: set[str],
) -> dict[int, str]:
    """The ideas that the earlier plan gave to the same posts, by number of the group; without those typed."""
    earlier = {(pin.platform, pin.day, pin.theme): pin.title for pin in draft.earlier}
    found, taken = dict[int, str](), set(typed)
    for number, group in enumerate(groups) if earlier else ():
        ideas = themes[group.theme].ideas
        keys = ((slots[index].platform, slots[index].day, group.theme) for index in group.posts)
        titles = (earlier.get(key, "") for key in keys)
        title = next((title for title in titles if title in ideas and title not in taken), "")
        if title and not (group.kept_id or group.piece or group.title):
            found[number] = title
            taken.add(title)
    return found
