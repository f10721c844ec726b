"""Slow things are rows in the database, written in the transaction of their cause."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)
THIS_PROCESS = "this process"
MOST_ATTEMPTS = 10
LOST_AFTER = timedelta(minutes=10)  # no task takes this long, so its worker must be gone


class PromptDatabaseBackend(DatabaseBackend):
    """The same row in the same transaction, run here as soon as that commits.

    For the demo and for development, where nobody starts a worker. A rolled-back
    transaction leaves no task. A task for later waits for a worker.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        result: Any = super().enqueue(task, args, kwargs)
        transaction.on_commit(partial(run, result.id), robust=True)
        return result


class LastingWorker(Worker):
    """Takes a task whose row is gone as one that has ended, and goes on.

    Who is erased while their letter is sent takes its row along, so that none of it stays.
    """

    def run_task(self, db_task_result: DBTaskResult) -> None:
        try:
            super().run_task(db_task_result)
        except DatabaseError:
            if DBTaskResult.objects.filter(pk=db_task_result.pk).exists():
                raise
            logger.info("The row of a task went while it ran.")


def run(task_id: str | UUID) -> bool:
    """Run a waiting task in this process; False when somebody else has taken it."""
    row = DBTaskResult.objects.ready().filter(pk=task_id).first()
    if row is None or not _take(row):
        return False
    row.refresh_from_db()
    worker(THIS_PROCESS).run_task(row)
    return True


def retry(now: datetime, *, lost_after: timedelta = LOST_AFTER) -> int:
    """Let failed tasks, and those whose worker is gone, run again; return how many.

    A task waits twice as long after each attempt, and rests for good after ten. What a
    task does must therefore be safe to do twice.
    """
    due = [*_failed_and_due(now), *_lost(now - lost_after)]
    return sum(
        DBTaskResult.objects.filter(pk=row.pk, status=row.status, worker_ids=row.worker_ids).update(
            status=TaskResultStatus.READY
        )
        for row in due
        if len(row.worker_ids) < MOST_ATTEMPTS
    )


def _take(row: DBTaskResult) -> bool:
    """Claim it in one statement, so that of two claims one succeeds."""
    taken = DBTaskResult.objects.ready().filter(pk=row.pk)
    return bool(
        taken.update(
            status=TaskResultStatus.RUNNING,
            started_at=timezone.now(),
            worker_ids=[*row.worker_ids, THIS_PROCESS],
        )
    )


def _failed_and_due(now: datetime) -> Iterator[DBTaskResult]:
    for row in DBTaskResult.objects.failed():
        if row.finished_at <= now - timedelta(minutes=2 ** len(row.worker_ids)):
            yield row


def _lost(since: datetime) -> Iterator[DBTaskResult]:
    return DBTaskResult.objects.running().filter(started_at__lte=since).iterator()


def worker(name: str, *, interval: float = 0, batch: bool = True) -> Worker:
    """What takes tasks, one at a time: all there are, or for ever, looking each `interval` s."""
    return LastingWorker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
