"""What a brief says, line by line, from the filled book; and what the tasks say of routines and mechanics."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from filled_book import TODAY, filled, with_change

from calgen.book.grid import Workbook
from calgen.book.languages import languages
from calgen.book.words import load_words
from calgen.figures.counted_calendar import count_plan
from calgen.merge import Edits, assign_ids
from calgen.plan import plan
from calgen.plan.model import Plan
from calgen.read import read
from calgen.strategy.format_advice import FORMATS, NETWORKS, proof_form
from calgen.view import tasks
from calgen.view.briefs import brief
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
    """The lines of the brief of the first subject with some traits."""
    context = _context(workbook)
    index, subject = next(
        (at, one) for at, one in enumerate(_plan().subjects) if all(getattr(one, key) == of[key] for key in of)
    )
    posts = [_plan().posts[at] for at in context.posts_of_subjects[subject.number]]
    return brief(context, context.ids.subjects[index], subject, posts).replace("\u00a0", " ").split("\n")


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


def test_a_brief_ends_with_what_to_do_and_what_to_avoid() -> None:
    lines = _lines(filled(), theme="Coulisses", piece="")
    assert [line.partition(" : ")[0] for line in lines[-2:]] == ["À faire", "À éviter"]


@pytest.mark.parametrize("language", languages())
def test_every_format_network_and_kind_of_proof_has_its_words(language: str) -> None:
    words = load_words(language)
    assert set(words.choices("format")) == FORMATS
    for code in FORMATS:
        assert words.text("format_advice", code, "do") != words.text("format_advice", code, "avoid")
        for kind in words.choices("proof_kind"):
            assert words.text("proof_shown", kind, proof_form(code))
    assert all(words.text("network_advice", key) for key in NETWORKS)
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
