"""The steps of the browser page: each takes bytes and plain values, and returns plain records and files.

`respond` is the only function that the page calls. What it says is in the language of the workbook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calgen import api
from calgen.book.languages import FALLBACK
from calgen.book.problems import Problem, Refused
from calgen.book.words import Words
from calgen.check.advice_order import by_severity, of_letter
from calgen.check.counted_findings import counts_of_letter, severity_text
from calgen.page_months import month_records
from calgen.records import problem_record

if TYPE_CHECKING:
    from calgen.figures.counted_calendar import CountedCalendar
    from calgen.review.model import Review

NO_FOLDER = Path("/nowhere")  # the page is given a workbook, not the folder with its pictures


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What the page asks: a workbook by name and bytes, the day, its language, and what the action needs beside."""

    data: bytes
    other: bytes  # of a second file: the answers of a client
    name: str = ""
    today: date = date.min
    now: datetime | None = None
    language: str = FALLBACK
    sample: str = ""
    to: str = ""
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the page shows, and the files that it offers: names and bytes, in order."""

    shown: Mapping[str, object]
    files: tuple[tuple[str, bytes], ...] = field(default=())


def respond(action: str, data: bytes, other: bytes, asked: str) -> tuple[str, list[bytes]]:
    """Answers an action of `ACTIONS`: a JSON object, and the bytes of its `files` in their order.

    `asked` is a JSON object with fields of `PageRequest`; days and moments are text. A refusal is an answer, too: its
    problems, and `stopped`.
    """
    request = PageRequest(data, other, **_typed(json.loads(asked)))
    try:
        answer = ACTIONS[action](request)
    except Refused as refused:
        words = on_page(api.workbook_words(data, request.name, request.language))
        answer = PageAnswer({"stopped": True, "refused": True} | _problem_table(refused.problems, words))
    names = [name for name, _ in answer.files]
    return json.dumps({**answer.shown, "files": names}), [content for _, content in answer.files]


def on_page(words: Words) -> Words:
    """The words in which the page speaks: of its buttons, where the command names commands and options."""
    return replace(words, is_on_page=True)


def _typed(asked: Mapping[str, str]) -> dict[str, Any]:
    kinds: dict[str, Callable[[str], object]] = {"today": date.fromisoformat, "now": datetime.fromisoformat}
    return {key: kinds.get(key, str)(value) for key, value in asked.items()}


def _problem_table(problems: tuple[Problem, ...], words: Words) -> dict[str, object]:
    """The problems in the order of the letter, each with the word of its severity and its place in words."""
    shown = [problem for _, own in by_severity(of_letter(problems)) for problem in own]
    records = [_problem_row(problem, words) for problem in shown]
    return {
        "language": words.language,
        "problems": records,
        "counts": counts_of_letter(problems, words.title("balance"), words) or words.text("labels", "nothing_to_say"),
    }


def _problem_row(problem: Problem, words: Words) -> dict[str, object]:
    found = problem_record(problem, words)
    run_again, drop_again = (words.text("page", "told", key) for key in ("run_again", "drop_again"))
    place = words.format_value(problem.cells) if problem.place else ""
    return found | {
        "cure": str(found["cure"]).replace(run_again, drop_again),
        "kind": severity_text(problem, words),
        "place": place,
    }


# -- the workbook ------------------------------------------------------------------------------------------------------


def new(request: PageRequest) -> PageAnswer:
    """An empty workbook, or a sample that begins on a day from which on nothing of it is late."""
    start = api.sample_start(request.sample, request.today) if request.sample else None
    made = api.new(request.language, request.sample, start)
    return PageAnswer({}, ((request.name, made),))


def check(request: PageRequest) -> PageAnswer:
    """Every problem of a workbook, and its calendar as it stands, if there is one and no error."""
    found = api.diagnose(request.data, request.name, request.today, language=request.language)
    shown = _problem_table(found.problems, on_page(found.read.words)) | {"stopped": found.stopped}
    if not found.stopped:
        with suppress(Refused):  # there is no calendar yet
            balanced = api.balance(request.data, request.name, request.today, language=request.language)
            if balanced.calendar:
                words = on_page(balanced.words)
                shown |= _calendar(request.data, request, balanced.calendar, words) | _review(balanced.review, words)
    return PageAnswer(shown)


def generate(request: PageRequest) -> PageAnswer:
    """The workbook with its calendar, what the run changes, the balance and the months."""
    from calgen.diff import diff_lines

    made = api.generate(request.data, request.name, request.today, language=request.language)
    words = on_page(made.words)
    if made.stopped:
        return PageAnswer({"stopped": True} | _problem_table(made.problems, words))
    shown: dict[str, object] = {"stopped": False, "changed": made.changed, "language": words.language}
    if made.plan is not None and made.calendar is not None:
        shown |= _problem_table(made.problems, words) | {
            "summary": words.text(
                "cli",
                "summary",
                first=made.plan.horizon.first,
                last=made.plan.horizon.last,
                posts=made.calendar.total,
                subjects=made.calendar.subjects,
            ),
            "changes": list(diff_lines(made.changes, words, made.titles)),
        }
        shown |= _calendar(made.after, request, made.calendar, words) | _review(made.review, words)
    return PageAnswer(shown, ((request.name, made.after),) if made.changed else ())


def _calendar(data: bytes, request: PageRequest, calendar: CountedCalendar, words: Words) -> dict[str, object]:
    """The answers of the balance, and the months of the calendar as it stands in a workbook."""
    from calgen.figures.effort import effort
    from calgen.figures.verdicts import answers
    from calgen.view.balance.questions import answer_text
    from calgen.view.lead_sentences import effort_text

    balance = [
        {
            "question": words.text("labels", f"question_{answer.question}"),
            "verdict": answer.verdict,
            "word": words.text("labels", f"verdict_{answer.verdict}"),
            "line": answer_text(words, answer),
        }
        for answer in answers(calendar)
    ]
    lead = effort_text(words, effort(calendar, request.today))
    months = month_records(data, request.name, calendar, words)
    return {"lead": lead, "balance": balance, "this_month": f"{request.today:%Y-%m}", **months}


def _review(review: Review | None, words: Words) -> dict[str, object]:
    """The review in sentences and sections; nothing without a result and a reading."""
    if review is None:
        return {}
    from calgen.review_sections import review_sections
    from calgen.view.review.sentences import ReviewSentences

    say, title = ReviewSentences(words), words.title("review")
    sections = [asdict(section) for section in review_sections(review, words)]
    head = [say.head(review), say.next_step(review, title)]
    return {"review": {"title": title, "head": head, "sections": sections}}


def adapt(request: PageRequest) -> PageAnswer:
    """The workbook with the accepted proposals of its review in its strategy, and each cell that is written."""
    from calgen.adapt_steps import adapt as adapted
    from calgen.strategy_edits import account_lines

    made = adapted(request.data, request.name, request.today, request.language)
    words = on_page(made.words)
    lines = [*account_lines(made.edits, words)]
    if made.edits:
        lines.append(words.text("page", "told", "follow"))
    elif not made.proposals and not made.stopped:
        key = "none_accepted" if made.shown else "none_shown"
        lines.append(words.text("page", "told", key, n=made.shown))
    files = ((request.name, made.after),) if made.changed else ()
    return PageAnswer({"lines": lines} | _problem_table(made.problems, words), files)


# -- the calendar for others -------------------------------------------------------------------------------------------


def export(request: PageRequest) -> PageAnswer:
    """The calendar as files of a format, and what is in them and what is not."""
    from calgen.export_records import ExportRequest
    from calgen.export_report import report_lines
    from calgen.export_steps import export_calendar

    asked = ExportRequest(request.to, request.today, request.now)
    made = export_calendar(request.data, request.name, asked, request.language)
    made = replace(made, words=on_page(made.words))
    stem = Path(request.name).stem
    names = [f"{stem}{_separated(file.name)}" for file in made.files]
    lines = report_lines(made, tuple(map(Path, names)), (), Path(request.name))
    files = tuple((name, file.data) for name, file in zip(names, made.files, strict=True))
    return PageAnswer({"language": made.words.language, "lines": lines}, files)


def _separated(name: str) -> str:
    """The rest of a file's name behind that of the workbook, without signs that a system refuses."""
    safe = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+', "-", name)
    return safe if safe.startswith(".") else f"-{safe}"


def share(request: PageRequest) -> PageAnswer:
    """The page and the form for a client, without pictures: these stand in a folder that the browser cannot see."""
    from calgen.book.values import first_items
    from calgen.share.shared_posts import PostSelection
    from calgen.share_steps import share_calendar

    made = share_calendar(request.data, request.name, NO_FOLDER, PostSelection(request.today), request.language)
    stem, words = Path(request.name).stem, on_page(made.words)
    lines = [words.text("page", "told", "shared", n=len(made.posts))]
    if made.without_text:
        names = first_items(made.without_text, 8)
        lines.append(words.text("share", "without_text", n=len(made.without_text), names=names))
    if made.unread_pictures:
        lines.append(words.text("page", "told", "pictures"))
    files = ((f"{stem}-share.html", made.data), (f"{stem}-share.xlsx", made.form))
    return PageAnswer({"language": words.language, "lines": lines}, files)


def decide(request: PageRequest) -> PageAnswer:
    """The workbook with a client's answers, and what became of each of them."""
    from calgen.decide_steps import decide as decided
    from calgen.decide_steps import decision_lines

    answers = (request.other_name, request.other)
    made = decided(request.data, request.name, answers, request.today, request.language)
    words = on_page(made.words)
    lines = [*decision_lines(replace(made, words=words))]
    if made.changed:
        lines.append(words.text("page", "told", "follow"))
    shown = {"changed": made.changed, "lines": lines} | _problem_table(made.problems, words)
    return PageAnswer(shown, ((request.name, made.after),) if made.changed else ())


ACTIONS: Mapping[str, Callable[[PageRequest], PageAnswer]] = {
    "new": new,
    "check": check,
    "generate": generate,
    "adapt": adapt,
    "export": export,
    "share": share,
    "decide": decide,
}
