"""The steps of `calgen share`: open the workbook, choose the posts, read their pictures, make the page and the form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calgen.book.folding import fold
from calgen.book.problems import Refused
from calgen.book.words import Words
from calgen.export.calendar_posts import ExportedCalendar, calendar_posts
from calgen.export_steps import subject_titles
from calgen.files.edit.insert_sheets import new_workbook
from calgen.files.read import guard, load
from calgen.files.stores.address import Location, S3Address
from calgen.run_steps import DRAWN, check_file, read_calendar
from calgen.share.form import form
from calgen.share.form_answers import has_form
from calgen.share.page import SharedCalendar, page
from calgen.share.pictures import LARGEST, MOST_BYTES, picture_of
from calgen.share.shared_posts import Picture, PostSelection, ReadPicture, shared_posts, without_text
from calgen.shown_posts import calendar_key


@dataclass(frozen=True, slots=True)
class Shared:
    """A page and a form for a client, with the posts that are on them and those that have no text yet."""

    data: bytes
    form: bytes
    words: Words
    posts: tuple[str, ...]
    without_text: tuple[str, ...]
    unread_pictures: tuple[str, ...]  # names that are no picture below the workbook's folder


def share_calendar(data: bytes, name: str, folder: Location, asked: PostSelection, language: str) -> Shared:
    """The page and the form of the posts that are asked for; pictures are read from `folder` and below.

    Raises Refused where there is no calendar yet (`no_calendar`), no such platform (`share_platform_unknown`), or no
    post to show (`share_nothing`).
    """
    checked = check_file(guard.open_workbook(data, name), language, DRAWN)
    before, social = read_calendar(checked, date.min, name)
    strategy, last_run, words = checked.read.strategy, checked.last_run, checked.read.words
    titles = subject_titles(before)
    calendar = calendar_posts(strategy, social, last_run.rows_of("social"), titles)
    asked = replace(asked, platform=_platform(asked.platform, calendar))
    unread: list[str] = []
    read_picture = _picture_reader(folder, unread)
    posts, missing = shared_posts(calendar, asked, read_picture), without_text(calendar, asked)
    if not posts:
        raise Refused("share_nothing", n=len(missing), first=asked.first)
    key = calendar_key(strategy.settings.brand, last_run.facts)
    shown = SharedCalendar(calendar.brand, key, calendar.time_zone, posts)
    names = tuple(dict.fromkeys(image for image in unread if "://" not in image))
    made = new_workbook((form(shown, strategy.settings.country, words),))
    return Shared(page(shown, words), made, words, tuple(post.id for post in posts), missing, names)


def is_form(data: bytes, name: str) -> bool:
    """Whether a file is a form of calgen's, filled in or not."""
    try:
        return has_form(load.load(data, name, every=True))
    except Refused:
        return False


def _picture_reader(folder: Location, unread: list[str]) -> ReadPicture:
    """Reads the pictures of a page, as many as it may hold; the names of the others are added to `unread`."""
    left = MOST_BYTES

    def read_picture(image: str, alt_text: str) -> Picture:
        nonlocal left
        found = picture_of(image, alt_text, picture_bytes(folder, image))
        if not found.data or len(found.data) > left:
            unread.append(image)
            return Picture(image, alt_text)
        left -= len(found.data)
        return found

    return read_picture


def _platform(asked: str, calendar: ExportedCalendar) -> str:
    """The platform of the calendar that the user names. Raises Refused for one that is not there."""
    names = {fold(name): name for post in calendar.posts if (name := str(post.values.get("platform", "")))}
    if asked and fold(asked) not in names:
        raise Refused("share_platform_unknown", name=asked, names=tuple(sorted(names.values())))
    return names.get(fold(asked), "")


def picture_bytes(folder: Location, image: str) -> bytes | None:
    """The bytes of a file in the folder or below; None for any other place, and for what is no small file.

    A name may lead out by `..`, by a link or by a root: the place that it really means counts.
    """
    if "://" in image or "\0" in image:
        return None
    if isinstance(folder, S3Address):
        from calgen.files.stores.s3_store import read_below

        return read_below(folder, image, LARGEST)
    root = folder.resolve()
    try:
        path = (root / image).resolve(strict=True)
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None
