"""The same workbook and day give the same bytes; a second run changes as little as it can."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pytest
from made_samples import STARTS, made
from seeds import few_of
from written_workbook import Book, Row, as_day, read_back

from calgen import api


def test_two_runs_of_one_workbook_make_the_same_bytes() -> None:
    one = made("saas")
    again = api.new("fr", "saas", STARTS["saas"])
    assert again == one.before
    assert api.generate(again, "saas.xlsx", STARTS["saas"]).after == one.done.after != one.before


@pytest.mark.long
@pytest.mark.parametrize("sample", few_of(STARTS, 1))
def test_no_order_of_a_set_is_seen_in_the_bytes(sample: str) -> None:
    """Sets of texts have another order in each process: by its seed of hashes, which is random by default."""
    code = """
import hashlib, sys
from datetime import date
from calgen import api
start = date.fromisoformat(sys.argv[2])
data = api.generate(api.new("fr", sys.argv[1], start), "plan.xlsx", start).after
print(hashlib.sha256(data).hexdigest())
"""
    command = [sys.executable, "-c", code, sample, STARTS[sample].isoformat()]
    runs = [
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("0", "3")
    ]
    one, other = (run.stdout.strip() for run in runs)
    assert one == other != ""


@pytest.mark.parametrize("sample", few_of(STARTS, 2))
def test_a_run_on_its_own_result_changes_nothing(sample: str) -> None:
    one = made(sample)
    done = api.generate(one.done.after, f"{sample}.xlsx", STARTS[sample])
    assert not done.stopped
    assert not done.changed


def changed(data: bytes, tab: int, cell: str, before: str, after: str) -> bytes:
    """The same workbook with another number in one cell of its sheet of that number."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            held = old.read(part)
            if part == f"xl/worksheets/sheet{tab}.xml":
                pattern = rf'(<c r="{cell}"[^>]*><v>){before}(</v>)'.encode()
                held, times = re.subn(pattern, rb"\g<1>" + after.encode() + rb"\2", held)
                assert times == 1
            new.writestr(part, held)
    return out.getvalue()


def lines(book: Book) -> dict[str, tuple[object, ...]]:
    """Id → where and about what a post is."""
    return {row["id"]: (row["platform"], row["date"], row["theme"]) for row in book.social}


def slower(today: date) -> tuple[Book, Book]:
    """The salon's calendar, and the one after Facebook's cadence went from five to four."""
    one = made("salon")
    tab = one.book.formulas.sheetnames.index(one.book.words.title("platforms")) + 1
    data = changed(one.done.after, tab, f"G{facebook(one.book)['row']}", "5", "4")
    done = api.generate(data, "salon.xlsx", today)
    assert done.changed
    assert not done.stopped
    return one.book, read_back(done)


def facebook(book: Book) -> Row:
    (row,) = (row for row in book.rows("platforms") if row["platform"] == "Facebook")
    return row


@pytest.mark.long
def test_after_a_change_of_cadence_unmoved_posts_keep_their_ids() -> None:
    before, after = slower(STARTS["salon"])
    assert facebook(before)["cadence"] - facebook(after)["cadence"] == 1
    old, new = lines(before), lines(after)
    weeks = 26
    assert len(old) - len(new) == weeks
    stands = {line: id_ for id_, line in old.items()}
    for id_, line in new.items():
        assert stands.get(line, id_) == id_, "a post that did not move has another id"
    kept = [id_ for id_, line in new.items() if old.get(id_) == line]
    assert len(kept) > 60
    # a new id was never used before
    highest = max(int(id_[1:]) for id_ in old)
    assert all(int(id_[1:]) > highest for id_ in new if id_ not in old)


def test_after_a_change_of_cadence_the_past_stays_as_it_was() -> None:
    today = STARTS["salon"] + timedelta(days=50)
    before, after = slower(today)
    keys = ("id", "date", "time", "platform", "theme", "category", "title", "editorial")

    def past(book: Book) -> list[list[object]]:
        return [[row[key] for key in keys] for row in book.social if (as_day(row["date"]) or today) < today]

    assert len(past(before)) > 60
    assert past(after) == past(before)
    assert lines(after) != lines(before)
