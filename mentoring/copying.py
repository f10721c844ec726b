"""A copy of their data for a member: asked for, made by a task, told by a letter."""

from django.db import transaction
from django.utils import timezone

from accounts.models import DataCopy, Member
from lib.privacy.copying import zip_of
from mentoring.tasks import announce, make_copy


@transaction.atomic
def ask_for_a_copy(member: Member) -> tuple[DataCopy, bool]:
    """The member asks; it is made by a task. The one that is kept, and False, when there is one."""
    copy, is_new = DataCopy.objects.ask(member)
    if is_new:
        make_copy.enqueue(copy.pk)
    return copy, is_new


def make(copy_id: int) -> None:
    """Make it and tell the member; a second run, or one after an erasure, does nothing."""
    copy = DataCopy.objects.select_related("member").filter(pk=copy_id).first()
    if copy is None or copy.made_at:
        return
    content = zip_of(copy.member, timezone.now())
    with transaction.atomic():
        if event := copy.keep(content):
            announce(event)
