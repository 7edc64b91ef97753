"""Commands on workbooks in a bucket of a real S3 server: the same bytes as on this computer, and nothing lost."""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import short_salon
from exported_results import meta_file
from s3_server import Server, s3_server
from test_cli_help import run
from test_today import CALLS, TODAY, with_text

pytest.importorskip("moto.server", reason="needs: pip install 'calgen[system]'")
boto3 = pytest.importorskip("boto3", reason="needs: pip install 'calgen[system]'")

from calgen.files.stores import s3_bucket, s3_conditions  # noqa: E402 -- skipped before where nothing can be tried

pytestmark = pytest.mark.system

KEY_ID, SECRET, TOKEN = "AKIAEXAMPLEOFKEYS00", "wJalrXUtnFEMIK7MDENGbPxRfiCY", "FwoGZXIvYXdzEXAMPLETOKEN"
PLAN = "s3://shop/clients/plan.xlsx"
KEY = "clients/plan.xlsx"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Server]:
    """The server with an empty bucket `shop` that keeps versions; no test may end with a secret in what was logged."""
    running.behave()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in (("ACCESS_KEY_ID", KEY_ID), ("SECRET_ACCESS_KEY", SECRET), ("SESSION_TOKEN", TOKEN),
                        ("DEFAULT_REGION", "us-east-1"), ("ENDPOINT_URL", running.address),
                        ("EC2_METADATA_DISABLED", "true"), ("CONFIG_FILE", os.devnull),
                        ("SHARED_CREDENTIALS_FILE", os.devnull)):  # fmt: skip
        monkeypatch.setenv(f"AWS_{name}", value)
    for name, seconds in (("CONNECT_SECONDS", 2), ("ANSWER_SECONDS", 5), ("ATTEMPTS", 1)):
        monkeypatch.setattr(s3_bucket, name, seconds)
    monkeypatch.setattr(s3_conditions, "_proven", set())
    s3_bucket._client.cache_clear()
    from moto.backends import get_backend

    get_backend("s3").reset()
    client().create_bucket(Bucket="shop")
    client().put_bucket_versioning(Bucket="shop", VersioningConfiguration={"Status": "Enabled"})
    running.requests.clear()
    caplog.set_level(logging.DEBUG, "s3fs")
    yield running
    running.behave()
    assert not has_secret(caplog.text)


def client() -> Any:
    return boto3.client("s3")


def has_secret(text: str) -> bool:
    return any(secret in text for secret in (KEY_ID, SECRET, TOKEN))


def call(*arguments: str, code: int = 0, language: str = "en") -> str:
    """What a command says; it ends with a code, and repeats no secret."""
    made = run(language, *arguments)
    assert made.exit_code == code, (made.output, made.exception)
    assert not has_secret(made.output)
    assert "Traceback" not in made.output
    return str(" ".join(made.output.split()))


def put(data: bytes, key: str = KEY) -> None:
    client().put_object(Bucket="shop", Key=key, Body=data)


def stored(key: str = KEY) -> bytes:
    return bytes(client().get_object(Bucket="shop", Key=key)["Body"].read())


def keys() -> set[str]:
    return {row["Key"] for row in client().list_objects_v2(Bucket="shop").get("Contents", ())}


def test_a_folder_of_a_bucket_is_several_workbooks(server: Server) -> None:
    """Each process of the batch asks the store by itself."""
    for name in ("a.xlsx", "b.xlsx"):
        put(short_salon.strategy(), f"clients/{name}")
    put(b"a note", "clients/notes.txt")
    put(short_salon.strategy(), "clients/below/c.xlsx")
    said = call("generate", "s3://shop/clients/", "--today", "2026-12-28", "--jobs", "1")
    assert "2 workbooks: 2 done. 1 other file was left alone." in said
    assert stored("clients/a.xlsx") == stored("clients/b.xlsx") != short_salon.strategy()
    assert stored("clients/below/c.xlsx") == short_salon.strategy()


def test_exports_of_several_workbooks_in_a_folder(server: Server) -> None:
    for name in ("a", "b"):
        put(short_salon.calendar(), f"clients/{name}.xlsx")
    for folder in ("s3://shop/out/", "s3://shop/out"):
        call("export", "s3://shop/clients/", "--to", "ics", "-o", folder, *TODAY, "--jobs", "1")
        assert {"out/a-calendar.ics", "out/b-calendar.ics"} == {key for key in keys() if key.startswith("out")}
    call("export", "s3://shop/clients/", "--to", "ics", "-o", "s3://shop/out.xlsx", *TODAY, code=2)
    said = call("export", "s3://shop/clients/a.xlsx", "--to", "ics", "--by", "platform", "-o", "s3://shop/out/", *TODAY)
    assert "a-calendar.ics" in said, "what an earlier export left is told"
    assert "b-calendar.ics" not in said


def test_exports_of_platforms_in_folders_of_a_bucket(server: Server) -> None:
    for name in ("a", "b"):
        put(short_salon.calendar(), f"clients/{name}.xlsx")
    put(meta_file(), "exports/a/meta.csv")
    day = ("--today", "2027-01-11")
    said = call("results", "s3://shop/clients/", "s3://shop/exports/", *day, "--dry-run", "--jobs", "1")
    assert "1 would change, 1 without exports" in said
    call("results", "s3://shop/clients/a.xlsx", "s3://shop/exports/a/", *day)
    assert stored("clients/a.xlsx") != short_salon.calendar()


def test_the_report_of_an_earlier_batch_is_no_workbook(server: Server) -> None:
    put(short_salon.strategy(), "clients/a.xlsx")
    for _ in range(2):
        assert "1 workbook: 1 done" in call("check", "s3://shop/clients/", "--report", "s3://shop/clients/table.xlsx")
    call("check", "s3://shop/clients/", "--report", "s3://shop/clients/a.xlsx", code=2)
    assert stored("clients/a.xlsx") == short_salon.strategy()


# -- the same as on this computer --------------------------------------------------------------------------------------

JOURNEY = ("check", "generate", "pause", "share", "results", "export", "next")
BESIDE = {"export.csv": "Link,Views\nhttps://a.example/1,5\n"}  # what `results` reads


@pytest.mark.parametrize("command", JOURNEY)
def test_the_same_bytes_and_words_as_on_this_computer(
    server: Server, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.xlsx").write_bytes(with_text())
    put(with_text())
    for name, text in BESIDE.items():
        Path(name).write_text(text, encoding="utf-8")
        put(text.encode(), f"clients/{name}")
    there_too = [f"s3://shop/clients/{word}" if word in (*BESIDE, "out.ics") else word for word in CALLS[command]]
    here = run("en", command, "plan.xlsx", *CALLS[command])
    there = run("en", command, PLAN, *there_too)
    assert here.exit_code == there.exit_code == 0, (there.output, there.exception)
    assert words(there.output.replace("s3://shop/clients/", "")) == words(here.output)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {key.removeprefix("clients/"): stored(key) for key in keys()} == files


def words(text: str) -> str:
    """A text without what depends on the width of its lines."""
    return re.sub(r"[\s─━╌]+", " ", text)


def test_a_new_workbook_and_one_of_this_computer(server: Server, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    call("new", PLAN, "--lang", "fr")
    call("new", str(plan), "--lang", "fr")
    assert stored() == plan.read_bytes()
    assert "already exists" in call("new", PLAN, code=1)
    call("new", PLAN, "--lang", "en", "--force")
    assert stored() != plan.read_bytes()
    call("undo", PLAN)
    assert stored() == plan.read_bytes()
    plan.write_bytes(with_text())
    call("generate", str(plan), "-o", "s3://shop/clients/other.xlsx", "--force", "--today", "2027-01-11")
    assert keys() == {KEY, "clients/other.xlsx"}, "nothing of a probe is left"
    call("generate", PLAN, "-o", str(tmp_path / "back.xlsx"), "--today", "2027-01-12", code=1)  # it is empty
    put(stored("clients/other.xlsx"))
    call("generate", PLAN, "-o", str(tmp_path / "back.xlsx"), "--today", "2027-01-11")
    assert (tmp_path / "back.xlsx").read_bytes() == stored()


def test_what_is_shared_is_made_again_until_somebody_has_changed_it(server: Server) -> None:
    for name in ("page.html", "page.xlsx"):
        put(b"of somebody", f"clients/{name}")
    arguments = ("share", PLAN, "-o", "s3://shop/clients/page.html", "--today", "2027-01-11")
    put(with_text())
    call(*arguments, code=1)
    for name in ("page.html", "page.xlsx"):
        client().delete_object(Bucket="shop", Key=f"clients/{name}")
    call(*arguments)
    call(*arguments)
    put(stored("clients/page.html") + b"<!-- changed -->", "clients/page.html")
    call(*arguments, code=1)


# -- two writers -------------------------------------------------------------------------------------------------------


def test_what_somebody_writes_while_a_run_plans_is_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from calgen import api

    put(with_text())
    planned = api.generate

    def slow(*arguments: Any, **named: Any) -> Any:
        made = planned(*arguments, **named)
        put(b"typed by somebody")
        return made

    monkeypatch.setattr(api, "generate", slow)
    assert "changed" in call("generate", PLAN, "--force", "--today", "2027-01-12", code=4)
    assert stored() == b"typed by somebody"


@pytest.mark.parametrize("command", ["pause", "shift", "next"])
def test_no_command_writes_over_what_somebody_wrote_meanwhile(
    server: Server, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it try again by itself: it was asked for the version before."""
    put(with_text())
    written = s3_bucket.S3Bucket.write

    def late(bucket: s3_bucket.S3Bucket, key: str, *arguments: Any) -> str:
        if key == KEY:
            put(b"typed by somebody")
        return written(bucket, key, *arguments)

    monkeypatch.setattr(s3_bucket.S3Bucket, "write", late)
    assert "Run again" in call(command, PLAN, *CALLS[command], code=4)
    assert stored() == b"typed by somebody"


def test_two_who_make_one_file(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from calgen import api

    made = api.new

    def slow(*arguments: Any) -> bytes:
        put(b"of the other")
        return made(*arguments)

    monkeypatch.setattr(api, "new", slow)
    call("new", PLAN, code=1)
    assert stored() == b"of the other"


# -- versions ----------------------------------------------------------------------------------------------------------


def test_versions_and_the_way_back(server: Server) -> None:
    for n in range(4):
        put(b"version %d" % n)
    listed = call("undo", PLAN, "--list")
    assert listed.count("replaced on") == 3
    call("undo", PLAN, "--to", "2")
    assert stored() == b"version 1"
    call("undo", PLAN)
    assert stored() == b"version 3"
    assert "--list" in call("undo", PLAN, "--to", "9", code=1)
    client().delete_object(Bucket="shop", Key=KEY)
    call("undo", PLAN)
    assert stored() == b"version 3"


def test_names_of_all_kinds_and_names_that_begin_alike(server: Server) -> None:
    key = "Mèche & fils/100 % + plus/l'été (2).xlsx"
    for n in range(2):
        for name in (key, f"{key}.old", KEY):
            put(b"%s %d" % (name.encode(), n), name)
    assert call("undo", f"s3://shop/{key}", "--list").count("replaced on") == 1
    call("undo", f"s3://shop/{key}")
    assert stored(key) == f"{key} 0".encode()
    assert stored(f"{key}.old") == f"{key}.old 1".encode()


def test_every_step_is_walked_back_and_forth(server: Server) -> None:
    for n in range(4):
        put(b"version %d" % n)
    for number, expected in ((3, b"version 0"), (3, b"version 1"), (3, b"version 2"), (1, b"version 1"),
                             (2, b"version 0"), (3, b"version 3")):  # fmt: skip
        call("undo", PLAN, "--to", str(number))
        assert stored() == expected
        assert call("undo", PLAN, "--list").count("replaced on") == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_bucket_without_versions(server: Server, language: str) -> None:
    client().create_bucket(Bucket="plain")
    client().put_object(Bucket="plain", Key="plan.xlsx", Body=with_text())
    plan = "s3://plain/plan.xlsx"
    told = {"fr": "ne garde pas les versions", "en": "keeps no earlier versions"}
    assert told["en"] in call("generate", plan, "--force", "--today", "2027-01-12", language=language)
    for arguments in (("undo", plan), ("undo", plan, "--list")):
        assert told["en"] in call(*arguments, code=1, language=language), "in the language of the workbook"
    client().put_object(Bucket="plain", Key="plan.xlsx", Body=b"no workbook")
    assert told[language] in call("undo", plan, code=1, language=language)


# -- stores that refuse, fail or die ---------------------------------------------------------------------------------


def test_a_store_that_ignores_conditions_is_refused_before_it_plans(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from calgen import api

    put(with_text())
    monkeypatch.setattr(api, "generate", lambda *_, **__: pytest.fail("it has planned"))
    server.ignores_conditions = True
    assert "without looking" in call("generate", PLAN, "--today", "2027-01-12", code=1)
    assert "without looking" in call("new", "s3://shop/clients/new.xlsx", code=1)
    assert (stored(), keys()) == (with_text(), {KEY})
    found = client().list_object_versions(Bucket="shop")
    rows = [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]
    assert {row["Key"] for row in rows} == {KEY}, "no version of the probe is left"


@pytest.mark.parametrize(("answers", "told", "code"), [
    ({"PUT": ("501 Not Implemented", "NotImplemented")}, "without looking", 1),
    ({"PUT": ("403 Forbidden", "AccessDenied")}, "s3:PutObject", 1),
    ({"GET": ("403 Forbidden", "AccessDenied")}, "s3:GetObject", 1),
    ({"GET": ("403 Forbidden", "InvalidAccessKeyId")}, "credentials", 1),
    ({"GET": ("403 Forbidden", "SignatureDoesNotMatch")}, "credentials", 1),
    ({"GET": ("301 Moved Permanently", "PermanentRedirect")}, "another region", 1),
    ({"GET": ("400 Bad Request", "AuthorizationHeaderMalformed")}, "another region", 1),
    ({"GET": ("400 Bad Request", "ExpiredToken")}, "credentials", 1),
    ({"GET": ("503 Slow Down", "SlowDown")}, "Wait a moment", 4),
    ({"GET": ("500 Internal Server Error", "InternalError")}, "does not answer", 1),
    ({"GET": ("418 Teapot", "Teapot")}, "Teapot", 1),
])  # fmt: skip
def test_what_a_store_answers(server: Server, answers: dict[str, tuple[str, str]], told: str, code: int) -> None:
    put(with_text())
    server.answers = answers
    assert told in call("generate", PLAN, "--force", "--today", "2027-01-12", code=code)
    server.behave()
    assert stored() == with_text()


@pytest.mark.parametrize("method", ["HEAD", "GET", "PUT"])
def test_a_server_that_dies_leaves_the_workbook_whole(server: Server, method: str) -> None:
    for n in range(3):
        put(b"version %d" % n)
    s3_conditions._proven.add(("shop", False))  # the store is known to be good: the first PUT is that of the workbook
    server.dies_at = method
    said = call("undo", PLAN, code=1)
    assert ("stopped answering" if method == "PUT" else "does not answer") in said
    server.behave()
    assert stored() == b"version 2"
    call("undo", PLAN)
    assert stored() == b"version 1"


def test_a_lost_answer_is_a_done_write(server: Server) -> None:
    for n in range(3):
        put(b"version %d" % n)
    server.loses_answer_of = "PUT"
    call("undo", PLAN)
    assert stored() == b"version 1"


def test_a_server_that_is_too_slow(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    put(with_text())
    monkeypatch.setattr(s3_bucket, "ANSWER_SECONDS", 0.3)
    s3_bucket._client.cache_clear()
    server.delay = 1
    assert "ne répond pas" in call("check", PLAN, code=1, language="fr")


def test_no_server_no_bucket_no_object(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "does not exist" in call("check", PLAN, code=1)
    assert "no bucket" in call("check", "s3://nowhere/plan.xlsx", code=1)
    assert "no bucket" in call("new", "s3://nowhere/plan.xlsx", code=1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free.getsockname()[1]}")
    s3_bucket._client.cache_clear()
    assert "does not answer" in call("check", PLAN, code=1)
    assert "ne répond pas" in call("generate", PLAN, code=1, language="fr")


# -- credentials -------------------------------------------------------------------------------------------------------


def test_no_credentials(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    put(with_text())
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.delenv(f"AWS_{name}")
    monkeypatch.setenv("HOME", "/nonexistent")
    s3_bucket._client.cache_clear()
    assert "aws configure" in call("check", PLAN, code=1)
    assert "identifiant" in call("generate", PLAN, code=1, language="fr")


def test_credentials_that_the_store_does_not_know(server: Server) -> None:
    put(with_text())
    try:
        _ask_for_credentials_after(server, 0)
        assert "credentials" in call("check", PLAN, code=1)
    finally:
        _ask_for_credentials_after(server, 100_000_000)


def _ask_for_credentials_after(server: Server, requests: int) -> None:
    """After that many requests, the server wants to know each key of access."""
    address, kind = f"{server.address}/moto-api/reset-auth", {"Content-Type": "text/plain"}
    urlopen(Request(address, str(requests).encode(), kind), timeout=5).close()


def test_a_fault_of_calgen_s_reports_no_secret(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from calgen import api

    put(with_text())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(api, "diagnose", lambda *_, **__: 1 // 0)
    call("check", PLAN, code=70)
    reports = [path.read_text(encoding="utf-8") for path in tmp_path.glob("calgen-*.txt")]
    assert len(reports) == 1
    assert "ZeroDivisionError" in reports[0]
    assert not has_secret(reports[0])


def test_a_missing_extra_is_named_with_its_command(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    s3_bucket._client.cache_clear()
    assert 'pip install "calgen[cloud]"' in call("check", PLAN, code=1)
    assert 'pip install "calgen[cloud]"' in call("generate", PLAN, code=1, language="fr")
