"""Variety of themes; objectives with their posts, and how well each platform serves its mission."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from calgen.book.sheet import Rule
from calgen.view import looks
from calgen.view.balance.page import Figure, Page, add_row, count, every_post, headings, labels, section
from calgen.view.desk import Desk, text


def themes(desk: Desk, page: Page) -> None:
    """Each theme: posts, part asked by the target path, part planned."""
    page.breaks.append(page.row)
    section(desk, page, "variety")
    headings(page, labels(desk, "theme", "category", "posts", "share_asked", "share_got"))
    lines = [one for one in desk.plan.certificate if one.level == "theme" and not one.platform]
    wanted = {one.name: one.asked for one in lines}
    counts, total = Counter(post.theme for post in desk.plan.posts), len(desk.plan.posts)
    top = page.row
    for name in sorted(desk.themes, key=lambda one: (desk.categories.index(desk.themes[one].category), one)):
        row, category = page.row, desk.themes[name].category
        share = counts[name] / total if total else 0.0
        values: list[Figure] = [
            (desk.category(category), "", replace(looks.NAME, fill=looks.category_color(desk.categories, category))),
            (counts[name], "=" + count(desk, ("theme", f"$A{row}")), looks.FIGURE),
            (wanted.get(name, 0.0) / total if total else 0.0, "", looks.PERCENT),
            (share, f"=IF({every_post(desk)}=0,0,C{row}/{every_post(desk)})", looks.PERCENT),
        ]
        add_row(page, name, values)
    page.rules.append(Rule(f"C{top}:C{page.row - 1}", bar="#9FB3C8"))


def missions(desk: Desk, page: Page) -> None:
    """Objectives with their posts; platforms with the part of their posts that serves their mission."""
    section(desk, page, "missions")
    headings(page, labels(desk, "objective", "posts", "share_got"))
    counts, total = Counter(post.objective for post in desk.plan.posts), len(desk.plan.posts)
    for one in desk.strategy.objectives:
        row, got = page.row, counts[one.objective]
        share = f"=IF({every_post(desk)}=0,0,B{row}/{every_post(desk)})"
        posts: Figure = (got, "=" + count(desk, ("objective", f"$A{row}")), looks.FIGURE)
        add_row(
            page,
            one.objective,
            [posts, (got / total if total else 0.0, share, looks.PERCENT)],
            replace(looks.NAME, wrap=True),
        )
        page.heights[row] = 3 + 13.5 * looks.lines_of(one.objective, 32)
    page.row += 1
    headings(page, labels(desk, "platform", "served", "served_share", "mission"))
    for platform in desk.strategy.platforms:
        row, name = page.row, platform.platform
        own = [post for post in desk.plan.posts if post.platform == name]
        served = sum(post.objective in platform.objectives for post in own)
        tests = [count(desk, ("platform", f"$A{row}"), ("objective", text(one))) for one in platform.objectives]
        share = f"=IF({count(desk, ('platform', f'$A{row}'))}=0,0,B{row}/{count(desk, ('platform', f'$A{row}'))})"
        values: list[Figure] = [
            (served, "=" + ("+".join(tests) or "0"), looks.FIGURE),
            (served / len(own) if own else 0.0, share, looks.PERCENT),
            (platform.mission, "", replace(looks.NAME, color=looks.SOFT)),
        ]
        add_row(page, name, values)
