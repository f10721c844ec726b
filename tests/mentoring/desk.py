"""Amina at her desk, about to write to Ben."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from mentoring.models import ProposalDraft
from registration.models import Enrolment, Route
from tests.factories import EnrolmentFactory, MemberFactory, MentorProfileFactory
from tests.mentoring.browsing import ANSWERS, browser, propose_url

SHORT = "Because you know it."


class Desk:
    """Amina at her desk, enrolled on Fellowship, about to write to Ben."""

    def __init__(self) -> None:
        self.amina = MemberFactory(name="Amina Rahman")
        fellowship = Route.objects.get(slug="fellowship")
        self.enrolment: Enrolment = EnrolmentFactory(member=self.amina, route=fellowship)
        self.ben = MemberFactory(name="Ben Carter", called="Ben")
        self.profile = MentorProfileFactory(member=self.ben)
        self.browser: Client = browser(self.amina)

    def look(self) -> HttpResponse:
        return self.browser.get(propose_url(self.ben))

    def send(self, **changes: Any) -> HttpResponse:
        return self.browser.post(propose_url(self.ben), {**ANSWERS, **changes})

    def keep(self, **texts: Any) -> HttpResponse:
        return self.browser.post(propose_url(self.ben), {"keep": "yes", **texts})


def draft_of(desk: Desk) -> dict[str, str]:
    draft = ProposalDraft.objects.get(mentee=desk.amina, mentor=desk.ben)
    return {name: getattr(draft, name) for name in ProposalDraft.TEXTS}
