"""The commands, run as a person runs them: what they print, what they write, with which code they end."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from seeds import few_of

from calgen import api
from calgen.book.languages import languages
from calgen.book.problems import Severity
from calgen.book.words import load_words
from calgen.check import tomster
from calgen.check.advice_order import OF_BALANCE
from calgen.cli import main
from calgen.export import FORMATS
from calgen.plan.themes.rules import RULES
from calgen.plan.themes.score import score_plan
from calgen.strategy import TABS, Strategy

TODAY = ("--today", "2027-01-04")
DRAWN = [tab for tab in TABS if not tab.on_demand]
SOCIAL_PART = f"xl/worksheets/sheet{len(DRAWN) + 2}.xml"  # the first tab after the guide and the input tabs
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, on a system that speaks English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> Result:
        found = CliRunner().invoke(main, arguments)
        assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
        assert "Traceback" not in found.output
        return found

    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The salon before and after its first run, made once."""
    place = tmp_path_factory.mktemp("salon") / "salon.xlsx"
    runner = CliRunner()
    assert runner.invoke(main, ["new", str(place), "--sample", "salon", "--start", "2027-01-04"]).exit_code == 0
    before = place.read_bytes()
    assert runner.invoke(main, ["generate", str(place), *TODAY]).exit_code == 0
    return {"before": before, "after": place.read_bytes()}


def put(name: str, data: bytes) -> Path:
    """A file in the present folder."""
    path = Path(name)
    path.write_bytes(data)
    return path


def edited(data: bytes) -> bytes:
    """The calendar with one theme typed over in the social tab."""
    return with_text(data, SOCIAL_PART, "Conseil du jour", "Conseil à moi")


def with_text(data: bytes, part: str, before: str, after: str) -> bytes:
    """The same workbook with the first mention of a text in a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            if name == part:
                assert before.encode() in held
                held = held.replace(before.encode(), after.encode(), 1)
            new.writestr(name, held)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """Everything in the present folder, hidden files too."""
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


# -- new -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "tab"), [("fr", "Calendrier social"), ("en", "Social calendar")])
def test_new_writes_a_workbook_in_the_language_asked(run: Run, language: str, tab: str) -> None:
    found = run("new", "s.xlsx", "--lang", language)
    assert found.exit_code == 0
    assert load_words(language).text("cli", "created", file="s.xlsx") in found.output
    with zipfile.ZipFile("s.xlsx") as package:
        assert tab in package.read("xl/workbook.xml").decode()
    assert list(files()) == ["s.xlsx"]


def test_new_does_not_replace_a_file_unless_forced(run: Run) -> None:
    put("s.xlsx", b"mine")
    found = run("new", "s.xlsx")
    assert found.exit_code == 1
    assert "s.xlsx already exists" in found.output
    assert files() == {"s.xlsx": b"mine"}
    assert run("new", "s.xlsx", "--force").exit_code == 0
    (backup,) = Path(".calgen-backups").iterdir()
    assert backup.read_bytes() == b"mine"
    assert Path("s.xlsx").read_bytes().startswith(b"PK")


def test_new_tells_which_samples_there_are(run: Run) -> None:
    found = run("new", "s.xlsx", "--sample", "boulangerie")
    assert found.exit_code == 1
    for name in ("boulangerie", "mairie", "musee", "saas", "salon"):
        assert name in found.output
    assert files() == {}


# -- refusals, in every command that reads --------------------------------------------------------------------------


@pytest.mark.parametrize("command", few_of(["generate", "check", "balance"], 1))
def test_a_file_that_is_not_there_is_refused(run: Run, command: str) -> None:
    found = run(command, "absent.xlsx")
    assert found.exit_code == 1
    assert load_words("en").text("problems", "file_absent", "message", file="absent.xlsx") in found.output
    assert files() == {}


@pytest.mark.parametrize("command", few_of(["generate", "check", "balance"], 1))
def test_what_is_not_a_workbook_is_refused_and_left_alone(run: Run, command: str) -> None:
    put("letter.xlsx", b"Dear all, here is no workbook.")
    found = run(command, "letter.xlsx")
    assert found.exit_code == 1
    assert "not a workbook" in found.output
    assert "1 error" in found.output
    assert files() == {"letter.xlsx": b"Dear all, here is no workbook."}


def test_refusals_are_data_too(run: Run) -> None:
    found = run("check", "absent.xlsx", "--format", "json")
    assert found.exit_code == 1
    (one,) = json.loads(found.output)
    assert (one["code"], one["severity"]) == ("file_absent", "error")


def test_a_french_system_is_refused_in_french(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    told = load_words("fr").text("problems", "file_absent", "message", file="absent.xlsx")
    assert told in run("check", "absent.xlsx").output


@pytest.mark.parametrize(
    "line",
    [["generate"], ["check", "a.xlsx", "--loud"], ["new", "a.xlsx", "--lang", "de"], ["draw"],
     ["generate", "a.xlsx", "--today", "soon"], ["check", "a.xlsx", "--format", "xml"]],
)  # fmt: skip
def test_usage_mistakes_end_with_2(run: Run, line: list[str]) -> None:
    assert run(*line).exit_code == 2
    assert files() == {}


def test_a_workbook_open_elsewhere_ends_with_4_and_says_so_in_its_language(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    put(".~lock.salon.xlsx#", b"Sandrine,salon,04.01.2027 09:00")
    before = files()
    found = run("generate", "salon.xlsx", *TODAY)
    assert found.exit_code == 4
    told = load_words("fr").text("problems", "file_open", "message", file="salon.xlsx", sign=".~lock.salon.xlsx#")
    assert told in found.output
    assert files() == before


# -- check ---------------------------------------------------------------------------------------------------------


def test_check_speaks_the_workbook_s_language_and_writes_nothing(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    before = files()
    found = run("check", "salon.xlsx", *TODAY)
    assert found.exit_code == 0
    assert load_words("fr").text("findings", "title") in found.output
    told = api.diagnose(made["before"], "salon.xlsx", date.fromisoformat(TODAY[-1])).problems
    count = sum(problem.severity is Severity.WARNING for problem in told)
    assert count > 1
    assert load_words("fr").text("cli", "counts_warning", n=count) in found.output
    assert files() == before


def test_check_shows_the_steps_then_the_findings_by_severity(run: Run, tmp_path: Path) -> None:
    assert run("new", "mairie.xlsx", "--sample", "mairie", "--start", "2027-09-06").exit_code == 0
    found = run("check", "mairie.xlsx", "--today", "2027-08-02")
    assert found.exit_code == 0
    spoken = load_words("fr")
    steps = [line.split()[1] for line in found.output.splitlines()[1:] if re.match(r"[TOMSER]  \S", line)]
    assert steps == [spoken.text("tomster", one.key) for one in tomster.steps(Strategy())]
    titles = [spoken.text("findings", key) for key in ("warnings", "notes")]
    places = [found.output.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    told = json.loads(run("check", "mairie.xlsx", "--today", "2027-08-02", "--format", "json").output)
    assert len([one for one in told if one["code"] == "tab_read"]) > 5
    findings = [one for one in told if one["code"] not in ("tab_read", "tab_left")]
    severities = [one["severity"] for one in findings]
    assert severities == sorted(severities, reverse=True)  # warning, note
    shown = {one["code"] for one in findings if f"  {one['code']}\n" in found.output}
    assert {one["code"] for one in findings} - shown <= OF_BALANCE | {"frequency_over"}
    assert found.output.startswith(spoken.text("findings", "first"))


def test_check_stops_with_the_errors_first_and_no_step(run: Run) -> None:
    assert run("new", "vide.xlsx", "--lang", "fr").exit_code == 0
    found = run("check", "vide.xlsx", "--today", "2027-01-04")
    assert found.exit_code == 1
    assert found.output.startswith(load_words("fr").text("findings", "errors"))
    assert load_words("fr").text("findings", "title") not in found.output


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", ["wheel_all", "WHEEL_ALL", "Wheel_All"])
def test_a_finding_explains_itself(run: Run, language: str, code: str) -> None:
    spoken = load_words(language)
    found = run("check", "--explain", code, "--lang", language)
    assert found.exit_code == 0
    for text in (*spoken.outline("wheel_all"), *spoken.explanation("wheel_all").values(), spoken.text("method", "why")):
        assert text in found.output
    told = json.loads(run("check", "--explain", code, "--lang", language, "--format", "json").output)
    assert (told["code"], told["step"]) == ("wheel_all", "objectives")
    assert {key: told[key] for key in ("why", "unless")} == spoken.explanation("wheel_all")


def test_an_explanation_follows_the_system_s_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_words("en").explanation("role_blank")["why"] in run("check", "--explain", "role_blank").output
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert load_words("fr").explanation("role_blank")["why"] in run("check", "--explain", "role_blank").output


def test_a_problem_that_speaks_for_itself_has_its_message_and_cure(run: Run) -> None:
    found = run("check", "--explain", "cell_required")
    assert found.exit_code == 0
    assert all(text in found.output for text in load_words("en").outline("cell_required"))


def test_a_code_that_there_is_not_names_those_nearby(run: Run) -> None:
    found = run("check", "--explain", "vanity", "--lang", "fr")
    assert found.exit_code == 2
    assert load_words("fr").text("cli", "code_near", code="vanity", near="vanity_only") in found.output
    assert "wheel_all, wheel_too_many, wheel_none" in run("check", "--explain", "WHEEL").output
    assert "proof_missing" in run("check", "--explain", "prof_mising").output
    assert run("check", "--explain", "zzz").exit_code == 2
    assert load_words("en").text("cli", "code_unknown", code="zzz") in run("check", "--explain", "zzz").output


def test_check_needs_a_file_or_a_code(run: Run) -> None:
    assert run("check").exit_code == 2


def broken(data: bytes) -> bytes:
    """The salon with a cadence that nobody can read, and an objective that is not there."""
    data = with_text(data, "xl/worksheets/sheet4.xml", "1 par jour", "souvent")
    return with_text(data, "xl/worksheets/sheet4.xml", "Mardi, Mercredi, Jeudi, Vendredi, Samedi, Dimanche", "mardredi")


def test_check_tells_every_problem_with_its_place(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", broken(made["before"]))
    found = run("check", "salon.xlsx")
    assert found.exit_code == 1
    assert "souvent" in found.output
    assert "mardredi" in found.output
    assert re.search(r"Plateformes!G\d", found.output)
    assert re.search(r"Plateformes!H\d", found.output)
    assert "2 erreurs" in found.output
    problems = json.loads(run("check", "salon.xlsx", "--format", "json").output)
    places = {one["tab"] + "!" + one["cell"][0] for one in problems if one["severity"] == "error"}
    assert places == {"Plateformes!G", "Plateformes!H"}
    assert all(one["message"] and (one["cure"] or one["code"] in ("tab_read", "tab_left")) for one in problems)


def test_generate_writes_nothing_where_there_are_errors(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", broken(made["before"]))
    before = files()
    found = run("generate", "salon.xlsx", *TODAY)
    assert found.exit_code == 1
    assert load_words("fr").text("cli", "stopped") in found.output
    assert files() == before
    told = json.loads(run("generate", "salon.xlsx", *TODAY, "--format", "json").output)
    assert (told["written"], told["posts"]) == (False, 0)
    assert {one["tab"] for one in told["problems"]} == {"Plateformes"}


# -- generate ------------------------------------------------------------------------------------------------------


def test_generate_writes_the_calendar_and_keeps_the_version_before(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    found = run("generate", "salon.xlsx", *TODAY)
    assert found.exit_code == 0
    assert load_words("fr").text("cli", "written", file="salon.xlsx") in found.output
    assert Path("salon.xlsx").read_bytes() == made["after"]
    (backup,) = Path(".calgen-backups").iterdir()
    assert backup.read_bytes() == made["before"]
    english = {"Planned", "Asked", "posts", "Written", "Content mix"}
    assert not english & set(re.findall(r"\w+", found.output))


def test_generate_json_counts_and_has_places(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    told = json.loads(run("generate", "salon.xlsx", *TODAY, "--format", "json").output)
    assert (told["written"], told["file"]) == (True, "salon.xlsx")
    assert told["posts"] > 300
    assert 0 < told["subjects"] < told["posts"]
    placed = [one for one in told["problems"] if one["tab"]]
    assert placed
    assert all(re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", one["cell"]) for one in placed)


def test_generate_json_has_the_score_and_the_certificate_of_the_plan(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    told = json.loads(run("generate", "salon.xlsx", *TODAY, "--dry-run", "--format", "json").output)
    plan = api.generate(made["before"], "salon.xlsx", date(2027, 1, 4))
    assert plan.plan
    scores = score_plan(plan.strategy, plan.plan)
    assert [(one["rule"], one["weight"]) for one in told["score"]] == [(rule.key, rule.weight) for rule in RULES]
    assert [one["points"] for one in told["score"]] == pytest.approx([score.points for score in scores], abs=1e-5)
    assert all(one["points"] == pytest.approx(one["weight"] * one["count"], abs=1e-4) for one in told["score"])
    assert [one["worst"] is None for one in told["score"]] == [score.worst is None for score in scores]
    assert [(one["level"], one["platform"], one["name"], one["planned"]) for one in told["certificate"]] == [
        (line.level, line.platform, line.name, line.planned) for line in plan.plan.certificate
    ]
    assert all(one["worst_gap"] <= max(one["limit"], one["unavoidable"]) + 1e-5 for one in told["certificate"])


@pytest.mark.long
def test_generate_json_of_an_unchanged_file_says_what_its_calendar_holds(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    first = json.loads(run("generate", "salon.xlsx", *TODAY, "--format", "json").output)
    again = json.loads(run("generate", "salon.xlsx", *TODAY, "--format", "json").output)
    assert again["written"] is False
    assert not any(again["changes"].values())
    assert (again["posts"], again["subjects"]) == (first["posts"], first["subjects"])
    checked = json.loads(run("check", "salon.xlsx", *TODAY, "--format", "json").output)
    assert again["problems"] == [one for one in checked if one["code"] not in ("tab_read", "tab_left")]
    assert {one["code"] for one in again["problems"]} >= {"subjects_to_find"}
    assert again["tabs"] == first["tabs"]
    assert again["score"] == again["certificate"] == []


def test_the_page_of_the_json_of_a_run_names_its_fields(run: Run, made: dict[str, bytes]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "run-json.md").read_text(encoding="utf-8")
    put("salon.xlsx", made["before"])
    told = json.loads(run("generate", "salon.xlsx", *TODAY, "--dry-run", "--format", "json").output)
    fields = {*told, *(key for name in ("problems", "tabs", "score", "certificate") for key in told[name][0])}
    assert {key for key in fields if f"| `{key}` |" not in page} == set()


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_dry_run_writes_nothing(run: Run, made: dict[str, bytes], format_: str) -> None:
    put("salon.xlsx", made["before"])
    before = files()
    found = run("generate", "salon.xlsx", *TODAY, "--dry-run", "--format", format_)
    assert found.exit_code == 0
    assert files() == before
    if format_ == "json":
        assert json.loads(found.output)["written"] is False
    else:
        assert load_words("fr").text("cli", "dry_run") in found.output


def test_output_goes_elsewhere_and_the_input_stays(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    assert run("generate", "salon.xlsx", *TODAY, "-o", "made.xlsx").exit_code == 0
    assert files() == {"made.xlsx": made["after"], "salon.xlsx": made["before"]}


def test_a_second_run_says_that_nothing_changed_and_makes_no_backup(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["after"])
    found = run("generate", "salon.xlsx", *TODAY)
    assert found.exit_code == 0
    assert load_words("fr").text("cli", "unchanged", file="salon.xlsx") in found.output
    assert files() == {"salon.xlsx": made["after"]}


@pytest.mark.long
def test_what_the_user_typed_stays_and_force_draws_the_calendar_anew(run: Run, made: dict[str, bytes]) -> None:
    mine = edited(made["after"])
    put("salon.xlsx", mine)
    found = run("generate", "salon.xlsx", *TODAY)
    assert found.exit_code == 0
    merged = Path("salon.xlsx").read_bytes()
    assert "Conseil à moi" in held(merged, SOCIAL_PART)
    again = run("generate", "salon.xlsx", *TODAY)
    assert load_words("fr").text("cli", "unchanged", file="salon.xlsx") in again.output
    assert Path("salon.xlsx").read_bytes() == merged
    forced = run("generate", "salon.xlsx", *TODAY, "--force")
    assert forced.exit_code == 0
    assert "Conseil à moi" not in held(Path("salon.xlsx").read_bytes(), SOCIAL_PART)
    assert mine in [backup.read_bytes() for backup in Path(".calgen-backups").iterdir()]


def held(data: bytes, part: str) -> str:
    """The text of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part).decode()


# -- what is loaded ------------------------------------------------------------------------------------------------

SLOW = ("pandas", "numpy", "openpyxl", "xlsxwriter", "holidays", "rich", "markdown_it")
LOADED = """
import sys
from calgen.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
found = {name if name.startswith("calgen.") else name.split(".")[0] for name in sys.modules}
print("\\n" + str(code) + " " + " ".join(sorted(found)))
"""


def loaded(*arguments: str) -> tuple[str, set[str]]:
    """The exit code of a command, and what it has loaded: packages, and modules of calgen's."""
    command = [sys.executable, "-c", LOADED, *arguments]
    last = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    code, *names = last.split()
    return code, set(names)


@pytest.mark.parametrize("option", ["--help", "--version", "generate --help"])
def test_help_and_version_load_nothing_slow(option: str) -> None:
    code, names = loaded(*option.split())
    assert code in ("0", "None")
    assert "calgen" in names
    assert names.isdisjoint(SLOW)


@pytest.mark.parametrize("command", few_of(["generate", "check", "balance"], 1))
def test_no_command_loads_what_reads_results(run: Run, made: dict[str, bytes], command: str) -> None:
    put("salon.xlsx", made["after"] if command == "balance" else made["before"])
    code, names = loaded(command, "salon.xlsx")
    assert code in ("0", "None")
    assert names.isdisjoint({"pandas", "numpy", "openpyxl"})
    assert names.isdisjoint({"calgen.adopt", "calgen.export", "calgen.view.template"})  # of other commands
    assert names.isdisjoint({"calgen.learn", "calgen.review.review", "calgen.view.review"})  # without a result


def test_export_writes_the_calendar_as_it_stands_and_replaces_what_it_wrote(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", edited(made["after"]))
    found = run("export", "salon.xlsx", "--to", "json")
    assert found.exit_code == 0
    posts = json.loads(Path("salon.json").read_text(encoding="utf-8"))["posts"]
    assert f"{len(posts)} publications dans salon.json." in found.output
    assert "Conseil à moi" in {post["theme"] for post in posts}
    assert [post["date"] for post in posts] == sorted(post["date"] for post in posts)
    assert run("export", "salon.xlsx", "--to", "json").exit_code == 0
    Path("salon.json").write_text("{}", encoding="utf-8")
    assert "existe déjà" in run("export", "salon.xlsx", "--to", "json").output
    assert Path("salon.json").read_text(encoding="utf-8") == "{}"
    assert run("export", "salon.xlsx", "--to", "json", "--force").exit_code == 0
    assert json.loads(Path("salon.json").read_text(encoding="utf-8"))["posts"] == posts


def test_export_tells_the_rows_that_it_leaves_out(run: Run, made: dict[str, bytes]) -> None:
    """Those without a day or a platform, with their numbers; nothing where there are none."""
    put("salon.xlsx", made["after"])
    whole = run("export", "salon.xlsx", "--to", "json")
    assert len(whole.output.splitlines()) == 1
    book = openpyxl.load_workbook("salon.xlsx")
    social = book[load_words("fr").title("social")]
    platform = next(cell for row in social.iter_rows() for cell in row if cell.value == "Facebook")
    social.cell(platform.row, platform.column).value = None
    book.save("salon.xlsx")
    found = run("export", "salon.xlsx", "--to", "json", "--force")
    posts = int(whole.output.split()[0]) - 1
    assert found.output.splitlines() == [
        f"{posts} publications dans salon.json.",
        f"1 ligne du calendrier sans jour ou sans plateforme lisible n'y est pas\u00a0: ligne {platform.row}.",
    ]


def test_export_never_takes_the_place_of_the_workbook(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["after"])
    found = run("export", "salon.xlsx", "--to", "json", "-o", "./salon.xlsx", "--force")
    assert found.exit_code == 2  # no name of an export
    assert ".json" in found.output
    assert Path("salon.xlsx").read_bytes() == made["after"]


def test_export_never_takes_the_place_of_a_workbook_of_that_name(run: Run, made: dict[str, bytes]) -> None:
    put("salon.json", made["after"])
    found = run("export", "salon.json", "--to", "json", "-o", "./salon.json", "--force")
    assert found.exit_code == 1
    assert "salon.json est le classeur lui-même" in found.output
    assert Path("salon.json").read_bytes() == made["after"]


def test_export_needs_a_calendar(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    found = run("export", "salon.xlsx", "--to", "json")
    assert found.exit_code == 1
    assert "pas encore de calendrier" in found.output
    assert not Path("salon.json").exists()


def test_there_is_no_balance_before_there_is_a_calendar(run: Run, made: dict[str, bytes]) -> None:
    put("salon.xlsx", made["before"])
    found = run("balance", "salon.xlsx", "--today", "2027-01-04")
    assert found.exit_code == 1
    assert "pas encore de calendrier" in found.output
    assert "calgen generate salon.xlsx" in found.output
    assert "Oui" not in found.output


def test_every_format_is_offered() -> None:
    (option,) = (one for one in main.commands["export"].params if one.name == "to")
    assert set(option.type.choices) == {found.key for found in FORMATS}  # type: ignore[attr-defined]


def test_balance_counts_as_if_today_were_the_day_that_is_typed(
    run: Run, made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    days, balance = [], api.balance

    def noted(data: bytes, name: str, today: date, *, language: str) -> api.Balanced:
        days.append(today)
        return balance(data, name, today, language=language)

    monkeypatch.setattr(api, "balance", noted)
    put("salon.xlsx", made["after"])
    assert run("balance", "salon.xlsx", "--today", "2027-02-01").exit_code == 0
    assert days == [date(2027, 2, 1)]
