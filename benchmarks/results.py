"""How long a large file of results takes, and how much memory: `python -m benchmarks.results`.

A file of Meta with 50,000 posts is made, of which some are the sample's own, and filled into the calendar of a sample.
"""

from __future__ import annotations

import csv
import io
import resource
from datetime import date, datetime, time, timedelta
from time import process_time

import click

from calgen import api
from calgen.files.read import guard
from calgen.result_steps import ResultRequest, import_into
from calgen.run_steps import DRAWN, check_file, read_calendar

_TITLES = ("Post ID", "Page name", "Description", "Publish time", "Permalink", "Post type", "Date", "Views",
           "Reactions, Comments and Shares", "Link Clicks")  # fmt: skip
_START, _TODAY = date(2027, 1, 4), date(2027, 12, 31)


def _export(rows: int, texts: list[tuple[datetime, str]]) -> bytes:
    """A file of Meta: the given posts first, then as many others as are asked for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_TITLES)
    for n in range(rows):
        at = datetime.combine(_START, time(12)) + timedelta(minutes=17 * n)
        text = f"Announcement {n} of the town, with the details of day {n // 80}"
        if n < len(texts):
            at, text = texts[n]
        link = f"https://www.facebook.com/town/posts/pfbid{n}"
        writer.writerow(
            [10_000 + n, "Town", text, f"{at:%m/%d/%Y %H:%M}", link, "Photos", "Lifetime", 100 + n, n % 60, n % 9]
        )
    return out.getvalue().encode("utf-8-sig")


@click.command()
@click.option("--rows", default=50_000, show_default=True, help="Rows of the file.")
@click.option("--sample", default="mairie", show_default=True, help="Whose calendar is filled in.")
def main(rows: int, sample: str) -> None:
    """Print processor seconds, matches and peak memory."""
    workbook = api.generate(api.new("fr", sample, _START), "town.xlsx", _START).after
    social = read_calendar(check_file(guard.open_workbook(workbook, "town.xlsx"), "fr", DRAWN), _TODAY, "town.xlsx")[1]
    known = [row for row in social.rows if row.text("platform") == "Facebook"]
    texts = [(datetime.combine(day, row.hour() or time(12)), row.text("title")) for row in known if (day := row.day())]
    data = _export(rows, texts)
    start = process_time()
    made = import_into(workbook, "town.xlsx", ResultRequest([("meta.csv", data)]), _TODAY, "fr")
    seconds, peak = process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    matched = len(made.report.matching.matches)
    click.echo(f"{rows:,} rows, {len(data) / 1e6:.1f} MB: {seconds:.1f} s of processor time, {peak:.0f} MB at most; ")
    click.echo(f"{matched} of {len(texts)} posts matched, {len(made.report.matching.ambiguous)} not settled")


if __name__ == "__main__":
    main()
