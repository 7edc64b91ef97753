"""The invented results of samples are those of their plans, and the commands of the README play them as typed."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest
import sample_results
import seeds
from click.testing import CliRunner
from office import unlocked
from sample_results import FOLDER, IMPORTED, QUARTER, published

from benchmarks.simulated_matching import matching_score
from calgen.book.languages import languages
from calgen.book.review_columns import ACCEPT_COLUMN, KEY_COLUMN
from calgen.book.words import load_words
from calgen.cli import main
from calgen.result_steps import ResultRequest, import_into

ROOT = Path(__file__).parents[1]
HALVES = dict(zip(("en", "fr"), (ROOT / "README.md").read_text(encoding="utf-8").split("## En français"), strict=True))
MOST_BYTES = 40_000  # of a file

each_sample = pytest.mark.parametrize("sample", seeds.few_of(sample_results.WORLDS, 1))


def contents(data: bytes) -> object:
    """The bytes of a file; of an archive those of its members, for compressors differ."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@each_sample
def test_the_files_are_up_to_date_and_small(sample: str) -> None:
    there = {path: path.read_bytes() for path in sorted((FOLDER / sample).iterdir())}
    due = sample_results.made(sample)
    assert {path: contents(data) for path, data in there.items()} == {
        path: contents(data) for path, data in due.items()
    }, "python tests/renew.py"
    assert {path.name for path, data in there.items() if len(data) > MOST_BYTES} == set()


@each_sample
def test_nearly_all_of_them_are_matched_and_none_wrongly(sample: str) -> None:
    request = ResultRequest([(path.name, data) for path, data in sample_results.made(sample).items()])
    done = import_into(sample_results.planned(sample), f"{sample}.xlsx", request, IMPORTED, "fr")
    score = matching_score(published(sample), done.report, ())
    assert (score.wrong, score.exact_found) == ((), score.exact)
    assert score.others_found >= 0.95 * score.others > 90


def test_they_are_told_as_invented_in_both_languages() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "invented" in text
    assert "inventé" in text
    assert f"{QUARTER.first:%Y-%m-%d}" in text


def quarter(half: str) -> list[list[str]]:
    """The calls of calgen in the block of the README that plays a quarter of results, in words."""
    (block,) = (block for block in re.findall(r"```sh\n(.*?)```", half, re.DOTALL) if "samples/results" in block)
    lines = [line.split(" #")[0] for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("calgen ")]


@pytest.mark.long
@pytest.mark.parametrize("language", HALVES)
def test_the_quarter_of_the_readme_can_be_played_as_it_is_typed(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FOLDER, tmp_path / "samples" / "results")
    monkeypatch.chdir(tmp_path)
    for words in quarter(HALVES[language]):
        if words[0] == "adapt":
            assert accepted(Path(words[1])) > 0
        given = [path for word in words for path in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
        result = CliRunner().invoke(main, given)
        assert result.exit_code == 0, (words, result.output)
        assert words[0] != "adapt" or " → " in result.output, result.output
    played = [words[0] for words in quarter(HALVES[language])]
    assert played == ["new", "generate", "results", "generate", "adapt", "next"]


def accepted(path: Path) -> int:
    """Says yes to each proposal of the tab Review, as the comment of the command says; how many there are."""
    book = unlocked(path.read_bytes(), values=False)
    sheet = next(sheet for sheet in book if sheet.title in {load_words(one).title("review") for one in languages()})
    rows = [row for row in range(1, sheet.max_row + 1) if "|" in str(sheet.cell(row, KEY_COLUMN).value)]
    for row in rows:
        sheet.cell(row, ACCEPT_COLUMN).value = "oui"
    book.save(path)
    return len(rows)
