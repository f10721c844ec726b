"""Those who asked to be told of a place: called by whatever may have made one."""

from mentoring.querysets.by_name import named
from mentoring.tasks import tell_watchers


def call_watchers(*mentors: int) -> None:
    """Queue the word to whoever watches one of these members, in the act's own transaction.

    One query, and one task a mentor; nothing is queued where nobody watches. Whether
    there is a place is asked when the task runs.
    """
    watched = named("MentorMark").watched().filter(profile__member__in=mentors)
    for profile in watched.order_by().values_list("profile", flat=True).distinct():
        tell_watchers.enqueue(profile)


def tell_watchers_of(profile: int) -> int:
    """Tell those whose watch of a mentor is due, each in a transaction. Returns how many."""
    due = named("MentorMark").due().filter(profile=profile)
    return sum(mark.tell() for mark in list(due))
