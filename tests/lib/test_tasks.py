"""Tasks are rows: they live and die with the transaction of their cause."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from lib import tasks

NOW = timezone.now()


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


def failed(attempts: int, minutes_ago: int) -> DBTaskResult:
    post.enqueue("Accepted")
    row = DBTaskResult.objects.get()
    for attempt in range(attempts):
        row.claim(f"worker {attempt}")
    row.set_failed(LookupError())
    row.finished_at = NOW - timedelta(minutes=minutes_ago)
    row.save()
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attempts", "minutes_ago", "count"),
    [(1, 1, 0), (1, 2, 1), (3, 7, 0), (3, 8, 1), (10, 9999, 0)],
)
def test_a_failed_task_waits_twice_as_long_each_time_and_then_rests(
    attempts: int, minutes_ago: int, count: int
) -> None:
    failed(attempts, minutes_ago)

    assert tasks.retry(NOW) == count
    assert DBTaskResult.objects.ready().count() == count


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes_ago", "count"), [(9, 0), (10, 1)])
def test_a_task_whose_worker_is_gone_runs_again(minutes_ago: int, count: int) -> None:
    post.enqueue("Accepted")
    row = DBTaskResult.objects.get()
    row.claim("a worker that was killed")
    DBTaskResult.objects.update(started_at=NOW - timedelta(minutes=minutes_ago))

    assert tasks.retry(NOW) == count


@pytest.mark.django_db
def test_what_succeeded_or_waits_is_let_be(run_tasks: Callable[[], list[EmailMessage]]) -> None:
    post.enqueue("Accepted")
    run_tasks()
    post.enqueue("Declined")

    assert tasks.retry(NOW + timedelta(days=1)) == 0


def test_retry_tasks_says_how_many(
    run_tasks: Callable[[], list[EmailMessage]], capsys: pytest.CaptureFixture[str]
) -> None:
    failed(attempts=1, minutes_ago=60)

    call_command("retry_tasks")

    assert capsys.readouterr().out == "1 to run again\n"
    assert [letter.subject for letter in run_tasks()] == ["Accepted"]
