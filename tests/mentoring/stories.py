"""What happens between Amina and Ben, each time to its last act, for the tests of letters."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone
from pyroaring import BitMap

from accounts.models import Member
from mentoring.directory.saved import write_of_new_mentors
from mentoring.models import (
    Agreement,
    AgreementTemplate,
    CalendarFeed,
    CheckIn,
    Concern,
    Meeting,
    MentorMark,
    Pairing,
    Reflection,
    SavedSearch,
    Thanks,
    TrainingCompletion,
    TrainingDay,
)
from mentoring.models.concern import Report
from mentoring.models.meeting import MeetingFacts
from mentoring.models.training import TrainingFacts
from mentoring.models.training_day import DayFacts
from mentoring.stopping import stop_mentoring
from tests.factories import (
    TEXTS,
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    SafeguardingFactory,
)

CANARY = "Canary"


class Story:
    """Amina and Ben, whose every word is a canary, and the office."""

    def __init__(self) -> None:
        self.amina = MemberFactory(name=f"{CANARY} Amina", email="amina@example.org")
        self.ben = MemberFactory(name=f"{CANARY} Ben", email="ben@example.org")
        MentorProfileFactory(member=self.ben)
        self.dev = AdministratorFactory(name=f"{CANARY} Dev", email="dev@example.org")
        self.enrolment = EnrolmentFactory(member=self.amina)

    def propose(self, mentor: Member | None = None, **more: Any) -> Pairing:
        texts = {name: f"{CANARY} {text}" for name, text in TEXTS.items()}
        return Pairing.objects.propose(
            self.enrolment, mentor or self.ben, texts, by=self.amina, **more
        )

    def started(self) -> Pairing:
        pairing = self.propose(accepts=True)
        pairing.accept(self.ben)
        return pairing

    def train(self, **facts: Any) -> TrainingCompletion:
        more = {"provider": CANARY, "note": CANARY, "completed_on": date(2025, 1, 8), **facts}
        TrainingCompletion.objects.record([self.amina], TrainingFacts(**more), by=self.dev)
        return self.amina.training_completions.latest("pk")

    def day(self) -> TrainingDay:
        """A training day to come, on which Amina has a place."""
        facts = DayFacts(timezone.localdate() + timedelta(days=9), place=CANARY, trainer=CANARY)
        day = TrainingDay.objects.plan(facts, by=self.dev)
        day.book([self.amina], by=self.dev)
        return day


def propose(story: Story) -> None:
    story.propose()


def suggested_by_the_office(story: Story) -> Pairing:
    return Pairing.objects.suggest(story.enrolment, story.ben, by=story.dev, note=CANARY)[0]


def office_suggests(story: Story) -> None:
    suggested_by_the_office(story)


def office_takes_it_back(story: Story) -> None:
    suggested_by_the_office(story).withdraw(story.dev)


def suggestion_is_reminded_of(story: Story) -> None:
    suggested_by_the_office(story).remind(timezone.now() + timedelta(days=3))


def suggestion_falls_silent(story: Story) -> None:
    suggested_by_the_office(story).expire(timezone.now() + timedelta(days=14))


def suggestion_comes_about(story: Story) -> None:
    pairing = suggested_by_the_office(story)
    pairing.accept(story.amina)
    pairing.accept(story.ben)


def suggestion_is_declined(story: Story) -> None:
    suggested_by_the_office(story).decline(story.ben)


def propose_and_accept(story: Story) -> None:
    story.propose(accepts=True)


def mentor_accepts(story: Story) -> None:
    story.propose().accept(story.ben)


def mentee_accepts(story: Story) -> None:
    story.propose().accept(story.amina)


def second_yes_by_the_mentor(story: Story) -> None:
    story.started()


def second_yes_by_the_mentee(story: Story) -> None:
    pairing = story.propose()
    pairing.accept(story.ben)
    pairing.accept(story.amina)


def mentor_declines(story: Story) -> None:
    story.propose().decline(story.ben)


def mentee_declines(story: Story) -> None:
    story.propose().decline(story.amina)


def mentee_withdraws(story: Story) -> None:
    story.propose().withdraw(story.amina)


def mentor_withdraws(story: Story) -> None:
    pairing = story.propose()
    pairing.accept(story.ben)
    pairing.withdraw(story.ben)


def starts_elsewhere(story: Story) -> None:
    carol = MentorProfileFactory(member__email="carol@example.org").member
    story.propose(carol)
    story.started()


def falls_silent(story: Story) -> None:
    story.propose().expire(timezone.now() + timedelta(days=14))


def mentee_falls_silent(story: Story) -> None:
    pairing = story.propose()
    pairing.accept(story.ben)
    pairing.expire(timezone.now() + timedelta(days=14))


def is_reminded(story: Story) -> None:
    story.propose().remind(timezone.now() + timedelta(days=3))


def mentee_is_reminded(story: Story) -> None:
    pairing = story.propose()
    pairing.accept(story.ben)
    pairing.remind(timezone.now() + timedelta(days=3))


def goes_quiet(story: Story) -> None:
    story.started().nudge(timezone.now() + timedelta(days=60))


def is_asked_how_it_goes(story: Story) -> None:
    CheckIn.objects.ask(story.started(), timezone.now() + timedelta(days=30))


def needs_help(story: Story) -> None:
    pairing = story.started()
    CheckIn.objects.ask(pairing, timezone.now() + timedelta(days=30))
    pairing.check_ins.get(side="mentee").say("need_help", story.amina, later(31))


def later(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def talks_and_goes_quiet(story: Story) -> None:
    pairing = story.propose()
    pairing.talk_first(story.ben)
    pairing.nudge(timezone.now() + timedelta(days=60))


def says_it_is_complete(story: Story) -> None:
    story.started().complete(story.amina)


def completes(story: Story) -> None:
    pairing = story.started()
    pairing.complete(story.amina)
    pairing.complete(story.ben)


def silence_completes(story: Story) -> None:
    pairing = story.started()
    pairing.complete(story.amina)
    pairing.complete_by_silence(timezone.now() + timedelta(days=14))


def is_put_off(story: Story) -> None:
    pairing = story.started()
    pairing.complete(story.amina)
    pairing.put_off(story.ben)


def pauses_and_goes_on(story: Story) -> None:
    pairing = story.started()
    pairing.pause(timezone.localdate() + timedelta(days=30), story.ben)
    pairing.resume(story.amina)


def is_asked_about_places(story: Story) -> None:
    story.ben.mentor_profile.ask_to_confirm(date(2026, 1, 8))


def has_the_listing_paused(story: Story) -> None:
    profile = story.ben.mentor_profile
    for day in (date(2026, 1, 8), date(2026, 2, 8)):
        profile.ask_to_confirm(day)
    profile.pause_listing(date(2026, 3, 8))


def mentor_stops(story: Story) -> None:
    story.started()
    stop_mentoring(story.ben, reason="plans")


def mentor_ends(story: Story) -> None:
    story.started().end(story.ben)


def meeting(story: Story, days: int = 7) -> Meeting:
    at = timezone.now() + timedelta(days=days)
    facts = MeetingFacts(at, place=f"{CANARY} Road")
    planned, _is_new = Meeting.objects.plan(story.started(), facts, by=story.amina)
    planned.write_note(f"{CANARY} note", 0, by=story.amina)
    planned.keep_private_note(f"{CANARY} private", by=story.amina)
    return planned


def plans_a_meeting(story: Story) -> None:
    meeting(story)


def notes_a_meeting(story: Story) -> None:
    meeting(story, days=0)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        Meeting.objects.plan(
            Pairing.objects.get(),
            MeetingFacts(timezone.now() - timedelta(hours=3)),
            by=story.amina,
        )


def changes_a_meeting(story: Story) -> None:
    planned = meeting(story)
    planned.change(replace(planned.facts, minutes=30), 0, by=story.ben)


def cancels_a_meeting(story: Story) -> None:
    meeting(story).cancel(0, by=story.ben)


def makes_a_calendar_address(story: Story) -> None:
    CalendarFeed.objects.make(story.amina)


def ends_with_a_meeting_planned(story: Story) -> None:
    meeting(story).pairing.end(story.ben)


def change_is_suggested(story: Story) -> Agreement:
    pairing = story.started()
    texts = {name: f"{CANARY} {name}" for name in Agreement.TEXTS}
    version, _is_new = Agreement.objects.suggest(pairing, texts, by=story.amina)
    return version


def change_is_agreed_to(story: Story) -> None:
    change_is_suggested(story).agree(story.ben)


def standard_text_is_changed(story: Story) -> None:
    texts = {name: f"{CANARY} {name}" for name in Agreement.TEXTS}
    AgreementTemplate.objects.write("en", texts, by=story.dev, after=1)
    AgreementTemplate.objects.get(language="en", number=1).restore(story.dev)


def training_is_recorded(story: Story) -> None:
    story.train()


def training_is_corrected(story: Story) -> None:
    facts = TrainingFacts(date(2025, 1, 9), provider=CANARY, note=CANARY)
    story.train().correct(facts, by=story.dev)


def training_is_withdrawn(story: Story) -> None:
    story.train().withdraw(story.dev, f"{CANARY} reason")


def hears_of_a_place(story: Story) -> None:
    story.ben.mentor_profile.change(story.ben, {"capacity": 1}, {})
    pairing = story.started()
    carol = MemberFactory(name=f"{CANARY} Carol", email="carol@example.org")
    mark = MentorMark.objects.by(carol, about=story.ben.mentor_profile)
    mark.write_note(carol, f"{CANARY} note")
    mark.watch(carol)
    pairing.end(story.amina)


def hears_of_new_mentors(story: Story) -> None:
    dora = MemberFactory(name=f"{CANARY} Dora", email="dora@example.org")
    search, _is_new = SavedSearch.objects.keep(f"?q={CANARY}", dora, BitMap())
    search.rename(dora, f"{CANARY} name")
    write_of_new_mentors(dora.pk)


def shares_a_reflection(story: Story) -> None:
    pairing = story.started()
    pairing.end(story.amina)
    texts = dict.fromkeys(Reflection.TEXTS, f"{CANARY} text")
    reflection, _is_new = Reflection.objects.write(pairing, texts, by=story.amina)
    reflection.share(story.amina)


def sends_thanks(story: Story) -> None:
    pairing = story.started()
    pairing.end(story.amina)
    Thanks.objects.send(pairing, f"{CANARY} thanks", by=story.ben)


def a_concern_is_reported(story: Story) -> None:
    SafeguardingFactory(email="safe@example.org")
    pairing = story.started()
    report = Report("message", pairing.mentor, words=CANARY, attached=CANARY)
    Concern.objects.report(report, by=story.amina)


def is_invited_to_a_training_day(story: Story) -> None:
    story.day()


def training_day_is_moved(story: Story) -> None:
    day = story.day()
    facts = DayFacts(day.held_on + timedelta(days=1), mode="online", place=f"{CANARY} room")
    day.change(facts, by=story.dev)


def training_day_is_recorded(story: Story) -> None:
    day = story.day()
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        day.record({story.amina.pk}, by=story.dev)
