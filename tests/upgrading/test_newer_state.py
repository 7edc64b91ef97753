"""A workbook whose hidden state is in the format of a later version is refused in a sentence, and left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from seeds import each_language
from workbooks import data, with_part

from calgen.cli import main
from calgen.last_run import FORMAT

COMMANDS = (("generate", "--today", "2027-01-04"), ("generate", "--force"), ("check",), ("balance",))
SAMPLES = {"fr": "salon.fr.generated", "en": "saas.en.generated"}
STATE = "xl/worksheets/sheet23.xml"
SAID = {"fr": "Mettez calgen à jour", "en": "Update calgen"}


def of_later_format(name: str) -> bytes:
    """A workbook whose state says that it has the next format."""
    named = with_part(data("0.1.0", name), STATE, b"<t>version</t>", b"<t>format</t>")
    return with_part(named, STATE, b"<t>0.1.0</t>", b"<t>%d</t>" % (FORMAT + 1))


@each_language
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_is_refused_in_a_sentence_and_not_touched(command: tuple[str, ...], language: str, tmp_path: Path) -> None:
    path, before = tmp_path / "plan.xlsx", of_later_format(SAMPLES[language])
    path.write_bytes(before)
    ended = CliRunner().invoke(main, [command[0], str(path), *command[1:]])
    assert ended.exit_code == 1
    assert SAID[language] in " ".join(ended.output.split())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
