"""The page of the method: what the articles ask for, step by step, and where each demand stands in a workbook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from calgen.book.words import Words, load_words

TABLE = Path(__file__).parents[1] / "docs" / "method.toml"
TEXTS = {
    "fr": {
        "title": "La méthode",
        "intro": "Cinq articles sur la stratégie de médias sociaux, lus ligne à ligne : ce qu'ils demandent, dit avec "
        "nos mots, et où chaque demande se trouve dans votre classeur. "
        "D'un constat, `calgen check --explain CODE` dit plus ; "
        "« consigne ou tâche » : une ligne des consignes ou des tâches. "
        "Cette page est faite de `docs/method.toml`.",
        "demand": "Ce qui est demandé",
        "place": "Où cela se trouve",
        "finding": "constat",
        "figure": "Équilibre",
        "brief": "consigne ou tâche",
        "routine": "routine prévue d'avance",
        "month": "Vue mensuelle",
        "choice": "choix",
    },
    "en": {
        "title": "The method",
        "intro": "Five articles on social media strategy, read line by line: what they ask for, in our words, and "
        "where each demand stands in your workbook. "
        "Of a finding `calgen check --explain CODE` says more; “brief or task” is a line in briefs or tasks. "
        "This page is made of `docs/method.toml`.",
        "demand": "What is asked for",
        "place": "Where it stands",
        "finding": "finding",
        "figure": "Balance",
        "brief": "brief or task",
        "routine": "default routine",
        "month": "Month view",
        "choice": "choice",
    },
}


@cache
def table() -> Mapping[str, Any]:
    """The table of articles and demands."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def article_of(demand: Mapping[str, Any]) -> str:
    """The key of the article of a demand."""
    return str(demand["id"]).rpartition("-")[0]


def page_languages() -> tuple[str, ...]:
    """The languages in which the table is written."""
    return tuple(TEXTS)


def method_page(language: str) -> str:
    """The page in a language, as Markdown."""
    return "\n".join(_lines(load_words(language), TEXTS[language])) + "\n"


def _lines(words: Words, texts: Mapping[str, str]) -> Iterator[str]:
    yield from (f"# {texts['title']}", "", spaced(texts["intro"]))
    for article, titles in table()["articles"].items():
        yield from ("", f"## {spaced(titles[words.language])}", "")
        yield from (f"| | {texts['demand']} | {texts['place']} |", "| --- | --- | --- |")
        for demand in table()["demand"]:
            if article_of(demand) == article:
                places = [_place(words, texts, place) for place in demand["at"]]
                yield f"| {demand['id']} | {spaced(demand[words.language])} | {' · '.join(dict.fromkeys(places))} |"


def spaced(text: str) -> str:
    """A text with no-break spaces before the double signs of French."""
    return re.sub(r" ([:;?!»])", "\u00a0\\1", text)


def _place(words: Words, texts: Mapping[str, str], place: str) -> str:
    """A place in words."""
    kind, _, rest = place.partition(":")
    tab, _, column = rest.partition(".")
    match kind:
        case "tab" | "output" if not column:
            return words.title(tab)
        case "column" | "output":
            return f"{words.title(tab)} › {words.title(tab, column)}"
        case "choice":
            return f"{texts['choice']} « {words.choice(tab, column)} »" if words.language == "fr" else (
                f"{texts['choice']} “{words.choice(tab, column)}”"
            )
        case "finding":
            return f"{texts['finding']} `{rest}`"
        case "figure":
            shown, cut, _ = words.text("labels", rest).partition(" {")
            return f"{texts['figure']} › {shown}{'…' if cut else ''}"
        case "review":
            shown, cut, _ = words.text("review", rest).partition(" {")
            return f"{words.title('review')} › {shown}{'…' if cut else ''}"
        case "phrase":
            return texts["brief"]
        case "routine":
            return texts["routine"]
    return texts["month"]
