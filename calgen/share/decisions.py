"""What answers change in the calendar: statuses and comments, of posts that are still what was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calgen.book.words import Words
from calgen.export.calendar_posts import ExportedPost
from calgen.export.post_fingerprint import fingerprint
from calgen.share.answers import Answers, PostAnswer
from calgen.share.comment_lines import comment_line, has_line, other_decisions


class DecisionOutcome(StrEnum):
    """What becomes of an answer."""

    APPROVED = "approved"
    CHANGE = "change"
    REFUSED = "refused"
    NOT_CANCELLED = "not_cancelled"  # refused, and only told
    COMMENTED = "commented"  # a comment without a decision
    KNOWN = "known"  # it is in the calendar already
    OTHER_VERSION = "other_version"
    EDITED = "edited"  # somebody changed what was shown in the form
    OVER = "over"  # scheduled, published or cancelled
    ARCHIVED = "archived"
    UNKNOWN = "unknown"  # no such post


@dataclass(frozen=True, slots=True)
class DecidedPost:
    """An answer with what becomes of it; `cells` are the new values by column key.

    `others` are those who answered otherwise before.
    """

    id: str
    outcome: DecisionOutcome
    cells: Mapping[str, str]
    comment: str = ""
    others: tuple[str, ...] = ()


_STATUS = {
    DecisionOutcome.APPROVED: "approved", DecisionOutcome.CHANGE: "in_progress", DecisionOutcome.REFUSED: "cancelled",
}  # fmt: skip
_UNTOUCHED = frozenset({"scheduled", "published", "cancelled"})


@dataclass(frozen=True, slots=True)
class Decider:
    """What answers are held against: the posts and their comments by id, the ids of the archive, and the day.

    `refusals` cancels the posts that were refused; without it they are told, and lose an approval that they have.
    """

    posts: Mapping[str, ExportedPost]
    comments: Mapping[str, str]
    archived: Collection[str]
    today: date
    words: Words
    refusals: bool = False

    def decided(self, answers: Answers) -> Iterable[DecidedPost]:
        """What becomes of each answer, in the order of the file.

        A decision counts for the version that was seen, once: the line in the column of comments says that it was
        applied. Of people who answer one post, the last one counts. A post that is scheduled, published or cancelled is
        not touched.
        """
        for answer in answers.posts:
            post = self.posts.get(answer.id)
            if post is None:
                is_archived = answer.id in self.archived
                gone = DecisionOutcome.ARCHIVED if is_archived else DecisionOutcome.UNKNOWN
                yield DecidedPost(answer.id, gone, {}, answer.comment)
            else:
                yield self._decided(post, answer, answers)

    def _decided(self, post: ExportedPost, answer: PostAnswer, answers: Answers) -> DecidedPost:
        status, comment = str(post.values.get("status", "")), self.comments.get(post.id, "")
        outcome = self._outcome(post, answer)
        line = comment_line(answer, answers, self.today, self.words, is_other=outcome is DecisionOutcome.OTHER_VERSION)
        is_known = has_line(comment, answer, answers, self.today)
        wanted = _STATUS.get(outcome, "")
        if outcome is DecisionOutcome.NOT_CANCELLED and status == "approved":
            wanted = "to_review"
        if status in _UNTOUCHED:
            is_done = is_known or (answer.decision == "refused" and status == "cancelled")
            return DecidedPost(post.id, DecisionOutcome.KNOWN if is_done else DecisionOutcome.OVER, {}, answer.comment)
        is_later = outcome is DecisionOutcome.REFUSED  # `--refusals` may be asked for once the refusals are known
        if (is_known and not is_later) or not (answer.decision or answer.comment):
            return DecidedPost(post.id, DecisionOutcome.KNOWN, {}, answer.comment)
        cells = {} if is_known else {"comment": f"{comment}\n{line}" if comment else line}
        if wanted and wanted != status:
            cells["status"] = wanted
        others = other_decisions(comment, answer, answers)
        return DecidedPost(post.id, outcome, cells, answer.comment, others if answer.decision else ())

    def _outcome(self, post: ExportedPost, answer: PostAnswer) -> DecisionOutcome:
        if answer.seen != fingerprint(post):
            return DecisionOutcome.OTHER_VERSION
        if answer.is_edited:
            return DecisionOutcome.EDITED
        if not answer.decision:
            return DecisionOutcome.COMMENTED
        if answer.decision == "refused":
            return DecisionOutcome.REFUSED if self.refusals else DecisionOutcome.NOT_CANCELLED
        return DecisionOutcome(answer.decision)
