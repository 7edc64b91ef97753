"""Many workbooks on a Dask cluster, which runs on this computer for the tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import short_salon
from batch_work import work
from click.testing import CliRunner

from calgen.batch import dask_engine
from calgen.batch.dask_engine import ClusterError, run_on_dask, scheduler_address
from calgen.batch.outcomes import BatchTask, Lost, State
from calgen.cli import main

TODAY = ("--today", "2026-12-28")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("dask://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("tls://cluster.example:8786", "tls://cluster.example:8786"),
    ],
)
def test_the_address_of_a_scheduler(typed: str, address: str) -> None:
    assert scheduler_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["127.0.0.1:8786", "dask://host", "dask://host:x", "http://host:80", "dask://me:secret@host:8786", "dask://h:1/a"],
)
def test_what_is_no_address_of_one(typed: str) -> None:
    with pytest.raises(ClusterError, match="engine_address"):
        scheduler_address(typed)
    result = CliRunner().invoke(main, ["check", "plan.xlsx", "--engine", typed])
    assert result.exit_code == 2
    assert "dask://" in result.output


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="Dask is needed: install it to run this test")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.fixture(scope="module")
def address(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


@pytest.mark.system
def test_a_cluster_writes_the_bytes_of_this_computer(address: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        for name in ("a.xlsx", "b.xlsx"):
            (folder / name).write_bytes(short_salon.strategy())
    (there / "broken.xlsx").write_text("no workbook")
    assert CliRunner().invoke(main, ["generate", str(here / "a.xlsx"), *TODAY]).exit_code == 0
    result = CliRunner().invoke(main, ["generate", str(there), *TODAY, "--engine", address])
    assert result.exit_code == 3, result.output
    assert {(there / name).read_bytes() for name in ("a.xlsx", "b.xlsx")} == {(here / "a.xlsx").read_bytes()}


@pytest.mark.system
def test_what_dies_or_sleeps_takes_nothing_else_with_it(address: str, tmp_path: Path) -> None:
    names = ["well0", "once", "sleeps", *(f"well{n}" for n in range(1, 6))]
    tasks = [BatchTask(Path(name), (name, str(tmp_path))) for name in names]
    found = {str(made.task.file): made.result for made in run_on_dask(work, tasks, address, 5)}
    assert sorted(found) == sorted(names)
    lost = {name: result.state for name, result in found.items() if isinstance(result, Lost)}
    assert lost == {"sleeps": State.TIMED_OUT}


@pytest.mark.system
def test_workers_of_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "version", lambda _: "99.0")
    with pytest.raises(ClusterError, match="engine_version"):
        list(run_on_dask(work, [BatchTask(Path("well"), ("well", "."))], address, 5))


@pytest.mark.system
def test_where_no_scheduler_answers(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match="engine_unreachable"):
        list(run_on_dask(work, [], "dask://127.0.0.1:9", 5))


@pytest.mark.system
@pytest.mark.parametrize("lost", ["scheduler", "workers"])
def test_a_cluster_that_is_lost_leaves_a_table(lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "PATIENCE_SECONDS", 2)
    distributed = pytest.importorskip("distributed", reason="Dask is needed: install it to run this test")
    names = ["sleeps", "well", "sleeps-too"]
    tasks = [BatchTask(Path(name), (name, str(tmp_path))) for name in names]
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as made:
        end = made.close if lost == "scheduler" else lambda: made.scale(0)
        timer = threading.Timer(2, end)
        timer.start()
        address = str(made.scheduler_address).replace("tcp://", "dask://")
        found = [(str(one.task.file), one.result) for one in run_on_dask(work, tasks, address, 60)]
        timer.join()
    assert found == [(name, Lost(State.CLUSTER_LOST)) for name in names]


@pytest.mark.system
def test_an_interrupted_batch_goes_on_nowhere(address: str, tmp_path: Path) -> None:
    """What is not done when the table is told is not done later."""
    tasks = [BatchTask(Path(name), (name, str(tmp_path))) for name in ("well", "sleeps", "well2")]
    outcomes = run_on_dask(work, tasks, address, 60)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    with pytest.importorskip("distributed").Client(address.replace("dask://", "tcp://")) as client:
        assert not any(client.processing().values())
