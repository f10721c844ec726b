"""What accounts leave to the worker."""

from importlib import import_module
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django_tasks import task
from django_tasks_db.models import DBTaskResult

# Ahead of everything else that waits: a person looks at a page that asks for this code.
SOMEBODY_WAITS = 50


@task(priority=SOMEBODY_WAITS, takes_context=True)
def send_letter(
    context: Any, *, subject: str, text: str, html: str, to: str, message_id: str
) -> None:
    """Hand a finished letter to the mail server, and forget what was in it.

    The row of the task holds the letter, perhaps with a code, only until it is sent.
    A second sending carries the same Message-ID, so that it is seen as one.
    """
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id}
    letter = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()
    forget_words(context.task_result.id)


def forget_words(task_id: str) -> None:
    DBTaskResult.objects.filter(pk=task_id).update(args_kwargs={"args": [], "kwargs": {}})


@task()
def tell_of_role(event_id: int) -> None:
    """Tell a member of a role that came, went or changed."""
    import_module("accounts.letters").tell_of_role(event_id)


@task()
def tell_of_second_steps(event_id: int) -> None:
    """Tell a member that all their second steps were taken off."""
    import_module("accounts.letters").tell_of_second_steps(event_id)
