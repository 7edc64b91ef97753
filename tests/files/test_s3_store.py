"""A workbook in a bucket: conditions, versions, and what a person is told, on a bucket in memory."""

from __future__ import annotations

from datetime import datetime

import pytest
from fake_bucket import FakeBucket, renewed

from calgen.book.problems import Refused
from calgen.files.read import guard
from calgen.files.stores import s3_conditions, s3_store
from calgen.files.stores.address import parse_url
from calgen.files.stores.s3_faults import StoreError, StoreFault
from calgen.files.stores.s3_store import S3Store, read_below
from calgen.files.stores.store import listed

KEY = "clients/plan.xlsx"
PLAN = parse_url(f"s3://shop/{KEY}")
STAMP = "20270104-090000"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> FakeBucket:
    made = renewed()
    monkeypatch.setattr(s3_store, "S3Bucket", lambda _: made)
    monkeypatch.setattr(s3_conditions, "_proven", set())
    return made


def run(after: bytes) -> None:
    """A command that reads the workbook and writes it."""
    store = S3Store(PLAN)
    with store.lock():
        store.replace(store.read(), after, timestamp=STAMP)


def versions(bucket: FakeBucket, count: int) -> None:
    """A workbook that was written that many times: `version 0` first."""
    bucket.put(KEY, b"version 0")
    for n in range(1, count):
        run(b"version %d" % n)


def present(bucket: FakeBucket) -> bytes | None:
    return bucket.objects[KEY][-1].data


def refused(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.problem.code


def failing(fault: StoreFault, *requests: str) -> object:
    """A whim of the bucket: these requests fail."""

    def before(request: str, _: str) -> None:
        if request in requests:
            raise StoreError(fault, "Detail")

    return before


# -- conditions --------------------------------------------------------------------------------------------------------


def test_a_write_replaces_what_was_read(bucket: FakeBucket) -> None:
    versions(bucket, 2)
    assert present(bucket) == b"version 1"
    assert list(bucket.objects) == [KEY], "the probe has left nothing"


def test_of_two_runs_on_one_version_the_second_is_refused(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    first, second = S3Store(PLAN), S3Store(PLAN)
    with first.lock(), second.lock():
        read = first.read(), second.read()
        first.replace(read[0], b"of the first", timestamp=STAMP)
        assert refused(second.replace, read[1], b"of the second", timestamp=STAMP) == "file_changed"
    assert present(bucket) == b"of the first"


def test_a_change_between_read_and_write_is_kept_whatever_the_bytes_are_compared_with(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    read, other = S3Store(PLAN).read(), S3Store(PLAN)
    bucket.put(KEY, b"typed by somebody")
    assert refused(other.replace, read, b"of the run", timestamp=STAMP) == "file_changed"
    bucket.put(KEY, None)
    assert refused(other.replace, read, b"of the run", timestamp=STAMP) == "file_changed"
    store = S3Store(PLAN)
    bucket.put(KEY, b"again")
    read = store.read()
    bucket.put(KEY, None)
    assert refused(store.replace, read, b"of the run", timestamp=STAMP) == "file_changed"


def test_a_new_file_is_written_only_where_there_is_none(bucket: FakeBucket) -> None:
    first, second = S3Store(PLAN), S3Store(PLAN)
    with first.lock(), second.lock():
        first.replace(None, b"new", timestamp=STAMP)
        assert refused(second.replace, None, b"newer", timestamp=STAMP) == "file_exists"
    assert present(bucket) == b"new"
    assert bucket.objects[KEY][-1].properties["ContentType"].endswith("spreadsheetml.sheet")


def test_nothing_is_written_where_nothing_changes(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    run(b"version 0")
    assert len(bucket.objects[KEY]) == 1


def test_the_properties_of_an_object_stay(bucket: FakeBucket) -> None:
    bucket.put(KEY, b"old", {"Metadata": {"owner": "lea"}, "ContentType": "x/y", "Tagging": "client=12"})
    run(b"new")
    assert bucket.objects[KEY][-1].properties == bucket.objects[KEY][0].properties


# -- a store that does not write on condition ------------------------------------------------------------------------


@pytest.mark.parametrize("is_there", [True, False])
def test_a_store_that_ignores_conditions_is_refused_before_any_work(bucket: FakeBucket, is_there: bool) -> None:
    if is_there:
        bucket.put(KEY, b"old")
    before = {key: list(rows) for key, rows in bucket.objects.items()}
    bucket.ignores_conditions = True
    assert refused(S3Store(PLAN).lock().__enter__) == "store_unconditional"
    assert bucket.objects == before


def test_a_store_that_does_not_know_conditions_is_refused(bucket: FakeBucket) -> None:
    bucket.put(KEY, b"old")
    bucket.before = failing(StoreFault.UNSUPPORTED, "write")  # type: ignore[assignment]
    assert refused(S3Store(PLAN).lock().__enter__) == "store_unconditional"


def test_a_store_that_compares_tags_only_where_there_is_an_object_is_good_enough(bucket: FakeBucket) -> None:
    bucket.put(KEY, b"old")
    bucket.compares_only_what_is_there = True
    run(b"new")
    assert (present(bucket), list(bucket.objects)) == (b"new", [KEY])


def test_a_bucket_is_asked_once_and_never_by_a_write_on_the_workbook(bucket: FakeBucket) -> None:
    versions(bucket, 3)
    probes = [key for request, key in bucket.requests if request == "write" and key != KEY]
    assert len(probes) == 1
    assert probes[0].startswith("clients/.calgen-probe-")


def test_a_check_writes_nothing_at_all(bucket: FakeBucket) -> None:
    bucket.put(KEY, b"old")
    assert [*S3Store(PLAN).write_problems()] == []
    bucket.is_versioned = False
    assert [problem.code for problem in S3Store(PLAN).write_problems()] == ["store_unversioned"]
    assert not [request for request, _ in bucket.requests if request in ("write", "remove")]


@pytest.mark.parametrize("sign", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_file_that_is_open_where_the_bucket_is_mounted(bucket: FakeBucket, sign: str) -> None:
    bucket.put(KEY, b"old")
    bucket.put(f"clients/{sign}", b"")
    assert refused(S3Store(PLAN).lock().__enter__) == "file_open"
    assert [problem.code for problem in S3Store(PLAN).write_problems()] == ["file_open"]


# -- a store that fails ------------------------------------------------------------------------------------------------


def test_a_lost_answer_is_no_lost_write(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    store = S3Store(PLAN)
    with store.lock():
        read = store.read()
        bucket.loses_answers = 1
        store.replace(read, b"new", timestamp=STAMP)
    assert present(bucket) == b"new"
    assert store.has_way_back()


def test_a_second_attempt_that_finds_the_first_one_done_is_no_conflict(bucket: FakeBucket) -> None:
    """The client library sends a request again whose answer was lost: the store refuses the second one."""
    versions(bucket, 1)
    store = S3Store(PLAN)
    with store.lock():
        read = store.read()
        bucket.put(KEY, b"new")
        store.replace(read, b"new", timestamp=STAMP)
    assert present(bucket) == b"new"


def test_a_write_that_was_not_done_says_so(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    store = S3Store(PLAN)
    with store.lock():
        read = store.read()
        bucket.before = failing(StoreFault.UNREACHABLE, "write")  # type: ignore[assignment]
        assert refused(store.replace, read, b"new", timestamp=STAMP) == "store_unreachable"
    assert present(bucket) == b"version 0"


def test_a_store_that_dies_while_it_writes_leaves_it_open_which_version_stands_there(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    store = S3Store(PLAN)
    with store.lock():
        read = store.read()
        bucket.before = failing(StoreFault.UNREACHABLE, "write", "read")  # type: ignore[assignment]
        assert refused(store.replace, read, b"new", timestamp=STAMP) == "store_unconfirmed"


@pytest.mark.parametrize(("fault", "code"), [
    (StoreFault.NO_LIBRARY, "cloud_missing"), (StoreFault.NO_CREDENTIALS, "store_no_credentials"),
    (StoreFault.BAD_CREDENTIALS, "store_credentials"), (StoreFault.DENIED, "store_denied"),
    (StoreFault.WRONG_REGION, "store_region"),
    (StoreFault.NO_BUCKET, "bucket_absent"), (StoreFault.NO_OBJECT, "file_absent"),
    (StoreFault.UNREACHABLE, "store_unreachable"), (StoreFault.BUSY, "store_busy"), (StoreFault.OTHER, "store_refused"),
    (StoreFault.UNSUPPORTED, "store_refused"),
])  # fmt: skip
def test_each_fault_has_its_message(bucket: FakeBucket, fault: StoreFault, code: str) -> None:
    bucket.before = failing(fault, "read", "has", "write")  # type: ignore[assignment]
    assert refused(S3Store(PLAN).read) == code
    assert refused(S3Store(PLAN).lock().__enter__) == code


def test_rights_that_are_missing_are_told_before_any_work(bucket: FakeBucket) -> None:
    bucket.put(KEY, b"old")
    bucket.before = failing(StoreFault.DENIED, "write")  # type: ignore[assignment]
    assert refused(S3Store(PLAN).lock().__enter__) == "store_denied"


def test_who_may_not_list_the_bucket_may_still_work_in_it(bucket: FakeBucket) -> None:
    def before(request: str, key: str) -> None:
        if request == "keeps_versions" or (request == "has" and key != KEY):
            raise StoreError(StoreFault.DENIED)

    bucket.put(KEY, b"version 0")
    bucket.before = before
    run(b"version 1")
    assert S3Store(PLAN).undo(timestamp=STAMP).data == b"version 0"


def test_an_object_that_is_too_big_is_not_read(bucket: FakeBucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 5)
    bucket.put(KEY, b"longer")
    assert refused(S3Store(PLAN).read) == "too_big_file"


# -- versions ----------------------------------------------------------------------------------------------------------


def test_undo_and_undo_again(bucket: FakeBucket) -> None:
    versions(bucket, 3)
    first = S3Store(PLAN).undo(timestamp=STAMP)
    assert (present(bucket), first.data, first.is_newer) == (b"version 1", b"version 1", False)
    second = S3Store(PLAN).undo(timestamp=STAMP)
    assert (present(bucket), second.is_newer) == (b"version 2", True)
    third = S3Store(PLAN).undo(timestamp=STAMP)
    assert (present(bucket), third.is_newer) == (b"version 1", False)


@pytest.mark.parametrize("has_own_tags", [False, True])
def test_each_content_is_listed_once_under_the_number_for_undo(bucket: FakeBucket, has_own_tags: bool) -> None:
    bucket.has_own_tags = has_own_tags
    versions(bucket, 4)
    S3Store(PLAN).undo(2, timestamp=STAMP)  # now: 0 1 2 3 1
    assert present(bucket) == b"version 1"
    found = S3Store(PLAN).earlier_versions()
    assert [version.number for version in found] == [1, 2, 3]
    for number, data in ((1, b"version 3"), (2, b"version 2"), (3, b"version 0")):
        versions_before = list(bucket.objects[KEY])
        assert S3Store(PLAN).undo(number, timestamp=STAMP).data == data
        bucket.objects[KEY] = versions_before


def test_a_version_is_told_by_the_moment_at_which_it_was_replaced(bucket: FakeBucket) -> None:
    versions(bucket, 3)
    written = [row.at for row in bucket.objects[KEY]]
    told = [version.replaced_at for version in S3Store(PLAN).earlier_versions()]
    assert told == [written[2], written[1]]
    assert all(isinstance(moment, datetime) and moment.tzinfo for moment in told)


def test_a_deleted_workbook_comes_back(bucket: FakeBucket) -> None:
    versions(bucket, 2)
    bucket.put(KEY, None)
    found = S3Store(PLAN).undo(timestamp=STAMP)
    assert (present(bucket), found.is_newer) == (b"version 1", False)
    assert found.replaced_at == bucket.objects[KEY][2].at, "the moment at which it was deleted"


def test_a_bucket_without_versions_says_so(bucket: FakeBucket) -> None:
    bucket.is_versioned = False
    versions(bucket, 2)
    assert refused(S3Store(PLAN).earlier_versions) == "store_unversioned"
    assert refused(S3Store(PLAN).undo, timestamp=STAMP) == "store_unversioned"
    store = S3Store(PLAN)
    store.replace(store.read(), b"version 2", timestamp=STAMP)
    assert not store.has_way_back()


def test_where_versions_are_kept_no_more_nothing_is_brought_back_over_the_present_one(bucket: FakeBucket) -> None:
    versions(bucket, 2)
    rows = list(bucket.objects[KEY])
    bucket.is_versioned = False
    bucket.objects[KEY] = rows
    assert refused(S3Store(PLAN).undo, timestamp=STAMP) == "store_unversioned"
    assert bucket.objects[KEY] == rows


def test_no_earlier_version(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    assert refused(S3Store(PLAN).earlier_versions) == "no_stored_version"
    assert refused(S3Store(PLAN).undo, timestamp=STAMP) == "no_stored_version"
    assert refused(S3Store(parse_url("s3://shop/none.xlsx")).undo, timestamp=STAMP) == "no_stored_version"


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_number_that_no_version_has(bucket: FakeBucket, number: int) -> None:
    versions(bucket, 3)
    assert refused(S3Store(PLAN).undo, number, timestamp=STAMP) == "no_version"


def test_somebody_writes_while_a_version_is_brought_back(bucket: FakeBucket) -> None:
    versions(bucket, 2)

    def before(request: str, key: str) -> None:
        if request == "versions":
            bucket.put(KEY, b"typed by somebody")

    bucket.before = before
    assert refused(S3Store(PLAN).undo, timestamp=STAMP) == "file_changed"
    assert present(bucket) == b"typed by somebody"


def test_versions_of_a_longer_key_are_not_its_own(bucket: FakeBucket) -> None:
    versions(bucket, 1)
    bucket.put(f"{KEY}.old", b"other")
    assert refused(S3Store(PLAN).undo, timestamp=STAMP) == "no_stored_version"


# -- pictures ----------------------------------------------------------------------------------------------------------


def test_pictures_are_read_in_the_folder_or_below_it(bucket: FakeBucket) -> None:
    for key in ("clients/a.png", "clients/img/a.png", "a.png"):
        bucket.put(key, b"picture")
    folder = PLAN.parent
    assert read_below(folder, "a.png", 10) == read_below(folder, "img/a.png", 10) == b"picture"
    for name in ("../a.png", "/a.png", "img//a.png", "img/../../a.png", "", "none.png", "a\n.png"):
        assert read_below(folder, name, 10) is None
    assert read_below(folder, "a.png", 3) is None


@pytest.mark.parametrize(("pattern", "names"), [
    ("s3://shop/clients/", ["a.xlsx", "b.csv", "~$a.xlsx"]), ("s3://shop/clients/*.xlsx", ["a.xlsx", "~$a.xlsx"]),
    ("s3://shop/clients/[ab].*", ["a.xlsx", "b.csv"]), ("s3://shop/", ["top.xlsx"]), ("s3://shop", ["top.xlsx"]),
    ("s3://shop/none/", []), ("s3://shop/clients/a.xlsx", ["a.xlsx"]),
])  # fmt: skip
def test_the_objects_of_a_folder_or_of_a_pattern(bucket: FakeBucket, pattern: str, names: list[str]) -> None:
    for key in ("clients/b.csv", "clients/a.xlsx", "clients/~$a.xlsx", "clients/old/a.xlsx", "clients/", "top.xlsx"):
        bucket.put(key, b"x")
    assert [address.name for address in listed(parse_url(pattern))] == names
    bucket.before = failing(StoreFault.DENIED, "keys")  # type: ignore[assignment]
    assert refused(listed, parse_url(pattern)) == "store_denied"


# -- what calgen wrote -------------------------------------------------------------------------------------------------


def test_what_calgen_wrote_is_its_own_until_somebody_changes_it(bucket: FakeBucket) -> None:
    store = S3Store(PLAN)
    store.replace(None, b"export", timestamp=STAMP, is_own=True)
    assert S3Store(PLAN).is_own()
    properties = bucket.objects[KEY][-1].properties
    bucket.put(KEY, b"changed by a program that keeps the properties", properties)
    assert not S3Store(PLAN).is_own()
    bucket.put(KEY, b"export")
    assert not S3Store(PLAN).is_own()
    store = S3Store(PLAN)
    store.replace(store.read(), b"export 2", timestamp=STAMP, is_own=True)
    assert S3Store(PLAN).is_own()
