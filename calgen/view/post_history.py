"""What came before each post of a plan: the last one of its theme, category, subject and piece of content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calgen.plan.model import Plan, Post


@dataclass(frozen=True, slots=True)
class PostHistory:
    """The posts before a post, in the order of days and hours; None where there is none."""

    theme_here: Post | None  # the last one of its theme on its platform
    theme_anywhere: Post | None
    category_here: Post | None
    subject_elsewhere: Post | None  # the last one of its subject on another platform
    piece_here: Post | None  # the last one of its piece of content on its platform
    pieces_here: int  # posts of its piece on its platform so far, its own included
    other_variant: Post | None  # of an A/B pair, before or after


def histories(plan: Plan) -> Mapping[int, PostHistory]:
    """What came before each post that has a subject, by its index."""
    order = sorted((n for n, post in enumerate(plan.posts) if not post.is_open), key=lambda n: plan.posts[n].sort_key)
    variants = {_variant_key(plan.posts[n]): plan.posts[n] for n in order if plan.posts[n].variant}
    last, found, pieces_here = dict[tuple[str, ...], Post](), dict[int, PostHistory](), dict[tuple[str, ...], int]()
    last_of_subject: dict[int, dict[str, Post]] = {}
    for n in order:
        post = plan.posts[n]
        piece = plan.subjects[post.subject].piece
        here = ("piece", piece, post.platform)
        pieces_here[here] = pieces_here.get(here, 0) + 1
        told = last_of_subject.setdefault(post.subject, {})
        elsewhere = [other for platform, other in told.items() if platform != post.platform]
        found[n] = PostHistory(
            last.get(("theme", post.theme, post.platform)),
            last.get(("theme", post.theme)),
            last.get(("category", post.category, post.platform)),
            max(elsewhere, key=lambda other: other.sort_key, default=None),
            last.get(here) if piece else None,
            pieces_here[here],
            variants.get(_variant_key(post, {"A": "B", "B": "A"}.get(post.variant, ""))),
        )
        of_theme = (("theme", post.theme, post.platform), ("theme", post.theme))
        last |= dict.fromkeys((*of_theme, ("category", post.category, post.platform), here), post)
        told[post.platform] = post
    return found


def _variant_key(post: Post, variant: str = "") -> tuple[int, str, str]:
    return (post.subject, post.platform, variant or post.variant)
