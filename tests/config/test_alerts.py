"""The alarms of deploy/alerts.yml: each goes off when it should, and is quiet otherwise."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from accounts import door_log
from config.env import BASE
from lib import answered, metrics

RULES = BASE / "deploy" / "alerts.yml"
PROMTOOL = shutil.which("promtool") or ""
LONG = 200  # minutes that are told
# Each figure as it is on a good day: what it begins with, and what is added every minute.
CALM = {
    'alongside_answers_total{route="home",status="200"}': (0, 100),
    'alongside_answers_total{route="home",status="503"}': (0, 0),
    'alongside_answer_seconds_bucket{route="home",le="0.4"}': (0, 96),
    'alongside_answer_seconds_bucket{route="home",le="1.6"}': (0, 100),
    'alongside_answer_seconds_bucket{route="home",le="+Inf"}': (0, 100),
    "alongside_tasks_oldest_seconds": (30, 0),
    "alongside_worker_seen_seconds": (5, 0),
    'alongside_clock_ran_seconds{command="seal_history"}': (3500, 0),
    'alongside_clock_every_seconds{command="seal_history"}': (3600, 0),
    'alongside_clock_failed{command="check_invariants"}': (0, 0),
    "alongside_copy_made_seconds": (80000, 0),
    "alongside_sign_ins_refused_total": (0, 2),
    "alongside_superusers": (1, 0),
    "alongside_disk_free_ratio": (0.5, 0),
}
BAD: dict[str, dict[str, tuple[float, float] | None]] = {
    "AnswersFail": {'alongside_answers_total{route="home",status="503"}': (0, 2)},
    "PagesAreSlow": {'alongside_answer_seconds_bucket{route="home",le="0.4"}': (0, 80)},
    "LettersWait": {"alongside_tasks_oldest_seconds": (601, 0)},
    "WorkerIsGone": {"alongside_worker_seen_seconds": (121, 0)},
    "ClockStands": {'alongside_clock_ran_seconds{command="seal_history"}': (7900, 0)},
    "ClockFails": {'alongside_clock_failed{command="check_invariants"}': (1, 0)},
    "CopyIsOld": {"alongside_copy_made_seconds": (172900, 0)},
    "SignInsRefused": {"alongside_sign_ins_refused_total": (0, 6)},
    "OneSuperuserMore": {"alongside_superusers": (1, 0.01)},
    "DiskIsFull": {"alongside_disk_free_ratio": (0.14, 0)},
}
WITHOUT_FIGURES = {"WorkerIsGone": {"alongside_worker_seen_seconds": None}}
needs_promtool = pytest.mark.skipif(not PROMTOOL, reason="There is no promtool.")


def series(told: dict[str, tuple[float, float] | None]) -> list[dict[str, str]]:
    return [
        {"series": name, "values": f"{start}+{more}x{LONG}"}
        for name, figure in {**CALM, **told}.items()
        if figure
        for start, more in [figure]
    ]


def gone_off(folder: Path, told: dict[str, tuple[float, float] | None]) -> set[str]:
    """The alarms that a day like this sets off, by what promtool finds wrong with silence."""
    quiet = [{"eval_time": f"{LONG - 1}m", "alertname": name, "exp_alerts": []} for name in BAD]
    case: dict[str, Any] = {
        "rule_files": [str(RULES)],
        "evaluation_interval": "1m",
        "tests": [{"interval": "1m", "input_series": series(told), "alert_rule_test": quiet}],
    }
    file = folder / "day.yml"
    file.write_text(json.dumps(case))  # JSON is YAML
    done = subprocess.run(
        [PROMTOOL, "test", "rules", file], capture_output=True, text=True, check=False
    )
    assert "error" not in done.stderr, done.stderr
    return set(re.findall(r"alertname: ?(\w+)", done.stderr + done.stdout))


@needs_promtool
def test_on_a_good_day_they_are_quiet(tmp_path: Path) -> None:
    assert gone_off(tmp_path, {}) == set()


@needs_promtool
@pytest.mark.parametrize("day", [*BAD.items(), *WITHOUT_FIGURES.items()], ids=str)
def test_each_goes_off_by_itself(tmp_path: Path, day: tuple[str, Any]) -> None:
    name, told = day
    assert gone_off(tmp_path, told) == {name}


@pytest.mark.django_db
def test_they_watch_figures_that_there_are() -> None:
    registry = CollectorRegistry()
    for each in (metrics.Collector(), answered.answers, answered.lasted, door_log.refusals):
        registry.register(each)
    shown = set(re.findall(r"^# TYPE (\w+)", generate_latest(registry).decode(), re.MULTILINE))
    watched = set(re.findall(r"\balongside_\w+", RULES.read_text()))
    assert {name.removesuffix("_bucket") for name in watched} <= shown


def test_every_alarm_is_tried() -> None:
    assert set(re.findall(r"alert: (\w+)", RULES.read_text())) == set(BAD)
