"""The request of a page that asks for a log-in."""

from django.http import HttpRequest

from accounts.models import Member


class MemberRequest(HttpRequest):
    """What a view is given once a member is signed in, as every view is that does not opt out."""

    user: Member
