"""A tool's own template, filled: the user downloads it, calgen keeps its columns to the letter and writes rows below.

A heading is known by what tools call their columns; what is not known stays empty. Tools add columns and rename them
every few months, and most refuse a file that lacks one: their own template is always right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.export.metricool import FORMAT as METRICOOL
from calgen.export.metricool import NETWORKS
from calgen.export.scheduler_files import ExportedFile, ExportReport, has_content, over_limit, picture_address
from calgen.export.scheduler_notes import Note, post_notes
from calgen.export.scheduler_posts import Chosen, LeftPost, SchedulerPost

_LONGEST = 1_000_000  # bytes of a template
_SEPARATORS = ",;\t"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# how tools write a moment, a day and an hour; the first one where the template has no example
_FORMS: Mapping[str, tuple[str, ...]] = {
    "moment": (
        "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    ),
    "day": ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y"),
    "hour": ("%H:%M:%S", "%H:%M", "%I:%M %p"),
}  # fmt: skip

Value = Callable[[SchedulerPost], str]

# a moment, a day or an hour → what tools call its column, folded
TIMES: Mapping[str, tuple[str, ...]] = {
    "moment": (
        "posting time", "date & time", "date and time", "datetime", "date/time", "schedule", "scheduled at",
        "scheduled_at", "scheduled time", "scheduled_time", "publish date", "publish_date", "postatspecifictime",
        "scheduled_date", "date et heure", "scheduledate",
    ),
    "day": ("date", "day", "jour", "start date"),
    "hour": ("time", "heure", "hour", "time_24hr", "start time"),
}  # fmt: skip
# what a column holds → its value, and what tools call it, folded; a heading may go on in brackets or behind a dash
MEANINGS: Mapping[str, tuple[Value, tuple[str, ...]]] = {
    "board": (lambda post: post.board, ("board", "board name", "pinterest board", "pin board", "tableau")),
    "text": (lambda post: post.text_with_link, (
        "text", "texte", "message", "message_text", "caption", "legende", "content", "contenu", "post", "body",
        "post_content", "description", "message text", "post text",
    )),
    "link": (lambda post: post.link_beside, ("link", "links", "lien", "url", "post_link", "link url")),
    "picture": (picture_address, (
        "image", "image url", "image_url", "imageurls", "picture", "picture url", "picture url 1", "media url",
        "media_url", "media urls", "mediaurls", "photo", "public_image_url", "image urls", "url de l'image",
    )),
    "alt_text": (lambda post: post.alt_text if picture_address(post) else "", (
        "alt text", "alt_text", "alt text picture 1", "texte alternatif", "image alt text", "alt texts",
    )),
    "title": (lambda post: post.title, ("title", "titre", "subject", "objet")),
    "pin_title": (lambda post: post.title if post.network == "pinterest" else "", ("pinterest pin title", "pin title")),
    "pin_link": (lambda post: post.link if post.network == "pinterest" else "", ("pinterest pin link", "pin link")),
    "video_title": (
        lambda post: post.title if post.network in {"youtube", "shorts"} else "",
        ("youtube video title", "video title"),
    ),
    "platform": (lambda post: post.platform, (
        "platform", "platforms", "channel", "network", "social network", "plateforme", "reseau", "profile", "account",
    )),
    "hashtags": (lambda post: post.hashtags, ("hashtags", "tags de publication")),
    "draft": (lambda post: "TRUE" if post.is_draft else "FALSE", ("draft", "brouillon", "is draft", "is_draft")),
}  # fmt: skip


_NETWORK_HEADINGS: Mapping[str, str] = {key: fold(heading) for key, heading in NETWORKS.items()}


@dataclass(frozen=True, slots=True)
class Template:
    """The headings of a tool's template as they stand, what each column holds, and the form of its file.

    `forms` are those of its moments, days and hours, by column number, as its example row shows them.
    """

    headings: tuple[str, ...]
    meanings: tuple[str, ...]  # empty where a heading is not known
    forms: Mapping[int, str]
    separator: str
    coding: str
    line_end: str

    @property
    def has_networks(self) -> bool:
        """Whether it has a column for each network, as Metricool's has: a row says yes in one of them."""
        return any(meaning not in TIMES and meaning not in MEANINGS for meaning in self.meanings if meaning)


def read_template(data: bytes, name: str) -> Template:
    """The headings of a template. Raises Refused for a file that is no table, and for one without a text or a day."""
    text, coding = _decoded(data)
    if len(data) > _LONGEST or "\0" in text:
        raise Refused("export_template_form", file=name)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        headings, example = next(rows, []), next(rows, [])
    except csv.Error as error:  # a quote that nothing closes
        raise Refused("export_template_form", file=name) from error
    meanings = _meanings(headings)
    if "text" not in meanings or not {"moment", "day"} & {*meanings}:
        raise Refused("export_template_columns", file=name, titles=tuple(headings))
    forms = {n: _form(meaning, example[n] if n < len(example) else "")
             for n, meaning in enumerate(meanings) if meaning in TIMES}  # fmt: skip
    return Template(tuple(headings), meanings, forms, separator, coding, "\r\n" if first.endswith("\r") else "\n")


def _meanings(headings: Sequence[str]) -> tuple[str, ...]:
    """What each column holds; a time that stands without a day is a moment."""
    found = [meaning_of(heading) for heading in headings]
    is_alone = not {"moment", "day"} & {*found}
    return tuple("moment" if meaning == "hour" and is_alone and len(found) > 1 else meaning for meaning in found)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and how it is coded: a byte order mark is kept."""
    if data.startswith(_WIDE_MARKS):
        return data.decode("utf-16", "replace"), "utf-16"
    marked = data.startswith(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8-sig"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def _form(meaning: str, example: str) -> str:
    """How a column writes a moment: as its example does, where that has one reading alone."""
    read = [form for form in _FORMS[meaning] if _is_of(example.strip(), form)]
    return read[0] if len(read) == 1 else _FORMS[meaning][0]


def _is_of(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 # a local moment
    except ValueError:
        return False
    return True


def meaning_of(heading: str) -> str:
    """What a column holds, by its heading; a network where the heading is one, folded; empty where it is unknown."""
    folded = fold(heading)
    short = folded.partition("(")[0].partition(" - ")[0].strip()
    for meaning, names in (*TIMES.items(), *((key, names) for key, (_, names) in MEANINGS.items())):
        if folded in names or short in names:
            return meaning
    return folded if folded in {*_NETWORK_HEADINGS, *_NETWORK_HEADINGS.values()} else ""


def filled_template(template: Template, chosen: Chosen) -> ExportReport:
    """The template with a row for each post; its separator, its line ends and, where they suffice, its signs stay."""
    known = tuple(heading for heading, meaning in zip(template.headings, template.meanings, strict=True) if meaning)
    notes: tuple[Note, ...] = (("template", {"known": known, "n": len(template.headings) - len(known)}),)
    posts, left = list[SchedulerPost](), list(chosen.left)
    for post in chosen.posts:
        cause = _cause(template, post)
        if cause is None:
            posts.append(post)
        else:
            left.append(cause)
    has_pictures = "picture" in template.meanings
    notes += tuple(post_notes(posts, map(picture_address, posts), has_pictures=has_pictures))
    size = METRICOOL.rows or len(posts) if template.has_networks else max(1, len(posts))
    parts = [posts[at : at + size] for at in range(0, len(posts), size)]
    names = ["template.csv"] if len(parts) == 1 else [f"template-{number}.csv" for number in range(1, len(parts) + 1)]
    files = [ExportedFile(name, _written(template, part), tuple(post.id for post in part))
             for name, part in zip(names, parts, strict=True)]  # fmt: skip
    return ExportReport(tuple(files), tuple(left), notes)


def _cause(template: Template, post: SchedulerPost) -> LeftPost | None:
    """Why a row of the template cannot hold a post."""
    if post.is_draft and "draft" not in template.meanings:
        return LeftPost(post.id, "no_drafts")  # a row would be scheduled
    if template.has_networks and not _headings_of(post) & {*template.meanings}:
        return LeftPost(post.id, "other_network", {"platform": post.platform})
    if cause := has_content(post):
        return LeftPost(post.id, cause)
    return over_limit(post)


def _headings_of(post: SchedulerPost) -> set[str]:
    """What a column of the post's network may be called, folded."""
    return {post.network, _NETWORK_HEADINGS.get(post.network, post.network)}


def _written(template: Template, posts: Sequence[SchedulerPost]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=template.separator, lineterminator=template.line_end)
    writer.writerow(template.headings)
    writer.writerows(_row(template, post) for post in posts)
    return _encoded(text.getvalue(), template.coding)


def _encoded(text: str, coding: str) -> bytes:
    """The text in the coding of the template; in UTF-8 where that lacks one of its signs."""
    try:
        return text.encode(coding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def _row(template: Template, post: SchedulerPost) -> Sequence[str]:
    return [_cell(template, meaning, template.forms.get(n, ""), post) for n, meaning in enumerate(template.meanings)]


def _cell(template: Template, meaning: str, form: str, post: SchedulerPost) -> str:
    if meaning in TIMES:
        return f"{post.moment:{form}}"
    if meaning == "text" and "link" in template.meanings:
        return post.text  # its address stands beside it
    if meaning in MEANINGS:
        return MEANINGS[meaning][0](post)
    if meaning:
        return "TRUE" if meaning in _headings_of(post) else "FALSE"
    return ""
