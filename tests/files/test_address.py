"""Addresses: what is a URL, which URLs are taken, and that no secret of one is repeated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli_help import run

from calgen.files.stores.address import AddressError, S3Address, is_url, parse_url, without_secrets
from calgen.files.stores.store import LocalStore, same_place, store_of

SECRET = "wJalrXUtnFEMIK7MDENG"


@pytest.mark.parametrize(("text", "bucket", "key"), [
    ("s3://shop/plan.xlsx", "shop", "plan.xlsx"),
    ("S3://shop/clients/Mèche & fils/plan 2.xlsx", "shop", "clients/Mèche & fils/plan 2.xlsx"),
    ("s3://my.shop-1/a/b/c.xlsm", "my.shop-1", "a/b/c.xlsm"),
    ("s3://shop/", "shop", ""), ("s3://shop", "shop", ""), ("s3://shop/clients/", "shop", "clients/"),
    ("s3://shop/*.xlsx", "shop", "*.xlsx"), ("s3://shop/lea@home.xlsx", "shop", "lea@home.xlsx"),
])  # fmt: skip
def test_addresses_that_are_taken(text: str, bucket: str, key: str) -> None:
    assert parse_url(text) == S3Address(bucket, key)


@pytest.mark.parametrize(("text", "code"), [
    (f"s3://AKIA123:{SECRET}@shop/plan.xlsx", "url_secret"),
    (f"s3://AKIA123:{SECRET}/shop/plan.xlsx", "url_secret"),
    (f"s3://{SECRET}@shop/plan.xlsx", "url_secret"),
    (f"https://lea:{SECRET}@shop.example/plan.xlsx", "url_secret"),
    (f"s3://shop/plan.xlsx?X-Amz-Signature={SECRET}", "url_secret"),
    (f"https://shop.s3.amazonaws.com/plan.xlsx?AWSAccessKeyId=AKIA&Signature={SECRET}", "url_secret"),
    (f"s3://shop/plan.xlsx?secret={SECRET}", "url_secret"),
    (f"az://shop/plan.xlsx?sv=1&sig={SECRET}", "url_secret"),
    ("s3://shop/plan.xlsx?versionId=3", "url_query"), ("s3://shop/plan.xlsx#a", "url_query"),
    ("file:///home/lea/plan.xlsx", "url_file"), ("FILE://plan.xlsx", "url_file"),
    ("gs://shop/plan.xlsx", "url_scheme"), ("http://shop/plan.xlsx", "url_scheme"), ("foo://x", "url_scheme"),
    ("https://shop.example/plan.xlsx", "url_scheme"), ("memory://plan.xlsx", "url_scheme"),
    ("s3:///plan.xlsx", "url_bucket"), ("s3:/shop/plan.xlsx", "url_bucket"), ("s3://Sh/plan.xlsx", "url_bucket"),
    ("s3://shop//plan.xlsx", "url_bucket"), ("s3://shop/../plan.xlsx", "url_bucket"), ("s3://", "url_bucket"),
    ("s3://shop/a\nb.xlsx", "url_bucket"), (f"s3://shop/{'a' * 1025}", "url_bucket"),
])  # fmt: skip
def test_addresses_that_are_refused(text: str, code: str) -> None:
    assert is_url(text)
    with pytest.raises(AddressError) as caught:
        parse_url(text)
    assert caught.value.code == code
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("text", ["plan.xlsx", "C:\\clients\\plan.xlsx", "C:/plan.xlsx", "/s3/plan.xlsx", "a:b.xlsx",
                                  "./s3:/x", "notes https.xlsx"])  # fmt: skip
def test_paths_are_no_urls(text: str) -> None:
    assert not is_url(text)


REFUSED = [
    f"s3://AKIA123:{SECRET}@shop/plan.xlsx", f"s3://shop/plan.xlsx?X-Amz-Signature={SECRET}",
    f"gs://lea:{SECRET}@shop/plan.xlsx", f"https://shop/plan.xlsx?token={SECRET}&x=1", "file:///plan.xlsx",
    "ftp://shop/plan.xlsx", "s3:/shop/plan.xlsx",
]  # fmt: skip
OF_ONE = ("new", "undo", "adapt", "share")  # commands of one workbook
CASES = [(address, command) for address in REFUSED for command in ("generate", "check", *OF_ONE)]
CASES += [("s3://shop/clients/", command) for command in OF_ONE]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("address", "command"), CASES)
def test_the_command_refuses_them_and_repeats_no_secret(address: str, command: str, language: str) -> None:
    for arguments in ((command, address), (command, "plan.xlsx", address, address)):
        made = run(language, *arguments)
        assert made.exit_code == 2
        assert SECRET not in made.output
        assert "Traceback" not in made.output
    assert "s3://" in run(language, command, address).output or address.startswith("file") or address.endswith("/")


def test_secrets_are_taken_out_of_any_text() -> None:
    told = without_secrets(f"Not s3://AKIA:{SECRET}@shop/x nor https://a/?sig={SECRET}&b=2")
    assert told == "Not s3://…@shop/x nor https://a/?sig=…&b=…"
    assert without_secrets("lea@example.org has s3://shop/x") == "lea@example.org has s3://shop/x"


def test_what_commands_ask_of_an_address() -> None:
    plan = parse_url("s3://shop/clients/plan.v2.xlsx")
    assert (plan.name, plan.stem, plan.suffix) == ("plan.v2.xlsx", "plan.v2", ".xlsx")
    assert str(plan.parent) == "s3://shop/clients/"
    assert str(plan.with_name("b.csv")) == str(plan.parent / "b.csv") == "s3://shop/clients/b.csv"
    assert str(plan.with_suffix(".html")) == "s3://shop/clients/plan.v2.html"
    assert str(S3Address("shop", "a") / "b") == "s3://shop/a/b"


def test_one_file_under_two_addresses(tmp_path: Path) -> None:
    plan, other = tmp_path / "plan.xlsx", tmp_path / "other.xlsx"
    assert same_place(plan, tmp_path / "x" / ".." / "plan.xlsx")
    plan.write_bytes(b"x")
    os.link(plan, other)
    assert same_place(plan, other)
    assert same_place(parse_url("s3://shop/a"), parse_url("s3://shop/a"))
    assert not same_place(parse_url("s3://shop/a"), parse_url("s3://shop/b"))
    assert not same_place(plan, parse_url("s3://shop/a"))
    assert store_of(plan) == LocalStore(plan)


def test_nothing_of_the_cloud_is_loaded_for_a_file_of_this_computer(tmp_path: Path) -> None:
    cloud = "{'fsspec', 's3fs', 'aiobotocore', 'boto3', 'calgen.files.stores.s3_store'}"
    call = "import sys; from calgen.cli import main; main(sys.argv[1:], standalone_mode=False)"
    code = f"{call}; print({cloud} & set(sys.modules))"
    for arguments in (("--help",), ("new", str(tmp_path / "plan.xlsx"))):
        found = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        assert found.stdout.splitlines()[-1:] in (["set()"], []), found.stderr
        assert found.returncode == 0, found.stderr
