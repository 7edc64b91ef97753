"""Why each post stands where it stands, in one short sentence of clauses; `reason_clauses` has the clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from calgen.book.languages import entry
from calgen.book.words import capitalized
from calgen.merge import IN_WORDS
from calgen.plan.model import Post
from calgen.plan.reason import Reason
from calgen.view.post_history import PostHistory, histories
from calgen.view.reason_clauses import DAYS, SERVES, SINCE, SITUATIONS, Clauses, PostFacts
from calgen.view.view_context import ViewContext

LONGEST = 100  # characters of a sentence: two lines of its column
_USERS = frozenset(
    {
        *("added", "slot_filled", "moved_by_user", "theme_typed", "campaign_typed", "campaign_emptied"),
        *("key_date_typed", "key_date_emptied", "stage_typed", "stage_emptied"),
    }
)
_FAMILIES = (SINCE, SERVES, DAYS)
_NO_HISTORY = PostHistory(None, None, None, None, None, 0, None)


def reason_cells(context: ViewContext) -> list[tuple[str, str]]:
    """Of each post the sentence, and what the hidden tab is to hold of it: the move that it tells, if any."""
    known = histories(context.plan)
    found = []
    for index, (post, id_) in enumerate(zip(context.plan.posts, context.ids.posts, strict=True)):
        moved = _move(context, post, id_)
        facts = PostFacts(context, post, known.get(index, _NO_HISTORY), moved)
        found.append((_sentence(facts), _remembered(moved)))
    return found


def _move(context: ViewContext, post: Post, id_: str) -> Reason | None:
    """The day from which a post was moved, and why: in this run, or as an earlier run told it."""
    if any(reason.code == "moved_by_user" for reason in post.reasons):
        return None
    told = next((reason for reason in post.reasons if reason.code == "moved"), None)
    if told or id_ not in context.told_moves or not post.kept_id:
        return told
    day, code = context.told_moves[id_]
    return Reason("moved", {"from_day": day, "cause": cause}) if (cause := _cause(context, post, day, code)) else None


def _cause(context: ViewContext, post: Post, day: date, code: str) -> Reason | None:
    """Why nothing stands on the day from which a post was moved; None where that holds no more."""
    horizon = context.plan.horizon
    closed = [horizon.closed_days.get(day), *(days.get((post.platform, day)) for days in
              (horizon.quiet_days, horizon.absent_days))]  # fmt: skip
    if code == "no_hours":
        return Reason(code)
    return next((reason for reason in closed if reason and reason.code == code), None)


def _remembered(moved: Reason | None) -> str:
    cause = moved.values["cause"] if moved else None
    return f"{moved.values['from_day']} {cause.code}" if moved and isinstance(cause, Reason) else IN_WORDS


def _sentence(facts: PostFacts) -> str:
    """What the user did, then the clauses that fit."""
    context, post = facts.context, facts.post
    typed = [reason for reason in post.reasons if reason.code in _USERS]
    if post.is_open:
        clauses: Sequence[Reason] = [Reason("open_slot")] if post.is_kept_free else []
        clauses = [*typed, *clauses, *([facts.moved] if facts.moved else [])]
    else:
        clauses = [*typed, *_clauses(facts)]
    return capitalized(context.words.locale.reason_separator.join(_that_fit(facts, clauses, max(1, len(typed)))))


def _that_fit(facts: PostFacts, clauses: Iterable[Reason], least: int) -> list[str]:
    """The texts of the first clauses, at least so many, and of the others those that leave the sentence short."""
    between, found = facts.context.words.locale.reason_separator, list[str]()
    for reason in clauses:
        text = _text(facts, reason)
        if len(found) < least or len(between.join((*found, text))) <= LONGEST:
            found.append(text)
    return found


def _clauses(facts: PostFacts) -> Iterator[Reason]:
    """The situation of a post, then a clause of each family, in an order that differs from post to post."""
    situation = next(_of(facts, SITUATIONS), None)
    if situation:
        yield situation
    shift = 1 if facts.post.campaign else facts.number % len(_FAMILIES)  # after a campaign, what its stage does
    for family in (*_FAMILIES[shift:], *_FAMILIES[:shift]):
        start = 0 if facts.post.campaign else facts.number // 3 % len(family)
        ordered = (*family[start:], *family[:start])
        clause = next((reason for reason in _of(facts, ordered) if reason != situation), None)
        if clause and not (clause.code == "since" and situation and situation.code in ("outing", "unseen")):
            yield clause


def _of(facts: PostFacts, clauses: Iterable[Clauses]) -> Iterator[Reason]:
    for make in clauses:
        yield from make(facts)


def _text(facts: PostFacts, reason: Reason) -> str:
    """The words of a clause; where a language has several, the day of the post chooses."""
    words, values = facts.context.words, dict(reason.values)
    if "category" in values:
        values["category"] = facts.context.category_name(str(values["category"]))
    if isinstance(cause := values.get("cause"), Reason):
        values["cause"] = _text(facts, cause)
    shapes = entry(words.language, "reasons", reason.code)
    if not isinstance(shapes, dict):
        return words.text("reasons", reason.code, **values)
    keys = sorted(shapes)
    return words.text("reasons", reason.code, keys[facts.number // 7 % len(keys)], **values)
