"""The page for a client: one file that asks the network for nothing, with a card for each post.

Every text of the workbook is escaped. The policy of the page allows its one style and its one script by their hashes,
pictures that stand in it, and nothing else (Content Security Policy, level 3).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from importlib.resources import files

from calgen.book.words import Words
from calgen.share.answers import DECISIONS, LONGEST_COMMENT, LONGEST_NAME
from calgen.share.shared_posts import Picture, SharedPost
from calgen.share.shown_text import about_lines, cut_sentence, cut_text


@dataclass(frozen=True, slots=True)
class SharedCalendar:
    """What is shown: the brand, the key of the calendar, its time zone, the posts."""

    brand: str
    key: str
    time_zone: str
    posts: Sequence[SharedPost]


def page(calendar: SharedCalendar, words: Words) -> bytes:
    """The page, in the language of the workbook."""
    style, script = _asset("page.css"), _asset("page.js")
    allowed = f"img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    title = words.text("share", "title", brand=calendar.brand)
    parts = (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">',
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
        f'<a class="skip" href="#posts">{escape(words.text("share", "skip"))}</a>',
        *_header(calendar, title, words),
        '<main id="posts">',
        *_weeks(calendar.posts, words),
        "</main>",
        *_bar(words),
        _data(calendar, words),
        f"<script>{script}</script>\n</body>\n</html>\n",
    )
    return "\n".join(parts).encode()


@cache
def _asset(name: str) -> str:
    return files("calgen.share").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _data(calendar: SharedCalendar, words: Words) -> str:
    """What the script needs, as JSON that no text can end."""
    shown = hashlib.sha256("".join(post.id + post.seen for post in calendar.posts).encode()).hexdigest()[:12]
    found = {
        "calendar": calendar.key,
        "shared": shown,
        "file": words.text("share", "file"),
        "count": words.text("share", "count"),
        "nothing": words.text("share", "nothing"),
        "downloaded": words.text("share", "downloaded"),
    }
    text = json.dumps(found, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/json" id="data">{text}</script>'


def _header(calendar: SharedCalendar, title: str, words: Words) -> Iterator[str]:
    days = [post.day for post in calendar.posts]
    yield f"<header>\n<h1>{escape(title)}</h1>"
    if days:
        said = words.text("share", "period", n=len(days), first=min(days), last=max(days), zone=calendar.time_zone)
        yield f'<p class="quiet">{escape(said)}</p>'
    yield f'<p class="screen">{escape(words.text("share", "how"))}</p>'
    yield f"<noscript><p>{escape(words.text('share', 'no_script'))}</p></noscript>"
    name = escape(words.text("share", "name"))
    field = f'<input type="text" id="name" autocomplete="name" maxlength="{LONGEST_NAME}">'
    yield f'<p><label for="name">{name}</label>{field}</p>'
    yield "</header>"


def _weeks(posts: Sequence[SharedPost], words: Words) -> Iterator[str]:
    by_week: dict[date, list[SharedPost]] = {}
    for post in posts:
        by_week.setdefault(post.day - timedelta(days=post.day.weekday()), []).append(post)
    for monday, found in sorted(by_week.items()):
        yield f'<section aria-labelledby="w-{monday}"><h2 id="w-{monday}">'
        yield f"{escape(words.text('share', 'week', day=monday))}</h2>"
        for post in found:
            yield from _card(post, words)
        yield "</section>"


def _card(post: SharedPost, words: Words) -> Iterator[str]:
    id_ = escape(post.id)
    yield f'<article class="card" id="{id_}" data-seen="{post.seen}" aria-labelledby="h-{id_}">'
    yield f'<h3 id="h-{id_}" dir="auto">{escape(post.title or post.platform)}</h3>'
    yield f'<p class="when">{escape(_when(post, words))}</p>'
    yield _text(post, words)
    if post.hashtags:
        yield f'<p class="text" dir="auto">{escape(post.hashtags)}</p>'
    if post.link:
        yield f'<p class="text">{_link(post.link)}</p>'
    if post.picture:
        yield _figure(post.picture, words)
    if about := about_lines(post, words):
        shown = " · ".join(f"<bdi>{escape(line)}</bdi>" for line in about)
        yield f'<p class="about">{shown}</p>'
    yield from _form(post, words)
    yield "</article>"


def _when(post: SharedPost, words: Words) -> str:
    day = words.text("share", "day", weekday=words.weekday(post.day.weekday()), day=post.day)
    parts = (day, words.format_value(post.time) if post.time else "", post.platform, post.format)
    return " · ".join(filter(None, parts))


def _text(post: SharedPost, words: Words) -> str:
    """The text, with a line where the network cuts it until a reader asks for more."""
    first, rest = map(escape, cut_text(post))
    cut = f'<span class="cut">{escape(cut_sentence(post, words))}</span>' if rest else ""
    return f'<p class="text" dir="auto">{first}{cut}{rest}</p>'


def _link(address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return escape(address)
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{escape(address)}</a>'


def _figure(picture: Picture, words: Words) -> str:
    alt = escape(picture.alt_text)
    if not picture.data:
        said = words.text("share", "picture", name=picture.name, alt=picture.alt_text or "–")
        return f'<p class="about" dir="auto">{escape(said)}</p>'
    source = f"data:{picture.kind};base64,{base64.b64encode(picture.data).decode()}"
    figure = f'<figure><img src="{source}" alt="{alt}"><figcaption dir="auto">{alt}</figcaption></figure>'
    if not picture.is_animated:
        return figure
    # what moves can be hidden (WCAG 2.2.2)
    return f"<details open><summary>{escape(words.text('share', 'animated'))}</summary>{figure}</details>"


def _form(post: SharedPost, words: Words) -> Iterator[str]:
    id_, title = escape(post.id), escape(post.title or post.platform)
    yield f"<fieldset><legend>{escape(words.text('share', 'decision'))} <span class=\"quiet\">{id_}</span></legend>"
    for decision in DECISIONS:
        label = escape(words.text("share", decision))
        yield f'<label><input type="radio" name="d-{id_}" value="{decision}">{label}</label>'
    yield "</fieldset>"
    label = escape(words.text("share", "comment"))
    field = f'<textarea id="c-{id_}" rows="2" maxlength="{LONGEST_COMMENT}" aria-label="{label} : {title}"></textarea>'
    yield f'<label for="c-{id_}">{label}</label>{field}'
    yield '<span class="print"></span>'


def _bar(words: Words) -> Iterator[str]:
    yield '<div class="bar" role="region" aria-label="' + escape(words.text("share", "answers")) + '"><div>'
    yield '<p id="count" aria-live="polite"></p>'
    yield f'<button type="button" id="rest">{escape(words.text("share", "rest"))}</button>'
    yield f'<button type="button" id="download" class="first">{escape(words.text("share", "download"))}</button>'
    yield '<p id="told" role="status"></p>'
    yield "</div></div>"
