"""What an operator watches, for Prometheus, on a port of this machine alone."""

import shutil
import time
from collections.abc import Iterator
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

LOOPBACK = "127.0.0.1"
SEEN, COPIED = "worker-seen", "backup"
KEPT_SECONDS = 7 * 24 * 3600


def note(what: str) -> None:
    """Say that a worker looked at its clocks, or that a command ended well, just now."""
    cache.set(f"metrics:{what}", time.time(), KEPT_SECONDS)


def failure_of(command: str) -> str:
    """What is noted when a clock's command fails."""
    return f"{command}:failed"


class Collector:
    """Asks the database and the cache each time that somebody asks us."""

    def collect(self) -> Iterator[Metric]:
        yield from _of_tasks()
        yield from _of_clocks()
        yield gauge("copy_made_seconds", "Since the database was copied", _since(COPIED))
        superusers = get_user_model()._default_manager.filter(is_superuser=True).count()
        yield gauge("superusers", "Who may do everything", superusers)
        disk = shutil.disk_usage(settings.DATA_FOLDER)
        yield gauge("disk_free_ratio", "Of the disk of DATA_FOLDER", disk.free / disk.total)


def gauge(name: str, says: str, value: float | None = None) -> GaugeMetricFamily:
    """One figure; without a value, one for each command."""
    labels = ["command"] if value is None else None
    return GaugeMetricFamily(f"alongside_{name}", says, value=value, labels=labels)


def _of_tasks() -> Iterator[Metric]:
    waiting = DBTaskResult.objects.ready()
    first = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    oldest = (timezone.now() - first).total_seconds() if first else 0
    yield gauge("tasks_waiting", "Tasks to be run now", waiting.count())
    yield gauge("tasks_oldest_seconds", "How long the first of them has waited", oldest)
    yield gauge("tasks_failed", "Tasks that failed", DBTaskResult.objects.failed().count())


def _of_clocks() -> Iterator[Metric]:
    yield gauge("worker_seen_seconds", "Since a worker last looked round", _since(SEEN))
    ran = gauge("clock_ran_seconds", "Since a clock's command ended well")
    due = gauge("clock_every_seconds", "How often that is to be")
    bad = gauge("clock_failed", "Whether it failed when it was last run")
    for command, every in settings.CLOCKS.items():
        ran.add_metric([command], _since(command))
        due.add_metric([command], every)
        bad.add_metric([command], _since(failure_of(command)) < _since(command))
    yield from (ran, due, bad)


class Served(Collector):
    """The same in a thread of its own for each who asks, which leaves no connection behind."""

    def collect(self) -> Iterator[Metric]:
        try:
            yield from super().collect()
        finally:
            connections.close_all()


def serve(port: int) -> WSGIServer:
    """Answer on a port of the loopback, in a thread, until this process ends."""
    registry = CollectorRegistry()
    registry.register(Served())
    add_answers(registry)
    server, _thread = start_http_server(port, addr=LOOPBACK, registry=registry)
    return server


def add_answers(registry: CollectorRegistry) -> None:
    """What the web server of this machine has answered since it started, all processes together."""
    settings.ANSWERED_FOLDER.mkdir(parents=True, exist_ok=True)
    MultiProcessCollector(registry, path=str(settings.ANSWERED_FOLDER))


def _since(what: str) -> float:
    """Seconds since it was noted; infinite when it was not within a week."""
    at = cache.get(f"metrics:{what}")
    return time.time() - at if at else float("inf")
