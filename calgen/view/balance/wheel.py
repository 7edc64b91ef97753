"""The strategy wheel as a ring, coloured by priority, with the posts that serve each of its missions."""

from __future__ import annotations

from dataclasses import replace

from calgen.book.sheet import ConditionalFormat, Style, StyledCell
from calgen.strategy.wheel import Approach
from calgen.view import styles
from calgen.view.balance.page import (
    OFF,
    Figure,
    Page,
    add_row,
    any_of,
    beside,
    every_post,
    headings,
    labels,
    portion,
    section,
    series,
)

PRIORITY = {
    "primary": (styles.NAVY, styles.PAPER),
    "secondary": ("#829AB1", styles.PAPER),
    "no": ("#E4E7EB", styles.SOFT),
}
DOMAIN = ("branding", "selling", "community")
_RING = 330  # pixels


def ring(page: Page) -> None:
    """The missions by domain; what is chosen and served by nothing is in colour."""
    wheel = sorted(page.desk.strategy.wheel, key=_order)
    if not wheel:
        return
    desk = page.desk
    section(page, "wheel")
    first = page.blocks[-1]
    headings(page, labels(desk, "approach", "number", "domain", "priority", "posts", "share_got"), plain=1)
    head, top, equal = page.row - 1, page.row, page.take(1)
    for number, one in enumerate(wheel, 1):
        _approach(page, number, one)
        page.cells[page.row - 1, equal] = StyledCell(1, styles.QUIET)
    rows = (top, page.row - 1)
    page.rules.append(
        ConditionalFormat(
            f"E{top}:E{rows[1]}", f'=AND(E{top}=0,D{top}="{desk.words.choice("wheel_priority", "primary")}")', OFF
        )
    )
    page.row += 1
    domains, spoken = _domains(page, wheel), desk.words.choice
    colors = tuple(PRIORITY[one.priority][0] for one in wheel)
    numbers = tuple((str(number), PRIORITY[one.priority][1]) for number, one in enumerate(wheel, 1))
    within = tuple((spoken("domain", code), styles.SOFT) for code in _codes(wheel))
    inner = series(page, (head, 3), 1, 2, domains, point_colors=("#F0F4F8",) * len(within), point_names=within)
    outer = series(page, (head, 4), 2, equal, rows, point_colors=colors, point_names=numbers)
    beside(page, "ring", "chart_wheel", first, [inner, outer], tall=_RING)
    page.row += 1


def _order(one: Approach) -> tuple[int, str]:
    return (DOMAIN.index(one.domain) if one.domain in DOMAIN else len(DOMAIN), one.approach)


def _approach(page: Page, number: int, one: Approach) -> None:
    desk, row = page.desk, page.row
    objectives = [each.objective for each in desk.strategy.objectives if one.approach in each.approaches]
    got = sum(page.tally.count(objective=name) for name in objectives)
    formula = "=" + any_of(desk, objectives, ("platform", '"?*"'))
    fill, ink = PRIORITY[one.priority]
    plain = replace(styles.NAME, color=styles.SOFT, align="right")
    values: list[Figure] = [
        (number, "", replace(plain, bold=True)),
        (desk.words.choice("domain", one.domain), "", plain),
        (
            desk.words.choice("wheel_priority", one.priority),
            "",
            Style(bold=True, color=ink, fill=fill, align="right", bottom=styles.LINE),
        ),
        (got, formula, styles.FIGURE),
        (got / page.tally.total if page.tally.total else 0.0, portion(f"E{row}", every_post(desk)), styles.PERCENT),
    ]
    add_row(page, one.approach, values, replace(styles.NAME, bold=one.priority != "no"))


def _codes(wheel: list[Approach]) -> list[str]:
    """The domains, in the order of the ring."""
    return list(dict.fromkeys(one.domain for one in wheel))


def _domains(page: Page, wheel: list[Approach]) -> tuple[int, int]:
    """The domains with how many missions of each there are: the inner ring."""
    desk = page.desk
    headings(page, labels(desk, "domain", "missions_there", "chosen"))
    top = page.row
    for code in _codes(wheel):
        own = [one for one in wheel if one.domain == code]
        chosen = sum(one.priority != "no" for one in own)
        add_row(page, desk.words.choice("domain", code), [(len(own), "", styles.FIGURE), (chosen, "", styles.FIGURE)])
    return (top, page.row - 1)
