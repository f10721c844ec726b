"""A world in which every private field has a text of its own, and somebody in every role."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Member
from mentoring.models import Application, Concern, Import, MentorProfile, Pairing, TrainingDay
from mentoring.models.training import TrainingFacts
from registration.models import Registrant
from tests import factories as make
from tests.access import world as access
from tests.canaries.table import PRIVATE, models_about_people

# A code is shown in groups of four signs. So long that no token of a page has one by chance:
# with three letters, one run in ten had.
CANARY = re.compile(r"zqxj[- ]?\d{4}[- ]?xq", re.IGNORECASE)


# How a canary stands in a column that has a shape of its own.
SPELLED = {"query": "?q={0}", "email": "{0}@example.org", "membership_number": "{1}"}


def named_model(name: str) -> type[models.Model]:
    found = {model.__name__: model for model in models_about_people()}
    return found[name]


def canaries_in(text: str) -> set[str]:
    return {re.sub("[- ]", "", found).lower() for found in CANARY.findall(text)}


@dataclass
class World:
    """Who is there, what they are asked about, and who may read which canary."""

    people: dict[str, Member]
    keys: dict[str, list[Any]]
    readers: dict[str, set[int]] = field(default_factory=dict)
    planted_in: dict[str, str] = field(default_factory=dict)

    def plant(self) -> None:
        """A canary into every private field that says something, past every verb."""
        for name, readers in PRIVATE.items():
            model, column = name.split(".")
            for row in named_model(model)._base_manager.order_by("pk"):
                if getattr(row, column):
                    canary = f"zqxj{len(self.readers):04}xq"
                    self.readers[canary], self.planted_in[canary] = readers(row), name
                    text = planted(getattr(row, column), column, canary)
                    type(row)._base_manager.filter(pk=row.pk).update(**{column: text})

        for member in Member.objects.all():  # letters go to an address that is proved
            EmailAddress.objects.filter(user=member).update(email=member.email)
        for member in self.people.values():
            member.refresh_from_db()

    def leaks(self, text: str, reader: int | None) -> set[str]:
        """The fields whose canaries stand in a text that this reader should not have."""
        return self.leaked(canaries_in(text), reader)

    def leaked(self, canaries: set[str], reader: int | None) -> set[str]:
        """The fields whose canaries this reader should not have met."""
        return {self.planted_in[c] for c in canaries if reader not in self.readers[c]}


def planted(value: Any, column: str, canary: str) -> Any:
    """What the column says with the canary in it; of rows, in the place that somebody typed."""
    if isinstance(value, list):
        typed = "Zoë" if column == "rows" else "An account"
        return json.loads(json.dumps(value, ensure_ascii=False).replace(typed, canary))
    return SPELLED.get(column, "{}").format(canary, canary.upper())


def build() -> World:
    """The world of the table of addresses, and around its pairing all that two can leave behind."""
    base = access.build()
    pairing = Pairing.objects.get(pk=base.keys["pairing"])
    MentorProfile.objects.update(capacity=9)
    number = Concat(Value("M1000"), Cast(F("pk"), CharField()))
    Member.objects.update(membership_number=number, pronouns="they/them")
    Registrant.objects.update(job_title="Librarian", organisation="Library")
    people = {
        **base.people,
        "second": make.active(enrolment=make.EnrolmentFactory(member=pairing.mentee)).mentor,
        "fellow": make.active(mentor=pairing.mentor).mentee,
    }
    over, declined = over_and_declined(pairing)
    keys = {name: [key] for name, key in base.keys.items()}
    mine = make.EnrolmentFactory(member=pairing.mentee)
    suggested = make.suggested(enrolment=mine, mentor=make.mentor(), office_note="You might fit.")
    keys["pairing"] += [over.pk, declined.pk, suggested.pk]
    keys["person"] += keys["leaver"]
    keys["import"] += [*keys["checked"], *keys["imported"]]
    Import.objects.update(refusal="Nothing was applied.")
    Pairing.objects.update(**make.TEXTS)
    leave_behind(pairing, over, people)
    keys["concern"] = list(Concern.objects.values_list("pk", flat=True))
    keys["day"] = list(TrainingDay.objects.values_list("pk", flat=True))
    keys["application"] = list(Application.objects.values_list("pk", flat=True))
    world = World(people, keys)
    world.plant()
    return world


def over_and_declined(pairing: Pairing) -> tuple[Pairing, Pairing]:
    """The same two before: a pairing that has ended, and a proposal that came to nothing."""
    two = {"mentor": pairing.mentor}
    over, declined = (
        make.PairingFactory(
            enrolment=make.EnrolmentFactory(member=pairing.mentee),
            status=status,
            closed_at=timezone.now(),
            **two,
            **more,
        )
        for status, more in (
            ("ended", both_yes(pairing)),
            ("declined", {"proposed_at": yesterday(), "decline_note": "Not just now."}),
        )
    )
    return over, declined


def both_yes(pairing: Pairing) -> dict[str, Any]:
    at = yesterday()
    moments = (
        "proposed_at",
        "mentor_accepted_at",
        "mentee_accepted_at",
        "activated_at",
        "noted_at",
    )
    by = {"mentor_accepted_by": pairing.mentor, "mentee_accepted_by": pairing.mentee}
    return {**dict.fromkeys(moments, at), **by}


def yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)


def leave_behind(pairing: Pairing, over: Pairing, people: dict[str, Member]) -> None:
    """Whatever each of the two writes for both, for themselves, or for the office."""
    meeting = pairing.meetings.get()
    meeting_texts = {"place": "Room 4", "shared_note": "We spoke of evidence."}
    type(meeting).objects.update(**meeting_texts)
    facts = {"mentee_number": "M1", "mentor_number": "M2", "route": "Fellowship"}
    make.MentoringRecordFactory._meta.model.objects.update(**facts)
    for side in ("mentor", "mentee"):
        make.MessageDraftFactory(pairing=pairing, side=side, text="Not sent.")
        make.MeetingNoteFactory(meeting=meeting, side=side, text="For myself.")
        shared = timezone.now() if side == "mentor" else None
        texts = {"went_well": "Much.", "learned": "More.", "differently": "Little."}
        moments = {"written_at": yesterday(), "shared_at": shared}
        make.ReflectionFactory(pairing=over, side=side, **moments, **texts)
        make.ThanksFactory(pairing=over, side=side, text="Thank you.")
    make.MessageFactory(pairing=pairing, side="mentor")
    draft = dict.fromkeys(("who_i_am", "why_you", "hope_for", "how_meet"), "Begun.")
    make.ProposalDraftFactory(mentee=pairing.mentee, mentor=people["other"], **draft)
    make.MentorMarkFactory(
        member=pairing.mentee, profile=pairing.mentor.mentor_profile, note="Kind."
    )
    pairing.mentee.saved_searches.update(name="Near me")
    report_and_train(people)


def report_and_train(people: dict[str, Member]) -> None:
    """A concern of a visitor, closed; and training with a note, withdrawn."""
    concern = make.ConcernFactory(reporter=None, email="a@example.org", attached="As it stood.")
    concern.take(people["safe"])
    concern.close(people["safe"], "Spoken with both.")
    complaint = make.ConcernFactory(topic="data", about=None, reporter=people["member"])
    complaint.take(people["safe"])
    complaint.close(people["safe"], "Looked into.", "We have put it right.")
    training = people["mentor"].training_completions.model.objects
    facts = TrainingFacts(people["mentor"].training_completions.get().completed_on, note="Late.")
    training.record([people["fellow"]], facts, by=people["admin"])
    people["fellow"].training_completions.get().withdraw(people["admin"], "Not seen.")
    off = make.BookingFactory(member=people["mentor"], day__trainer="").day
    off.cancel(people["admin"], "The trainer is ill.")
    applied = make.ApplicationFactory(member=people["fellow"])
    applied.decline(people["admin"], "Write a little more.")
