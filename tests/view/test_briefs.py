"""What a brief says, line by line, from the filled book; and what the tasks say of routines and mechanics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from filled_book import TODAY, filled, with_change

from calgen.book.grid import Workbook
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.calendar import CalendarTab
from calgen.figures.counted_calendar import count_plan
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.read import read
from calgen.strategy.format_advice import FORMATS, proof_form
from calgen.strategy.network_advice import NETWORK_ADVICE
from calgen.strategy.networks import NETWORKS
from calgen.view import tasks
from calgen.view.briefs import brief
from calgen.view.good_practice import advice
from calgen.view.tabs import titles
from calgen.view.tasks.rows import task_subject
from calgen.view.view_context import ViewContext


@cache
def _plan() -> Plan:
    return plan(read(filled()).strategy, (), TODAY)


def _context(workbook: Workbook) -> ViewContext:
    found = read(workbook)
    return ViewContext(found.strategy, _plan(), assign_ids(_plan(), Edits()), found.words, titles(found.words, {}))


def _lines(workbook: Workbook, **of: str) -> list[str]:
    """The points of the brief, then those of the good practice, of the first subject with some traits."""
    context = _context(workbook)
    index, subject = next(
        (at, one) for at, one in enumerate(_plan().subjects) if all(getattr(one, key) == of[key] for key in of)
    )
    posts = [_plan().posts[at] for at in context.posts_of_subjects[subject.number]]
    texts = (brief(context, context.ids.subjects[index], subject, posts), advice(context, subject, posts))
    return "\n".join(texts).replace("\u00a0", " ").replace(" · ", "\n").split("\n")


def test_a_brief_says_the_campaign_its_mechanic_and_how_customers_speak() -> None:
    lines = _lines(filled(), campaign="Galette")
    assert lines[0] == "Le mardi, on a le temps"
    assert "Galette : Un peigne en or" in lines
    assert "Mécanique (concours) : règlement, durée, lot, tirage au sort, et le lien qui les dit" in lines
    assert "Comment parlent vos clients : franc" in lines


def test_a_mechanic_of_the_users_own_stands_as_typed() -> None:
    found = read(filled())
    campaigns = tuple(replace(row, mechanic="chasse au trésor") for row in found.strategy.campaigns)
    context = replace(_context(filled()), strategy=replace(found.strategy, campaigns=campaigns))
    subject = next(one for one in _plan().subjects if one.campaign)
    assert "Mécanique : chasse au trésor" in brief(context, "", subject, ()).replace("\u00a0", " ")


def test_a_brief_says_how_to_show_the_proof_in_its_format() -> None:
    lines = _lines(filled(), theme="Coulisses", piece="")
    assert "Preuve (chiffre) : Des photos d'ici" in lines
    assert "Pour la montrer : le chiffre en grand sur l'image, sa source en légende" in lines


def test_the_proof_of_a_piece_goes_before_that_of_its_theme() -> None:
    assert "Preuve (démonstration) : Des photos d'ici" in _lines(filled(), piece="Le film")
    assert "Preuve (label) : Des photos d'ici" in _lines(with_change("content", "proof_kind"), piece="Le film")


def test_good_practice_says_what_to_do_and_to_avoid_the_tone_what_is_seen_and_the_hashtags() -> None:
    lines = _lines(filled(), theme="Coulisses", piece="")
    labels = [line.partition(" : ")[0].partition(" (")[0] for line in lines]
    wanted = ["À faire", "À éviter", "Ton", "Visible d'emblée", "Hashtags"]
    assert [label for label in dict.fromkeys(labels) if label in wanted] == wanted


def test_a_tone_is_that_of_the_platforms_of_the_subject_alone() -> None:
    """Each beside its platform where they differ; a platform on which the subject is not told has no word."""
    context = _context(filled())
    platforms = context.strategy.platforms
    tones = {row.platform: f"ton {n}" for n, row in enumerate(platforms)}
    strategy = replace(context.strategy, platforms=tuple(replace(row, tone=tones[row.platform]) for row in platforms))
    context = replace(context, strategy=strategy)
    seen = set[int]()
    for subject in _plan().subjects:
        posts = [_plan().posts[at] for at in context.posts_of_subjects[subject.number]]
        on = {post.platform for post in posts}
        line = advice(context, subject, posts).split("\n")[-1].split(" · ")
        assert {name for name, tone in tones.items() if any(part.endswith(tone) for part in line)} == on
        assert all(any(f"({name})" in part for part in line[: len(on)]) == (len(on) > 1) for name in on)
        seen.add(min(2, len(on)))
    assert seen == {1, 2}


def test_without_a_column_for_it_the_good_practice_stands_in_the_brief() -> None:
    """A calendar of an earlier version keeps its columns."""
    context = _context(filled())
    subject = _plan().subjects[0]
    posts = [_plan().posts[at] for at in context.posts_of_subjects[subject.number]]
    tab = CalendarTab("editorial", "", 4, {"id": 1, "brief": 2}, {}, ())
    text = brief(replace(context, calendars={"editorial": tab}), "S0001", subject, posts)
    assert text == brief(context, "S0001", subject, posts) + "\n" + advice(context, subject, posts)


def test_every_advice_has_its_source_and_its_day() -> None:
    assert set(NETWORK_ADVICE) == {known.key for known in NETWORKS}
    for found in NETWORK_ADVICE.values():
        assert found.source
        assert found.reliability in ("vendor", "quoted", "single")
        assert date(2026, 7, 1) <= found.read <= date(2027, 12, 31)


@pytest.mark.parametrize("language", languages())
def test_every_format_network_and_kind_of_proof_has_its_words(language: str) -> None:
    words = load_words(language)
    assert set(words.choices("format")) == FORMATS
    for code in FORMATS:
        assert words.text("format_advice", code, "do") != words.text("format_advice", code, "avoid")
        for kind in words.choices("proof_kind"):
            assert words.text("proof_shown", kind, proof_form(code))
    assert all(words.text("network_advice", known.key, key) for known in NETWORKS for key in ("do", "avoid"))
    assert all(words.text("mechanic_needs", code) for code in words.choices("mechanic"))


def test_tasks_say_the_tool_the_criteria_and_the_threshold_and_prepare_what_makes_people_take_part() -> None:
    context = replace(_context(filled()), today=TODAY)
    calendar = count_plan(context.strategy, _plan(), context.ids.posts, context.ids.subjects)
    rows = tasks.rows(context, calendar)
    shown = {row.routine.task: row for row in rows if row.routine}
    texts = {task_subject(context, row).replace("\u00a0", " ") for row in rows if row.routine}
    assert "Répondre · Outil : la fiche Google · Critères : le ton · Seuil d'alerte : un avis sans réponse" in texts
    (mechanic,) = (task for task in shown if "Galette" in task)
    assert shown[mechanic].person == "Léa"
    accounts = [row for row in rows if row.routine and "Faire les comptes" in row.routine.task]
    assert {(row.day.isoformat(), row.person) for row in accounts} == {("2027-04-09", "Léa"), ("2027-04-09", "Max")}
