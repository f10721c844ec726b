"""Letters about roles and lost second steps. What else an account is told, the adapter writes."""

from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import Member
from accounts.roles import Role
from history.models import Event
from lib import mail
from lib.wording import KEY, account_words


def tell_of_role(event_id: int) -> None:
    """Write to the member whose role it is; a repeated letter is seen as one."""
    event = Event.objects.get(pk=event_id)
    member = Member.objects.get(pk=event.subject_id)
    if has_open_door(member):
        page = "accounts:details" if event.verb == "role.taken" else "staff:overview"
        letter = event.verb.replace(".", "_")
        mail.send(
            letter,
            to=member,
            context={
                "role": Role(event.particulars["role"]),
                "path": reverse(page),
                KEY: account_words.known().get((letter, member.language), {}),
            },
            headers={"Message-ID": mail.message_id("event", event.pk, "to", member.pk)},
        )


def tell_of_second_steps(event_id: int) -> None:
    """Write to the member whose second steps were taken off at their wish, or somebody else's."""
    event = Event.objects.get(pk=event_id)
    member = Member.objects.get(pk=event.subject_id)
    if has_open_door(member):
        letter = "second_steps_forgotten"
        mail.send(
            letter,
            to=member,
            context={
                "path": reverse("mfa_index"),
                KEY: account_words.known().get((letter, member.language), {}),
            },
            headers={"Message-ID": mail.message_id("event", event.pk, "to", member.pk)},
        )


def has_open_door(member: Member) -> bool:
    """Whether one may write to them: open, the address proved, and no letter came back."""
    proved = EmailAddress.objects.filter(user=member, email=member.email, verified=True)
    return member.is_active and not member.bounced_at and proved.exists()
