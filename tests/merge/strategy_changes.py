"""What may happen to the strategy between two runs, and what a user then expects to find of it in the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from edited_workbook import EditedWorkbook
from workbook_contents import WorkbookContents, packed, parts, sheet_parts


@dataclass(frozen=True)
class StrategyChange:
    """A change of the strategy: what is typed, and whether its effect is found (the workbook before, and after)."""

    name: str
    typed: Callable[[EditedWorkbook], None]
    found: Callable[[WorkbookContents, WorkbookContents], bool]


def _facebook_twice_as_often(draft: EditedWorkbook) -> None:
    _row(draft.input("Plateformes"), "Facebook")[3].value = 4


def _more_on_facebook(before: WorkbookContents, after: WorkbookContents) -> bool:
    return _on(after, "Facebook") >= _on(before, "Facebook") + 4


def _a_theme_more(draft: EditedWorkbook) -> None:
    fr = draft.input("Thèmes").title == "Thèmes"
    draft.input("Thèmes").append(["Podcast", "Échanger" if fr else "Interact", "Un\nDeux", "Écoutez-nous"])
    _two_weeks_more(draft)  # with as few changes as possible, a new theme is seen where there is room for it


def _the_theme_is_there(before: WorkbookContents, after: WorkbookContents) -> bool:
    return any(line.cells.get("theme") == "Podcast" for line in after.posts)


def _a_theme_less(draft: EditedWorkbook) -> None:
    draft.input("Thèmes").delete_rows(3)  # Offres, Offers


def _only_held_posts_of_it(before: WorkbookContents, after: WorkbookContents) -> bool:
    """A theme that is gone is planned no more: what is left of it was there before."""
    old = {line.id for line in before.posts if line.cells.get("theme") in ("Offres", "Offers")}
    left = [line for line in after.posts if line.cells.get("theme") in ("Offres", "Offers")]
    return all(line.id in old or line.id not in before.ids("social") for line in left)


def _the_other_language(draft: EditedWorkbook) -> None:
    cell = _row(draft.input("Réglages"), "Langue", "Language")[1]
    cell.value = "English" if cell.value == "Français" else "Français"


def _headings_have_turned(before: WorkbookContents, after: WorkbookContents) -> bool:
    """The heading of the reason, which no edit touches, is that of the other language."""
    titles = [
        str(seen.sheets["social"].cell(seen.heads["social"], seen.columns("social")["reason"]).value)
        for seen in (before, after)
    ]
    return titles[0] != titles[1]


def _two_weeks_more(draft: EditedWorkbook) -> None:
    _row(draft.input("Réglages"), "Semaines", "Weeks")[1].value += 2


def _the_calendar_is_longer(before: WorkbookContents, after: WorkbookContents) -> bool:
    return len(after.posts) >= len(before.posts) + 8


def _without_facebook(draft: EditedWorkbook) -> None:
    sheet = draft.input("Plateformes")
    sheet.delete_rows(_row(sheet, "Facebook")[0].row)


def _fewer_on_facebook(before: WorkbookContents, after: WorkbookContents) -> bool:
    return _on(after, "Facebook") < max(1, _on(before, "Facebook"))


def _row(sheet: Any, *labels: str) -> Any:
    return next(cells for cells in sheet.iter_rows() if cells[0].value in labels)


def _on(seen: WorkbookContents, platform: str) -> int:
    return sum(line.cells.get("platform") == platform for line in seen.posts)


CADENCE = StrategyChange("cadence", _facebook_twice_as_often, _more_on_facebook)
THEME = StrategyChange("theme", _a_theme_more, _the_theme_is_there)
LESS = StrategyChange("less", _a_theme_less, _only_held_posts_of_it)
LANGUAGE = StrategyChange("language", _the_other_language, _headings_have_turned)
LONGER = StrategyChange("longer", _two_weeks_more, _the_calendar_is_longer)
PLATFORM = StrategyChange("platform", _without_facebook, _fewer_on_facebook)
CHANGES = (CADENCE, THEME, LESS, LANGUAGE, LONGER, PLATFORM)


def twice_as_often(data: bytes) -> bytes:
    """Facebook asked for four times a week in the saved file, and no other byte of its parts touched."""
    held = parts(data)
    titles = sheet_parts(held)
    part = titles.get("Plateformes") or titles["Platforms"]
    held[part], count = re.subn(rb'(<c r="D2"[^>]*><v>)2(</v></c>)', rb"\g<1>4\2", held[part])
    assert count == 1
    return packed(held)
