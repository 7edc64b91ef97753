"""The reports that Mailchimp would give of invented newsletters: one file for each, a key and its value on a line."""

from __future__ import annotations

import csv
import io

from benchmarks.simulated_posts import SimulatedPost

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PER_OPEN = 3  # recipients for each that opened


def subject_line(post: SimulatedPost) -> str:
    """The subject of a newsletter: its words up to the first end of a line."""
    return post.text.split("\n")[0]


def newsletter_report(post: SimulatedPost) -> bytes:
    """The report of a newsletter; counts stand beside their part of the recipients."""
    sent = _PER_OPEN * max(post.impressions, 1)
    moment = f"{_DAYS[post.at.weekday()]}, {_MONTHS[post.at.month - 1]} {post.at:%d, %Y %H:%M}"
    rows: list[tuple[object, ...]] = [
        ("Email Campaign Report",),
        ("Title:", f"{post.account} {_MONTHS[post.at.month - 1]} {post.at.year}"),
        ("Subject Line:", subject_line(post)),
        ("Delivery Date/Time:", moment),
        (),
        ("Overall Stats",),
        ("Total Recipients:", sent),
        ("Successful Deliveries:", sent),
        ("Recipients Who Opened:", _with_part(post.impressions, sent)),
        ("Total Opens:", post.impressions * 2),
        ("Recipients Who Clicked:", _with_part(post.clicks, sent)),
        ("Total Clicks:", post.clicks * 2),
        ("Total Unsubs:", 0),
        (),
        ("Clicks by URL",),
        ("URL", "Total Clicks", "Unique Clicks"),
        (post.link, post.clicks * 2, post.clicks),
    ]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def _with_part(count: int, of: int) -> str:
    return f"{count} ({100 * count / of:.2f}%)"
