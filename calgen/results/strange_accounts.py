"""Accounts of a file that may be of another brand: the calendar has no post of theirs, and posts of another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from calgen.calendar import CalendarTab
from calgen.results.calendar_posts import account_key
from calgen.results.matching import Matching, MatchKind
from calgen.results.result_rows import ResultRow
from calgen.strategy.networks import network

Account = tuple[str, str]  # network and account, as compared


def accounts_of(social: CalendarTab) -> list[tuple[str, str]]:
    """The platforms of a calendar with their accounts."""
    return sorted({(row.text("platform"), row.text("account")) for row in social.rows if row.text("platform")})


def unknown_accounts(
    rows: Iterable[ResultRow], known: Collection[ResultRow], platforms: Sequence[tuple[str, str]]
) -> set[Account]:
    """The accounts of rows of which nothing is in the calendar, where the files hold another one of that network.

    `known` are the rows that certainly are about a post; `platforms` are those of the calendar, with their accounts.
    """
    certain = {account_of(row) for row in known}
    certain |= {(network(name).key, account_key(account)) for name, account in platforms if account}
    found = {account_of(row) for row in (*rows, *known) if row.account}
    networks = Counter(key for key, _ in found)
    return {pair for pair in found - certain if networks[pair[0]] > 1}


def account_of(row: ResultRow) -> Account:
    """The account of a row with its network."""
    return row.network, account_key(row.account)


def without_strangers(found: Matching, platforms: Sequence[tuple[str, str]]) -> Matching:
    """The matching without rows of such accounts that are close to a post in nothing but the hour."""
    known = [match.row for match in found.matches if match.kind is not MatchKind.HOUR]
    others = [match.row for match in found.matches if match.kind is MatchKind.HOUR]
    strangers = unknown_accounts([*others, *found.outside], known, platforms)
    wrong = {n for n, match in enumerate(found.matches)
             if match.kind is MatchKind.HOUR and account_of(match.row) in strangers}  # fmt: skip
    if not wrong:
        return found
    kept = tuple(match for n, match in enumerate(found.matches) if n not in wrong)
    outside = tuple(match.row for n, match in enumerate(found.matches) if n in wrong)
    return replace(found, matches=kept, outside=(*found.outside, *outside))
