"""Answers come back on the right post, for the version that was seen, once."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
import workbook_copies
from decided_salon import FILE, TODAY, WORDS, answers, changes, decided, edited, outcomes, page, rows, written
from validator import needs_validator, new_errors

from calgen import api
from calgen.book.problems import Refused
from calgen.decide_steps import decide, decision_lines


def test_answers_become_statuses_and_comments() -> None:
    given = answers({"P0001": "approved", "P0002": "change", "P0003": "refused", "P0004": ""}, {
        "P0002": "Plus court,\ns'il te plaît", "P0004": "=1+1"})  # fmt: skip
    made = decided(written(), given)
    assert changes(written(), made.after) == {
        ("P0001", "status"): "Validé",
        ("P0001", "comment"): "02/01/2027 10h00 · Sandrine : validé",
        ("P0002", "status"): "En cours",
        ("P0002", "comment"): "02/01/2027 10h00 · Sandrine : à modifier. Plus court, s'il te plaît",
        ("P0003", "comment"): "02/01/2027 10h00 · Sandrine : refusé",
        ("P0004", "comment"): "02/01/2027 10h00 · Sandrine : commentaire. =1+1",
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
        ("P0001", "comment"): "02/01/2027 10h00 · Sandrine : validé (d'une version antérieure). Parfait"}  # fmt: skip


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
    assert rows(made.after)["P0001"]["comment"] == "À moi : vérifier\n02/01/2027 10h00 · Sandrine : validé"


def test_a_calendar_without_a_column_of_comments_gets_one() -> None:
    without = edited(written(), {}, drop="comment")
    made = decided(without, answers({"P0001": "approved"}))
    assert made.problems == ()
    found = rows(made.after)["P0001"]
    assert (found["status"], found["comment"]) == ("Validé", "02/01/2027 10h00 · Sandrine : validé")
    assert not decided(made.after, answers({"P0001": "approved"})).changed


@needs_validator
def test_excel_has_nothing_to_repair_where_a_column_was_added() -> None:
    without = edited(written(), {}, drop="comment")
    made = decided(without, answers({"P0001": "approved"}))
    assert new_errors(without, made.after) == []


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
        "Réponses de Sandrine, 02/01/2027 (selon le fichier)\u00a0:",
        "Validée\u00a0: P0001.",
        "Déjà programmée, publiée ou annulée, donc laissée telle quelle\u00a0: P0005.",
        "  P0001\u00a0: Parfait",
    ]
    assert list(decision_lines(made, with_all=True))[-2:] == [
        "  P0001, Commentaire → 02/01/2027 10h00 · Sandrine : validé. Parfait",
        "  P0001, Statut → Validé",
    ]
    assert list(decision_lines(decided(written(), answers({})))) == ["Le fichier ne contient aucune réponse."]


def test_the_day_of_an_answer_without_one_is_today_and_it_names_its_version() -> None:
    made = decided(written(), answers({"P0001": "approved"}, made="", by=""))
    seen = dict(re.findall(r'id="(P\d+)" data-seen="([0-9a-f]+)"', page()))["P0001"]
    assert rows(made.after)["P0001"]["comment"] == f"{TODAY:%d/%m/%Y} · Sans nom : validé (version {seen[:4]})"
    later = decide(made.after, FILE, answers({"P0001": "approved"}, made="", by=""), date(2027, 1, 9), "fr")
    assert not later.changed


def test_a_file_changes_nothing_a_second_time_whatever_happened_in_between() -> None:
    first = answers({"P0001": "approved"})
    after = decided(decided(written(), first).after, answers({"P0001": "change"}, by="Paul")).after
    assert rows(after)["P0001"]["status"] == "En cours"
    assert not decided(after, first).changed
    mine = edited(after, {("P0001", "status"): "à valider"})
    assert not decided(mine, first).changed


def test_a_later_answer_of_the_same_person_counts() -> None:
    first = decided(written(), answers({"P0001": "approved"})).after
    second = answers({"P0001": "change"}, made="2027-01-02T11:00:00+01:00")
    third = answers({"P0001": "approved"}, made="2027-01-02T11:30:00+01:00")
    assert rows(decided(decided(first, second).after, third).after)["P0001"]["status"] == "Validé"


def test_of_two_people_the_last_file_counts_and_that_is_told() -> None:
    first = decided(written(), answers({"P0001": "change", "P0002": "approved"})).after
    made = decided(first, answers({"P0001": "approved", "P0002": "approved"}, by="Paul"))
    assert rows(made.after)["P0001"]["status"] == "Validé"
    assert [(post.id, post.others) for post in made.posts] == [("P0001", ("Sandrine",)), ("P0002", ())]
    said = "  P0001\u00a0: Sandrine avait répondu autrement\u00a0; la dernière réponse compte"
    assert [line for line in decision_lines(made) if line.startswith(said)]


def test_a_refusal_takes_an_approval_away_and_cancels_only_where_that_is_asked() -> None:
    approved = decided(written(), answers({"P0001": "approved"})).after
    refused = answers({"P0001": "refused"}, by="Paul")
    made = decided(approved, refused)
    assert outcomes(made) == {"P0001": "not_cancelled"}
    assert rows(made.after)["P0001"]["status"] == "À valider"
    cancelled = decided(made.after, refused, refusals=True)
    assert rows(cancelled.after)["P0001"]["status"] == "Annulé"
    assert changes(made.after, cancelled.after).keys() == {("P0001", "status")}
    assert not decided(cancelled.after, refused, refusals=True).changed


@pytest.mark.parametrize("comment", ["Appeler Paul : validé", "", "02/01/2027 · Léa : validé mais court"])
def test_lines_of_somebody_s_own_are_no_answers(comment: str) -> None:
    noted = edited(written(), {("P0001", "comment"): comment})
    (post,) = decided(noted, answers({"P0001": "refused"})).posts
    assert post.others == ()
