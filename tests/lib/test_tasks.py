"""Tasks are rows: they live and die with the transaction of their cause."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from lib import tasks


@task()
def post(subject: str) -> None:
    EmailMessage(subject, "", to=["ben@example.org"]).send()


@task()
def post_later(subject: str) -> None:
    post.enqueue(subject)


@task()
def stumble() -> None:
    raise LookupError("no such letter")


def subjects() -> list[str]:
    return [str(letter.subject) for letter in mail.outbox]


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_when_its_transaction_commits() -> None:
    with transaction.atomic():
        post.enqueue("Accepted")
        assert subjects() == []

    assert subjects() == ["Accepted"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_a_task_is_gone_when_its_transaction_is_rolled_back() -> None:
    with transaction.atomic():
        post.enqueue("Accepted")
        transaction.set_rollback(True)

    assert (DBTaskResult.objects.count(), subjects()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_task_that_a_task_left_behind_runs_too() -> None:
    post_later.enqueue("Accepted")

    assert subjects() == ["Accepted"]


@pytest.mark.django_db(transaction=True)
def test_a_failed_task_leaves_the_act_and_its_own_reason() -> None:
    stumble.enqueue()

    failed = DBTaskResult.objects.get()
    assert failed.status == TaskResultStatus.FAILED
    assert "no such letter" in failed.traceback


@pytest.mark.django_db
def test_a_task_that_another_worker_took_is_left_alone() -> None:
    row = post.enqueue("Accepted")
    DBTaskResult.objects.get().claim("another worker")

    assert tasks.run(row.id) is False
    assert subjects() == []


@pytest.mark.django_db
def test_a_task_runs_once() -> None:
    row = post.enqueue("Accepted")

    assert (tasks.run(row.id), tasks.run(row.id)) == (True, False)
    assert subjects() == ["Accepted"]


def test_run_tasks_returns_the_post(run_tasks: Callable[[], list[EmailMessage]]) -> None:
    post_later.enqueue("Accepted")

    assert [letter.subject for letter in run_tasks()] == ["Accepted"]


def test_run_tasks_shows_what_failed(run_tasks: Callable[[], list[EmailMessage]]) -> None:
    stumble.enqueue()

    with pytest.raises(AssertionError, match="no such letter"):
        run_tasks()
