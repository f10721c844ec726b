"""What the office's menu needs to know of whoever looks at it."""

from django import template

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import Concern

register = template.Library()


@register.filter
def may(member: Member, permission: str) -> bool:
    """Whether a role of the member allows it: `request.user|may:"see_members"`."""
    return member.may(Permission(permission))


@register.simple_tag
def complaints_open(member: Member) -> int:
    """How many complaints about data wait for an answer; one query."""
    return int(Concern.objects.for_handling_by(member).complaints().open().count())


@register.simple_tag
def concerns_open(member: Member) -> int:
    """How many concerns that this member may handle are not closed; one query."""
    return Concern.objects.for_handling_by(member).filter(closed_at__isnull=True).count()
