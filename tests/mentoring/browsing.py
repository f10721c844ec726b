"""A member in a browser: what the page tests of mentoring share."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from mentoring.models import Pairing
from tests.factories import TEXTS

NO = {"line_management": "no"}
ANSWERS = {**TEXTS, **NO}


def browser(member: Member) -> Client:
    """Somebody signed in."""
    client = Client()
    client.force_login(member)
    return client


def act(member: Member, name: str, subject: Any, **data: Any) -> HttpResponse:
    """Post to mentoring:<name> of a pairing or whatever else has the key."""
    return browser(member).post(reverse(f"mentoring:{name}", args=[subject.pk]), data)


def look(member: Member, name: str, *keys: Any) -> HttpResponse:
    """Open mentoring:<name>."""
    return browser(member).get(reverse(f"mentoring:{name}", args=keys))


def propose_url(mentor: Member) -> str:
    return reverse("mentoring:proposal_new", args=[mentor.mentor_profile.pk])


def words(response: HttpResponse) -> str:
    """What a page says in its main part, as plain words."""
    page = response.content.decode()
    main = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def guards_its_forms(response: HttpResponse) -> bool:
    """Whether every form that changes something carries the token that proves it is ours."""
    forms = re.findall(r'<form[^>]*method="post".*?</form>', response.content.decode(), re.DOTALL)
    return bool(forms) and all("csrfmiddlewaretoken" in form for form in forms)


def state_of(pairing: Pairing) -> str:
    """The stored status; for a proposal whose yes there is, for a pairing whether it rests."""
    pairing = Pairing.objects.get(pk=pairing.pk)
    if not pairing.is_proposed:
        rests = "completing" if pairing.is_completing else "paused" if pairing.is_paused() else ""
        return rests or str(pairing.status)
    yes = {"mentor": pairing.mentor_accepted_at, "mentee": pairing.mentee_accepted_at}
    said = "_and_".join(side for side, at in yes.items() if at)
    return f"{said}_yes" if said else "proposed"


def verbs_of(pairing: Pairing) -> list[str]:
    return list(Event.objects.about(pairing).values_list("verb", flat=True))
