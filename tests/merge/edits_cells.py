"""What a user types into a cell of the calendars: each function is one edit, and says what he expects of it."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial

from edited_workbook import Edit, EditedWorkbook
from small_calendar import day

from calgen.book.words import load_words


def typed_text(d: EditedWorkbook) -> None:
    """The text of a post."""
    d.note(d.post())


def typed_title(d: EditedWorkbook) -> None:
    """A title over the live one: it stays on that post alone."""
    d.note(d.post(lambda one: len(d.posts_of(d.subject_of(one))) > 1), "title")


def cleared_title(d: EditedWorkbook) -> None:
    """A live cell emptied comes back."""
    d.empty(d.post(), "title")


def retitled_subject(d: EditedWorkbook) -> None:
    """Another title in the editorial calendar; the live titles follow by themselves."""
    d.note(d.subject(), "title", "editorial")


def found_subject(d: EditedWorkbook) -> None:
    """A title for a subject that was to be found: the user has begun it, so it keeps a post at least."""
    row = d.subject(lambda one: bool(d.editorial.get(one, "suggestions")))
    d.note(row, "title", "editorial")


def _status(code: str, d: EditedWorkbook) -> None:
    """A status. From approved on the post does not move; cancelled, its slot stays empty."""
    row = d.post()
    d.put("social", row, "status", d.words.choice("status", code))
    if code == "cancelled":
        d.plans(row, ripples=0)
    if code in ("approved", "scheduled", "published"):
        for key in ("date", "time", "platform", "theme"):
            d.says["social", row, key] = d.social.get(row, key)


def status(code: str) -> Edit:
    """The edit that gives a post this status."""
    found = partial(_status, code)
    found.__name__ = f"status_{code}"  # type: ignore[attr-defined]
    return found


def approved_subject(d: EditedWorkbook) -> None:
    """Approving a subject approves those of its posts that nobody has begun."""
    row = d.subject(lambda one: len(d.posts_of(one)) > 1)
    approved, begun = d.words.choice("status", "approved"), d.words.choice("status", "in_progress")
    first, *others = d.posts_of(row)
    d.put("editorial", row, "status", approved)
    d.put("social", first, "status", begun)
    for one in others:
        d.says["social", one, "status"] = approved


def moved_date(d: EditedWorkbook) -> None:
    """A post moved to another day of its week: a fixed point of the plan."""
    row = d.post()
    old = d.social.get(row, "date")
    d.put("social", row, "date", old + timedelta(days=1 if old.weekday() < 3 else -1))
    d.plans(row)


def moved_far(d: EditedWorkbook) -> None:
    """A post moved by two weeks."""
    row = d.post(lambda one: d.social.get(one, "date") < day("2027-01-18"))
    d.put("social", row, "date", d.social.get(row, "date") + timedelta(days=15))
    d.plans(row, ripples=6)


def moved_hour(d: EditedWorkbook) -> None:
    """Another hour."""
    row = d.post()
    d.put("social", row, "time", time(21, 5))
    d.plans(row, ripples=0)


def changed_platform(d: EditedWorkbook) -> None:
    """A post on the other platform."""
    row = d.post()
    d.put("social", row, "platform", "Facebook" if d.social.get(row, "platform") == "Instagram" else "Instagram")
    d.plans(row, ripples=6)


def unknown_platform(d: EditedWorkbook) -> None:
    """A platform that the strategy has not: the post is the user's affair, and he is told."""
    row = d.post()
    d.put("social", row, "platform", "Pinterest")
    d.plans(row, ripples=6)
    d.told.add(("social", row))


def changed_theme(d: EditedWorkbook) -> None:
    """Another theme of the strategy."""
    row = d.post()
    others = {str(d.social.get(one, "theme")) for one in d.social.rows} - {d.social.get(row, "theme")}
    d.put("social", row, "theme", d.rng.choice(sorted(others)))
    d.plans(row, ripples=6)


def unknown_theme(d: EditedWorkbook) -> None:
    """A theme that the strategy has not: it stays, and is told."""
    row = d.post()
    d.put("social", row, "theme", d.token("Thème"))
    d.plans(row, ripples=6)
    d.told.add(("social", row))


def changed_category(d: EditedWorkbook) -> None:
    """Another category."""
    row = d.post()
    code = "curate" if d.social.get(row, "category") != d.words.choice("category", "curate") else "promote"
    d.put("social", row, "category", d.words.choice("category", code))
    d.plans(row, ripples=6)


def _typed(key: str, value: object, d: EditedWorkbook) -> None:
    row = d.post()
    d.put("social", row, key, value)
    if key in ("format", "owner", "objective", "audience", "stage"):
        d.plans(row, ripples=3)


def typed(name: str, key: str, value: object) -> Edit:
    """The edit that types this value into a column of a post."""
    found = partial(_typed, key, value)
    found.__name__ = name  # type: ignore[attr-defined]
    return found


def cleared_cell(d: EditedWorkbook) -> None:
    """A cell of calgen's emptied stays empty."""
    d.put("social", d.post(), "hashtags", None)


def cleared_reason(d: EditedWorkbook) -> None:
    """The reason comes back: calgen can say it again."""
    d.empty(d.post(), "reason")


def formula_in_a_cell(d: EditedWorkbook) -> None:
    """A formula typed into a cell follows its row."""
    d.formula("social", d.post(), "text", '="Promo "&{theme}&" A1 "&TEXT({date},"dd/mm")')


def results(d: EditedWorkbook) -> None:
    """Results typed in."""
    row = d.post()
    for key in ("impressions", "engagements", "clicks", "conversions"):
        d.put("social", row, key, d.rng.randrange(1, 5000))


def kept(d: EditedWorkbook) -> None:
    """`keep`: the post does not move, whatever the plan would like."""
    row = d.post()
    d.put("social", row, "keep", d.words.choice("yes_no", "yes"))
    for key in ("date", "time", "platform", "theme"):
        d.says["social", row, key] = d.social.get(row, key)


def brief(d: EditedWorkbook) -> None:
    """Another brief, on two lines."""
    d.put("editorial", d.subject(), "brief", d.token() + "\nà la ligne")


def notes(d: EditedWorkbook) -> None:
    """A note on a subject."""
    d.note(d.subject(), "notes", "editorial")


def draft_due(d: EditedWorkbook) -> None:
    """Another day for the draft."""
    d.put("editorial", d.subject(), "draft_due", day("2026-12-30"))


def joined_subject(d: EditedWorkbook) -> None:
    """The link typed over with the number of another subject: the post now belongs to that one."""
    row, other = d.post(), d.subject()
    d.loose.add(("editorial", d.subject_of(row)))
    d.put("social", row, "editorial", other)
    d.plans(row, ripples=0)


CELLS: tuple[Edit, ...] = (
    typed_text, typed_title, cleared_title, retitled_subject, found_subject,
    *map(status, load_words("en").choices("status")), approved_subject,
    moved_date, moved_far, moved_hour, changed_platform, unknown_platform, changed_theme, unknown_theme,
    changed_category, typed("changed_format", "format", "Story"), typed("changed_owner", "owner", "Sandrine et Chloé"),
    typed("changed_objective", "objective", "Autre chose"), typed("changed_audience", "audience", "Nos voisines"),
    typed("typed_url", "url", "https://www.instagram.com/p/Cx_1?igsh=é&b=%20"),
    typed("typed_variant", "variant", "A"),
    typed("typed_link", "link", "https://exemple.example/?utm_source=moi"),
    typed("typed_image", "image", "photo 12.jpg"),
    typed("emoji", "text", "💇‍♀️ Léa 🇫🇷 👩🏽‍🦱 é ✓"),
    typed("spaces_kept", "text", "  deux lignes \n\n et des espaces  "),
    typed("number_in_a_text", "text", 2027), typed("plus_as_text", "text", "+33 6 12 34 56 78"),
    typed("mention", "text", "@lea -20 % - un tiret"), typed("true_as_variant", "variant", True),
    cleared_cell, cleared_reason, formula_in_a_cell, results, kept, brief, notes, draft_due, joined_subject,
)  # fmt: skip
