"""Answers come back on the right post, for the version that was seen, once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import short_salon
import workbook_copies

from calgen import api
from calgen.book.problems import Refused
from calgen.book.words import load_words
from calgen.decide_steps import Decided, decide, decision_lines
from calgen.share.shared_posts import PostSelection
from calgen.share_steps import share_calendar

WORDS, FILE, TODAY = load_words("fr"), "salon.xlsx", short_salon.TODAY
Rows = dict[str, dict[str, Any]]


def edited(data: bytes, cells: Mapping[tuple[str, str], object], *, drop: str = "") -> bytes:
    """The workbook with values typed into the social calendar, by id and column key; without the column `drop`."""
    book: Any = workbook_copies.opened(data)
    tab = book[WORDS.title("social")]
    columns = {cell.value: cell.column for cell in tab[4]}
    ids = {tab.cell(row, columns[WORDS.title("social", "id")]).value: row for row in range(5, tab.max_row + 1)}
    for (id_, key), value in cells.items():
        tab.cell(ids[id_], columns[WORDS.title("social", key)]).value = value
    if drop:
        tab.cell(4, columns[WORDS.title("social", drop)]).value = "À moi"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data: bytes) -> Rows:
    tab: Any = workbook_copies.opened(data)[WORDS.title("social")]
    keys = {WORDS.title("social", key): key for key in WORDS.columns("social")}
    heads = {cell.column: keys[cell.value] for cell in tab[4] if cell.value in keys}
    cells = ([cell for cell in row if cell.column in heads] for row in tab.iter_rows(min_row=5))
    found = ({heads[cell.column]: cell.value for cell in row} for row in cells)
    return {row["id"]: row for row in found if row.get("id")}


@cache
def written() -> bytes:
    """A calendar with texts for its first six posts, of which the fifth is scheduled."""
    data = api.generate(short_salon.strategy(), FILE, TODAY).after
    texts = {(f"P{n:04}", "text"): f"Texte {n}" for n in range(1, 7)}
    return edited(data, {**texts, ("P0005", "status"): "programmé"})


@cache
def page() -> str:
    return share_calendar(written(), FILE, Path("/nowhere"), PostSelection(TODAY), "fr").data.decode()


def answers(
    decisions: Mapping[str, str], comments: Mapping[str, str] | None = None, **changes: Any
) -> tuple[str, bytes]:
    """The file that the page writes, with decisions by id."""
    seen = dict(re.findall(r'id="(P\d+)" data-seen="([0-9a-f]+)"', page()))
    calendar = json.loads(re.findall(r'id="data">(.*?)</script>', page())[0])["calendar"]
    said = comments or {}
    posts = [{"id": id_, "seen": seen.get(id_, "0" * 32), "decision": decision, "comment": said.get(id_, "")}
             for id_, decision in decisions.items()]  # fmt: skip
    made = {"calgen": "decisions/1", "calendar": calendar, "made": "2027-01-02T10:00:00+01:00", "by": "Sandrine"}
    return "reponses.json", json.dumps({**made, "posts": posts, **changes}).encode()


def decided(data: bytes, file: tuple[str, bytes], **options: bool) -> Decided:
    return decide(data, FILE, file, TODAY, "fr", **options)


def outcomes(made: Decided) -> dict[str, str]:
    return {post.id: str(post.outcome) for post in made.posts}


def changes(before: bytes, after: bytes) -> dict[tuple[str, str], Any]:
    old, new = rows(before), rows(after)
    assert old.keys() == new.keys()
    return {(id_, key): value for id_, row in new.items() for key, value in row.items() if old[id_][key] != value}


def test_answers_become_statuses_and_comments() -> None:
    given = answers({"P0001": "approved", "P0002": "change", "P0003": "refused", "P0004": ""}, {
        "P0002": "Plus court,\ns'il te plaît", "P0004": "=1+1"})  # fmt: skip
    made = decided(written(), given)
    assert changes(written(), made.after) == {
        ("P0001", "status"): "Validé",
        ("P0001", "comment"): "02/01/2027 Sandrine : validé",
        ("P0002", "status"): "En cours",
        ("P0002", "comment"): "02/01/2027 Sandrine : à modifier. Plus court, s'il te plaît",
        ("P0003", "comment"): "02/01/2027 Sandrine : refusé",
        ("P0004", "comment"): "02/01/2027 Sandrine : commentaire. =1+1",
    }
    assert outcomes(made) == {
        "P0001": "approved", "P0002": "change", "P0003": "not_cancelled", "P0004": "commented"}  # fmt: skip


def test_refusals_are_cancelled_where_that_is_asked() -> None:
    made = decided(written(), answers({"P0003": "refused"}), refusals=True)
    assert changes(written(), made.after)[("P0003", "status")] == "Annulé"


def test_a_second_time_changes_nothing() -> None:
    given = answers({"P0001": "approved", "P0002": "change", "P0003": "refused"}, {"P0002": "Plus court"})
    once = decided(written(), given).after
    again = decided(once, given)
    assert not again.changed
    assert set(outcomes(again).values()) == {"known"}


def test_a_decision_on_another_version_is_told_and_its_comment_kept() -> None:
    later = edited(written(), {("P0001", "text"): "Un autre texte"})
    made = decided(later, answers({"P0001": "approved"}, {"P0001": "Parfait"}))
    assert outcomes(made) == {"P0001": "other_version"}
    assert changes(later, made.after) == {
        ("P0001", "comment"): "02/01/2027 Sandrine : validé (d'une version antérieure). Parfait"}  # fmt: skip


@pytest.mark.parametrize("change", [{"time": "7h15"}, {"image": "b.png"}, {"title": "À moi"}, {"link": "https://x.org"}])
def test_every_part_that_was_shown_makes_another_version(change: dict[str, str]) -> None:
    later = edited(written(), {("P0001", key): value for key, value in change.items()})
    assert outcomes(decided(later, answers({"P0001": "approved"}))) == {"P0001": "other_version"}


def test_what_is_scheduled_or_gone_is_not_touched() -> None:
    made = decided(written(), answers({"P0005": "refused", "P0999": "approved"}), refusals=True)
    assert outcomes(made) == {"P0005": "over", "P0999": "unknown"}
    assert not made.changed


def test_a_comment_is_added_to_what_stands_there() -> None:
    noted = edited(written(), {("P0001", "comment"): "À moi : vérifier"})
    made = decided(noted, answers({"P0001": "approved"}))
    assert rows(made.after)["P0001"]["comment"] == "À moi : vérifier\n02/01/2027 Sandrine : validé"


def test_a_calendar_without_the_column_takes_the_statuses_and_says_so() -> None:
    without = edited(written(), {}, drop="comment")
    made = decided(without, answers({"P0001": "approved"}))
    assert [problem.code for problem in made.problems] == ["decide_column"]
    assert rows(made.after)["P0001"]["status"] == "Validé"


def test_answers_about_another_calendar_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        decided(written(), answers({"P0001": "approved"}, calendar="0123456789ab"))
    assert refused.value.problem.code == "answers_foreign"


def test_answers_count_after_a_run_and_another_name_of_the_brand() -> None:
    book: Any = workbook_copies.opened(written())
    settings = book[WORDS.title("settings")]
    cell = next(row[1] for row in settings.iter_rows() if row[0].value == WORDS.title("settings", "brand"))
    cell.value = "Mèche et compagnie"
    out = io.BytesIO()
    book.save(out)
    after = api.generate(out.getvalue(), FILE, TODAY).after
    assert outcomes(decided(after, answers({"P0002": "approved"}))) == {"P0002": "approved"}


def test_the_next_run_keeps_what_was_decided() -> None:
    made = decided(written(), answers({"P0001": "approved", "P0002": "change"}, {"P0002": "Plus court"}))
    after = api.generate(made.after, FILE, TODAY).after
    kept = changes(written(), made.after)
    found = rows(after)
    assert {(id_, key): found[id_][key] for id_, key in kept} == kept


def test_what_became_of_the_answers_is_told() -> None:
    made = decided(written(), answers({"P0001": "approved", "P0005": "approved"}, {"P0001": "Parfait"}))
    assert list(decision_lines(made)) == [
        "Validée\u00a0: P0001.",
        "Déjà programmée, publiée ou annulée, donc laissée telle quelle\u00a0: P0005.",
        "  P0001\u00a0: Parfait",
    ]
    assert list(decision_lines(decided(written(), answers({})))) == ["Le fichier ne contient aucune réponse."]


def test_the_day_of_an_answer_without_one_is_today() -> None:
    made = decided(written(), answers({"P0001": "approved"}, made="", by=""))
    day = date(TODAY.year, TODAY.month, TODAY.day)
    assert rows(made.after)["P0001"]["comment"] == f"{day:%d/%m/%Y} Sans nom : validé"
