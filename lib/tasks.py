"""Slow things are rows in the database, written in the transaction of their cause."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

THIS_PROCESS = "this process"


class PromptDatabaseBackend(DatabaseBackend):
    """The same row in the same transaction, run here as soon as that commits.

    For the demo and for development, where nobody starts a worker. A rolled-back
    transaction leaves no task. A task for later waits for a worker.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        result: Any = super().enqueue(task, args, kwargs)
        transaction.on_commit(partial(run, result.id), robust=True)
        return result


def run(task_id: str | UUID) -> bool:
    """Run a waiting task in this process; False when somebody else has taken it."""
    waiting = DBTaskResult.objects.ready().filter(pk=task_id)
    taken = waiting.update(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now(),
        worker_ids=[THIS_PROCESS],
    )
    if not taken:
        return False
    row = DBTaskResult.objects.get(pk=task_id)
    _worker(row.backend_name).run_task(row)
    return True


def _worker(backend: str) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=backend,
        startup_delay=False,
        max_tasks=None,
        worker_id=THIS_PROCESS,
        excluded_queue_names=[],
    )
