"""The demo's people and their two years, brought into an empty database in one transaction."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from accounts.tasks import tell_of_role
from demo import clock, office, post
from demo.cast import APP_SECRET, PASSWORD, named, people
from demo.lives import Life, give_offices
from demo.marks import marks
from demo.searches import searches
from demo.stage import Act, Stage
from demo.stories import drafts, stories
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Booking, CheckIn, Message, Pairing, SearchLetter, TrainingCompletion
from mentoring.tasks import send_notice, send_notices

RECENT = timedelta(days=14)


def is_seeded() -> bool:
    """Whether the demo's people are here. They come all together, so one stands for all."""
    return Member.objects.filter(email=next(named()).email).exists()


def seed(now: datetime | None = None) -> bool:
    """Fill an empty database; the recent letters of the named cast are written as well.

    Returns:
        False, with nothing done, when the demo's people are here already.

    Raises:
        NotAllowed: when the database holds other people.
    """
    if is_seeded():
        return False
    if Member.objects.exists():
        raise NotAllowed("This database holds people who are not the demo's. Nothing was changed.")
    stage = Stage(now or timezone.now())
    with transaction.atomic():
        stage.play(everything(stage))
        give_password()
        give_second_steps()
        announced = count_letters_as_sent()
    write_recent_letters(stage, announced)
    return True


def everything(stage: Stage) -> Iterator[Act]:
    """All that happened, in no order."""
    for number, person in enumerate(people().values()):
        yield from Life(person, stage, number).acts()
    yield from give_offices(stage)
    yield from office.acts(stage)
    for story in stories():
        yield from story.acts(stage)
    yield from drafts(stage)
    for noted in marks():
        yield from noted.acts(stage)
    for looked in searches():
        yield from looked.acts(stage)


def give_password() -> None:
    """One password for all, hashed once: a hash is slow on purpose."""
    Member.objects.update(password=make_password(PASSWORD))


def give_second_steps() -> None:
    """An app for everybody of the office, all with one secret; nobody enters by password alone."""
    for member in Member.objects.filter(is_staff=True).order_by("pk"):
        TOTP.activate(member, APP_SECRET)


def count_letters_as_sent() -> set[int]:
    """No storm of old letters: what the verbs queued counts as sent on its day.

    Returns:
        The rows of history that somebody was told of.
    """
    letters = {send_notice.module_path, send_notices.module_path, tell_of_role.module_path}
    queued = DBTaskResult.objects.ready().filter(task_path__in=letters)
    told = [call["args"][0] for call in queued.values_list("args_kwargs", flat=True)]
    on_its_day = F("enqueued_at")
    queued.update(status=TaskResultStatus.SUCCESSFUL, started_at=on_its_day, finished_at=on_its_day)
    return set(chain.from_iterable(of if isinstance(of, list) else [of] for of in told))


def write_recent_letters(stage: Stage, announced: set[int]) -> None:
    """The post of the last days to and about the named cast, where post is kept to be read."""
    if not post.is_kept_here():
        return
    for event in recent_events(stage).filter(pk__in=announced):
        with clock.set_to(event.at):
            send_notice.call(event.pk)


def recent_events(stage: Stage) -> QuerySet[Event]:
    cast = [stage.members[person.key] for person in named()]
    pairings = Pairing.objects.filter(Q(mentor__in=cast) | Q(mentee__in=cast))
    trainings = TrainingCompletion.objects.filter(member__in=cast)
    letters = SearchLetter.objects.filter(member__in=cast)
    told = Q(verb__startswith="pairing.", subject_id__in=pairings.values("pk")) | Q(
        verb__startswith="training.", subject_id__in=trainings.values("pk")
    )
    messages = Message.objects.filter(pairing__in=pairings)
    told |= Q(verb__startswith="message.", subject_id__in=messages.values("pk"))
    asked = CheckIn.objects.filter(pairing__in=pairings)
    told |= Q(verb__startswith="check_in.", subject_id__in=asked.values("pk"))
    bookings = Booking.objects.filter(member__in=cast)
    told |= Q(verb="training_day.invited", subject_id__in=bookings.values("pk"))
    told |= Q(verb__startswith="search_letter.", subject_id__in=letters.values("pk"))
    return Event.objects.filter(told, at__gt=stage.now - RECENT).order_by("at", "pk")
