"""The tab Review while it is drawn, and the sentences that several of its sections say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from calgen.review.model import Review
from calgen.view import styles
from calgen.view.figure_sheet import FigureSheet, add_lines

PRINTED = 12  # columns, of which the first is as wide as three others
LINE = replace(styles.BODY, bottom="", color=styles.GREY_TEXT, size=9, indent=1)


@dataclass(slots=True)
class ReviewSheet(FigureSheet):
    """The tab while it is drawn."""

    KEY: ClassVar[str] = "review"
    TEXTS: ClassVar[str] = "review"

    def text(self, key: str, **values: object) -> str:
        """A sentence with its values, in the workbook's language."""
        return self.context.words.text("review", key, **values)

    @property
    def review(self) -> Review:
        """What the tab shows; ValueError where there is nothing."""
        if self.context.review is None:
            raise ValueError("no result and no reading")
        return self.context.review


def add_sentence(sheet: ReviewSheet, text: str) -> None:
    """A small sentence below a row, over the width of the tab; nothing for an empty text."""
    if text:
        add_lines(sheet, text, LINE)
