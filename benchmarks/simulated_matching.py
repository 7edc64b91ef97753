"""How well the rows of invented files were matched with the posts that they are about, the truth being known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from benchmarks.simulated_newsletters import subject_line
from benchmarks.simulated_posts import SimulatedPost
from calgen.results.import_results import ImportReport
from calgen.results.matching import MatchKind
from calgen.results.post_links import read_link
from calgen.results.result_rows import ResultRow

_EXACT = (MatchKind.LINK, MatchKind.TAG)


@dataclass(frozen=True, slots=True)
class MatchingScore:
    """Rows whose post an address or tag tells (`exact`) and others, how many of each were matched, and the wrong ones.

    `wrong` has a line for each row that was matched with another post than its own.
    """

    exact: int = 0
    exact_found: int = 0
    others: int = 0
    others_found: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: MatchingScore) -> MatchingScore:
        return MatchingScore(
            self.exact + other.exact,
            self.exact_found + other.exact_found,
            self.others + other.others,
            self.others_found + other.others_found,
            self.wrong + other.wrong,
        )


def matching_score(posts: Iterable[SimulatedPost], report: ImportReport, known: Collection[str]) -> MatchingScore:
    """The score of an import of files about `posts`; `known` are the posts whose address was there before."""
    by_key = {key: post for post in posts for key in _keys(post)}
    matched, wrong = dict[str, bool](), list[str]()
    exact_tags = 0
    for match in report.matching.matches:
        if match.kind is MatchKind.TAG:
            exact_tags += 1
            wrong += [f"{match.row.tag} as {match.post.id}"] if match.row.tag != match.post.id else []
            continue
        post = next(by_key[key] for key in _row_keys(match.row) if key in by_key)
        matched[post.post] = match.kind in _EXACT
        wrong += [f"{post.post} {post.text!r} as {match.post.id}"] if post.post != match.post.id else []
    rows = [row for table in report.tables for row in table.rows]
    own = {by_key[key].post for row in rows for key in _row_keys(row) if key in by_key} - {""}
    tags = sum(row.is_fallback and row.tag.startswith("P") for row in rows)
    exact = own & set(known)
    return MatchingScore(
        len(exact) + tags,
        sum(matched.get(id_, False) for id_ in exact) + exact_tags,
        len(own - exact),
        sum(id_ in matched for id_ in own - exact),
        tuple(wrong),
    )


def _keys(post: SimulatedPost) -> set[str]:
    link = read_link(post.url)
    if post.network == "newsletter":  # reports of them name neither an address nor an id
        return {f"newsletter {post.at.date()} {subject_line(post)}"}
    return {f"{post.network}#{post.native_id}", link.key if link else ""} - {""}


def _row_keys(row: ResultRow) -> list[str]:
    if row.network == "newsletter":
        return [f"newsletter {row.day} {row.text}"]
    return [key for key in (f"{row.network}#{row.id}" if row.id else "", row.key) if key]
