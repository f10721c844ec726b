"""The demo in a database: everybody, every state, and nothing twice."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F, QuerySet
from django.test import TestCase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.forms import DetailsForm
from accounts.models import Member
from demo import seeding
from demo.cast import PASSWORD, people, wishes
from history.models import Event, Look
from mentoring.forms.mark import NoteForm
from mentoring.forms.profile import ProfileForm
from mentoring.forms.proposal import ProposalForm
from mentoring.invariants import check_invariants
from mentoring.models import (
    MentorMark,
    MentorProfile,
    Pairing,
    ProposalDraft,
    SavedSearch,
    TrainingCompletion,
)
from mentoring.states import Status
from mentoring.tasks import tell_watchers
from registration.forms import WishesForm, WorkDetailsForm
from registration.models import Enrolment, Region, Registrant
from tests.factories import MemberFactory


def member(key: str) -> Member:
    return Member.objects.get(email=f"{key}@example.org")


def across_levels() -> QuerySet[Pairing]:
    """Active pairings whose mentor holds an earlier level than the mentee works towards."""
    position = "mentor__registrant__level__position"
    return Pairing.objects.active().filter(**{f"{position}__lt": F("enrolment__route__position")})


class TestSeeded(TestCase):
    """Seeded once for all; each test looks at something else."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.now = timezone.now()
        before = len(getattr(mail, "outbox", []))
        assert seeding.seed(cls.now) is True
        cls.letters = [(letter.to[0], letter.subject) for letter in mail.outbox[before:]]

    def test_everybody_is_there_with_a_proved_address(self) -> None:
        verified = Member.objects.filter(emailaddress__verified=True, emailaddress__primary=True)

        assert verified.count() == len(people())
        assert MentorProfile.objects.listed().count() >= 60
        assert Member.objects.filter(mentor_profile=None).count() >= 120

    def test_one_password_opens_every_account(self) -> None:
        assert member("amina").check_password(PASSWORD)
        assert Member.objects.values("password").distinct().count() == 1

    def test_every_status_has_its_pairings(self) -> None:
        assert set(Pairing.objects.values_list("status", flat=True)) == set(Status.values)

    def test_at_least_three_mentors_hold_an_earlier_level_than_the_route(self) -> None:
        assert across_levels().count() >= 3
        assert across_levels().filter(mentor=member("ben"), enrolment__route__slug="fellowship")

    def test_amina_has_one_yes_to_give_and_room_for_another_proposal(self) -> None:
        amina = member("amina")

        proposed = Pairing.objects.proposed().filter(mentee=amina)
        assert proposed.filter(mentor_accepted_at__isnull=False).count() == 1
        assert proposed.count() == 2

    def test_the_mentors_of_the_cast_are_as_their_lines_say(self) -> None:
        profiles = MentorProfile.objects.with_places()

        assert MentorProfile.objects.proposable().filter(member=member("ben")).exists()
        assert profiles.get(member=member("ben")).works_at_front_line
        assert profiles.get(member=member("farid")).places_free == 0
        assert profiles.get(member=member("greta")).is_away()
        assert profiles.get(member=member("idris")).why_not_listed() == ""
        assert not profiles.get(member=member("joy")).is_trained

    def test_carol_and_the_office_have_no_pairing(self) -> None:
        strangers = [member("carol"), member("dev"), member("edith")]

        assert not any(Pairing.objects.visible_to(each).exists() for each in strangers)
        assert member("dev").roles == {"administrator"}
        assert member("luned").roles == {"safeguarding"}
        assert member("maeve").roles == {"auditor"}
        assert member("otis").roles == {"training_administrator"}
        assert member("nia").roles == {"regional_officer"}
        networks = Region.objects.filter(remits__holding__member=member("nia"))
        assert {network.slug for network in networks} == {"cymru-wales", "south-west"}
        assert Look.objects.at_the_record_of(member("ben")).count() == 2
        assert member("edith").is_superuser

    def test_carol_has_a_shortlist_waits_for_one_and_has_hidden_one(self) -> None:
        marks = MentorMark.objects.of(member("carol"))

        assert {mark.profile.member for mark in marks.watched()} == {member("farid")}
        assert {mark.profile.member for mark in marks.hidden()} == {member("oliver")}
        assert marks.shortlisted().exclude(note="").count() == 4
        listed = MentorProfile.objects.listed()
        assert marks.shortlisted().exclude(profile__in=listed).count() == 1
        assert not MentorMark.objects.due().exists()

    def test_what_three_members_keep_of_what_they_looked_for(self) -> None:
        kept = {key: SavedSearch.objects.of(member(key)) for key in ("carol", "kit", "hana")}

        assert [len(searches) for searches in kept.values()] == [2, 1, 1]
        assert [len(searches.with_letters()) for searches in kept.values()] == [2, 0, 1]
        told = kept["carol"].get(told_at__isnull=False).told_of
        assert list(told) == [member("marguerite").mentor_profile.pk]

    def test_some_wait_for_each_side_and_some_are_about_to_close(self) -> None:
        proposed = Pairing.objects.proposed()

        assert proposed.filter(mentor_accepted_at=None).count() >= 5
        assert proposed.exclude(mentor_accepted_at=None).count() >= 5
        assert proposed.filter(reminders=2).count() >= 2
        assert not Pairing.objects.overdue(self.now).exists()

    def test_training_was_corrected_and_withdrawn(self) -> None:
        flagged = TrainingCompletion.objects.exclude(withdrawn_at=None).get().member

        assert TrainingCompletion.objects.exclude(corrects=None).count() == 1
        assert Pairing.objects.active().filter(mentor=flagged).exists()

    def test_history_fills_the_last_two_years_in_its_own_order(self) -> None:
        moments = list(Event.objects.order_by("pk").values_list("at", flat=True))

        assert moments == sorted(moments)
        assert self.now - timedelta(days=722) < moments[0] < self.now - timedelta(days=700)
        assert self.now - timedelta(days=2) < moments[-1] <= self.now

    def test_no_old_letter_waits_and_each_was_sent_on_its_day(self) -> None:
        sent = DBTaskResult.objects.successful().filter(finished_at=F("enqueued_at"))

        assert sent.count() == DBTaskResult.objects.count()
        assert sent.filter(enqueued_at__lt=self.now - timedelta(days=365)).exists()

    def test_what_must_never_be_false_holds(self) -> None:
        assert check_invariants() == []

    def test_the_recent_letters_of_the_cast_are_written_and_no_others(self) -> None:
        assert Counter(f"{to}: {subject}" for to, subject in self.letters) == Counter(
            [
                "amina@example.org: A message waits for you",
                "amina@example.org: A message waits for you",
                "amina@example.org: A pairing waits for your yes",
                "amina@example.org: An answer to your proposal",
                "ben@example.org: A member asks you to be their mentor",
                "carol@example.org: New mentors for what you were looking for",
                "efa@example.org: A message waits for you",
                "efa@example.org: A member asks you to be their mentor",
                "efa@example.org: A proposal still waits for your answer",
                "efa@example.org: The office suggests a pairing to you",
                "esther@example.org: A pairing waits for your yes",
                "esther@example.org: The office suggests a pairing to you",
                "huw@example.org: A member asks you to be their mentor",
                "huw@example.org: A proposal still waits for your answer",
                "idris@example.org: Your mentor training is recorded",
                "joy@example.org: You have a place on a training day",
                "samira@example.org: A member asks you to be their mentor",
            ]
        )

    def test_a_mail_server_that_really_sends_is_given_nothing(self) -> None:
        with self.settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
            seeding.write_recent_letters(
                seeding.Stage(self.now), set(Event.objects.values_list("pk", flat=True))
            )

        assert mail.outbox == []

    def test_the_second_time_changes_nothing(self) -> None:
        before = Event.objects.count()

        assert seeding.seed() is False
        assert Event.objects.count() == before

    def test_the_command_prints_the_log_ins_each_time(self) -> None:
        said = StringIO()

        call_command("seed_demo", stdout=said)

        assert f"Log in with the password {PASSWORD} as" in said.getvalue()
        assert "  amina@example.org    Head of service, " in said.getvalue()

    def test_a_visitor_who_signed_up_does_not_stop_the_demo(self) -> None:
        MemberFactory()

        assert seeding.seed() is False

    def test_every_profile_passes_its_form(self) -> None:
        for profile in MentorProfile.objects.select_related("member"):
            form = ProfileForm(ProfileForm(profile=profile).initial, profile=profile)
            assert form.is_valid(), (profile, form.errors)

    def test_all_details_pass_their_forms(self) -> None:
        for each in Member.objects.select_related("registrant"):
            details = DetailsForm(DetailsForm(instance=each).initial, instance=each)
            assert details.is_valid(), (each, details.errors)

    def test_all_work_details_pass_their_form(self) -> None:
        terms = ("organisation_kind", "sector", "region")
        for registrant in Registrant.objects.select_related(*terms):
            typed = {
                "job_title": registrant.job_title,
                "organisation": registrant.organisation,
                "organisation_kind": registrant.organisation_kind_id,
                "sector": registrant.sector_id,
                "region": registrant.region_id,
            }
            form = WorkDetailsForm(typed, registrant=registrant)
            assert form.is_valid(), (registrant, form.errors)

    def test_all_wishes_pass_their_form(self) -> None:
        wishing = Registrant.objects.exclude(areas_to_develop=None, meeting_ways=None).distinct()
        assert wishing.count() == len(wishes())
        for registrant in wishing:
            initial = WishesForm(registrant=registrant).initial
            assert WishesForm(initial, registrant=registrant).is_valid(), registrant

    def test_every_note_passes_its_form(self) -> None:
        for mark in MentorMark.objects.exclude(note=""):
            form = NoteForm({"note": mark.note}, mark=mark)
            assert form.is_valid(), (mark, form.errors)

    def test_all_answers_pass_the_form_of_a_proposal(self) -> None:
        enrolment = Enrolment.objects.open().first()
        assert enrolment is not None
        asked = [pairing for pairing in Pairing.objects.all() if not pairing.is_suggested]
        assert asked
        for pairing in asked:
            typed = {name: getattr(pairing, name) for name in ProposalDraft.TEXTS}
            form = ProposalForm({**typed, "line_management": "no"}, enrolments=[enrolment])
            assert form.is_valid(), (typed, form.errors)


@pytest.mark.django_db
def test_a_database_that_holds_people_is_left_alone() -> None:
    MemberFactory()

    with pytest.raises(CommandError, match="holds people who are not the demo's"):
        call_command("seed_demo")

    assert Member.objects.count() == 1


@pytest.mark.django_db
def test_word_of_a_place_is_no_letter_and_waits_for_its_turn() -> None:
    tell_watchers.enqueue(1)

    assert seeding.count_letters_as_sent() == set()
    assert DBTaskResult.objects.ready().count() == 1
