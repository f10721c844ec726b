"""What is set up before a race and what is counted after it: `python -m tests.races.scenes`."""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import django
import time_machine

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402
from prometheus_client import CollectorRegistry  # noqa: E402

from accounts.models import Member  # noqa: E402
from accounts.models.erasure import fingerprint  # noqa: E402
from accounts.roles import Role  # noqa: E402
from bench import population  # noqa: E402
from bench.visitor import session_of  # noqa: E402
from history.models import Event  # noqa: E402
from lib.metrics import add_answers  # noqa: E402
from mentoring import seeds  # noqa: E402
from mentoring.directory import saved  # noqa: E402
from mentoring.directory.saved import Asker, known_from  # noqa: E402
from mentoring.directory.sets import hearing  # noqa: E402
from mentoring.directory.sets.current import current  # noqa: E402
from mentoring.invariants import check_invariants  # noqa: E402
from mentoring.models import (  # noqa: E402
    Agreement,
    Application,
    CheckIn,
    Meeting,
    MentorProfile,
    Message,
    NextStep,
    Pairing,
    SavedSearch,
    SearchLetter,
    Telling,
    TrainingCompletion,
)
from mentoring.models.telling import LEASE  # noqa: E402
from registration.models import Enrolment, Registrant  # noqa: E402
from tests.receiver import SECRET  # noqa: E402

TEXTS = {
    "who_i_am": "I run a branch library.",
    "why_you": "You work at the counter, and I have not stood there for many years.",
    "hope_for": "To see my service as a colleague sees it.",
    "how_meet": "By video.",
}
# Raises when an index of ours lacks a row, or has one out of its order.
EVERY_INDEX = """
SELECT bt_index_check(c.oid, true) FROM pg_class c
JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am a ON a.oid = c.relam
WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace AND i.indisvalid
"""
Request = dict[str, Any]


def people(mentors: str, mentees: str) -> None:
    """Trained, listed mentors with places enough, and enrolled mentees."""
    population.build(int(mentors), int(mentees))
    MentorProfile.objects.update(capacity=20)


def last_place(capacity: str, proposals: str) -> list[Request]:
    """One mentor with `capacity` places, and both sides of every proposal accepting."""
    profile = _mentor(0)
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=int(proposals))
    pairings = [_propose(number, profile) for number in range(int(proposals))]
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=int(capacity))
    return [_accept(p, person) for p in pairings for person in (p.mentor, p.mentee)]


def same_acceptance(times: str) -> list[Request]:
    """The same mentor's yes to the same proposal, over and over."""
    pairing = _propose(20, _mentor(1))
    return [_accept(pairing, pairing.mentor)] * int(times)


def same_proposal(times: str) -> list[Request]:
    """The same proposal, over and over."""
    return [_proposal(21, _mentor(2))] * int(times)


def tellings(number: str) -> int:
    """Starts that CILIP is to be told of now. How many."""
    now = timezone.now()
    started = [_start(each, _mentor(each)) for each in range(int(number))]
    for pairing in started:
        Telling.objects.create(pairing=pairing, happened="started", at=now, due_at=now)
    return len(started)


def watch_tellings(moment: str, url: str, guarded: str = "yes", minutes: str = "0") -> str:
    """The timer's command, some minutes on; for the control, with nothing claimed."""
    settings.TELLING_URL, settings.TELLING_SECRET = url, SECRET
    if guarded != "yes":
        Telling.objects.claim = look_and_take
    said = StringIO()
    time.sleep(max(0, float(moment) - time.time()))
    with time_machine.travel(timezone.now() + timedelta(minutes=int(minutes))):
        call_command("watch_tellings", stdout=said)
    return said.getvalue()


def look_and_take(now: datetime) -> Telling | None:
    """A claim that holds nothing: looked first, taken a moment after."""
    telling: Telling | None = Telling.objects.due(now).first()
    time.sleep(0.2)
    if telling:
        Telling.objects.filter(pk=telling.pk, told_at=None).update(due_at=now + LEASE)
    return telling


def told() -> dict[str, Any]:
    """How every telling stands."""
    rows = Telling.objects.order_by("pk")
    return {
        "statuses": [telling.status for telling in rows],
        "attempts": [telling.attempts for telling in rows],
        "ids": sorted(str(telling.uid) for telling in rows),
        "events": Event.objects.filter(verb="telling.told").count(),
    }


def many_proposals(times: str) -> list[Request]:
    """One mentee proposes to many mentors at once."""
    return [_proposal(22, _mentor(3 + number)) for number in range(int(times))]


def many_starts(times: str) -> list[Request]:
    """Three mentors at once say the second yes for one enrolment, each several times."""
    pairings = [_propose(23, _mentor(30 + number), accepts=True) for number in range(3)]
    each = int(times) // len(pairings)
    return [_accept(pairing, pairing.mentor) for pairing in pairings for _ in range(each)]


def same_mark(times: str) -> list[Request]:
    """The same mentor put on the same shortlist and waited for, over and over."""
    profile, member = _mentor(39), _enrolment(24).member
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=0)
    each = [_mark(profile, member, act) for act in ("shortlist", "watch")]
    return each * (int(times) // len(each))


def take_each_other(times: str) -> list[Request]:
    """The two administrators there are take each other's role, each several times."""
    second = Member.objects.get(email="mentee-41@example.org")
    second.give_role(Role.ADMINISTRATOR, by=None)
    first, second = Member.objects.filter(role_holdings__role=Role.ADMINISTRATOR).order_by("pk")
    each = [_take(first, second), _take(second, first)]
    return each * (int(times) // len(each))


def administrators() -> dict[str, Any]:
    """How many are left, and how many were taken."""
    left = Member.objects.filter(role_holdings__role=Role.ADMINISTRATOR, is_staff=True)
    taken = Event.objects.filter(verb="role.taken")
    violations = [str(found) for found in check_invariants()]
    return {"left": left.count(), "taken": taken.count(), "violations": violations}


def _take(by: Member, whose: Member) -> Request:
    path = reverse("staff:role_take", args=[whose.role_holdings.get().pk])
    return {"path": path, "session": session_of(by), "fields": {}}


def same_message(times: str) -> list[Request]:
    """The same words to the other of a proposal, over and over."""
    pairing = _propose(27, _mentor(35))
    path = reverse("mentoring:message_write", args=[pairing.pk])
    sent = {"session": session_of(pairing.mentee), "fields": {"text": "Good morning."}}
    return [{"path": path, **sent}] * int(times)


def same_meeting(times: str) -> list[Request]:
    """Both plan the same meeting, over and over."""
    pairing = _propose(37, _mentor(37))
    path = reverse("mentoring:meeting_new", args=[pairing.pk])
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    fields = {"day": day, "time": "12:30", "minutes": "60"}
    both = (pairing.mentor, pairing.mentee)
    each = [{"path": path, "session": session_of(by), "fields": fields} for by in both]
    return each * (int(times) // len(each))


def same_change(times: str) -> list[Request]:
    """It is made longer in many windows at once, and in all of them the same was read."""
    meeting = Meeting.objects.latest("pk")
    path = reverse("mentoring:meeting_change", args=[meeting.pk])
    day = timezone.localtime(meeting.starts_at).date().isoformat()
    session = session_of(meeting.pairing.mentee)
    return [
        {
            "path": path,
            "session": session,
            "fields": {"day": day, "time": "12:30", "minutes": str(61 + number), "sequence": "0"},
        }
        for number in range(int(times))
    ]


def meetings() -> dict[str, Any]:
    """What is planned after the race."""
    return {
        "sequences": list(Meeting.objects.values_list("sequence", flat=True)),
        "events": sorted(
            Event.objects.filter(verb__startswith="meeting.").values_list("verb", flat=True)
        ),
        "violations": [str(found) for found in check_invariants()],
    }


def same_ending(times: str) -> list[Request]:
    """The same thanks, the same reflection shared, the same record, over and over."""
    pairing = _propose(38, _mentor(38), accepts=True)
    pairing.accept(pairing.mentor)
    pairing.end(pairing.mentee)
    acts = {
        "thanks_send": {"text": "Thank you."},
        "reflection_edit": {"learned": "To ask first.", "share": "1"},
        "record_issue": {},
    }
    session = session_of(pairing.mentee)
    each = [
        {
            "path": reverse(f"mentoring:{name}", args=[pairing.pk]),
            "session": session,
            "fields": sent,
        }
        for name, sent in acts.items()
    ]
    return each * (int(times) // len(each))


def ending_of(email: str) -> dict[str, Any]:
    """What stays of a mentee's pairing after the race."""
    pairing = Pairing.objects.get(mentee__email=email)
    verbs = ("thanks.sent", "reflection.written", "reflection.shared", "record.issued")
    return {
        "rows": [pairing.thanks.count(), pairing.reflections.count(), pairing.records.count()],
        "events": sorted(Event.objects.filter(verb__in=verbs).values_list("verb", flat=True)),
        "violations": [str(found) for found in check_invariants()],
    }


def block_meanwhile() -> list[Request]:
    """Six mentees and a mentor: one of each two blocks while the other proposes or answers."""
    profile, requests = _mentor(29), []
    for number in range(28, 31):
        pairing = _propose(number, profile)
        path = reverse("mentoring:message_write", args=[pairing.pk])
        sent = {"session": session_of(pairing.mentee), "fields": {"text": "Good morning."}}
        requests += [_accept(pairing, pairing.mentee), {"path": path, **sent}]
        requests += [_accept(pairing, pairing.mentor), _block(pairing.mentor, pairing.mentee)]
    for number in range(31, 34):
        mentee = _enrolment(number).member
        requests += [_proposal(number, profile), _block(mentee, profile.member)] * 2
    return requests


def agree_meanwhile(times: str) -> list[Request]:
    """The mentor agrees to a suggestion while each of the two makes another one."""
    profile = _mentor(36)
    pairing = _propose(34, profile, accepts=True)
    pairing.accept(by=profile.member)
    _suggest(pairing, pairing.mentee, "First.")
    paths = [reverse("mentoring:agreement_suggest", args=[pairing.pk])] * 2
    paths.append(reverse("mentoring:agreement_agree", args=[pairing.pk, 1]))
    fields = [{**seeds.AGREEMENT, "after": "1", "aims": aims} for aims in ("Second.", "Other.")]
    people = (pairing.mentee, pairing.mentor, pairing.mentor)
    acts = zip(paths, people, [*fields, {}], strict=True)
    requests = [{"path": p, "session": session_of(m), "fields": f} for p, m, f in acts]
    return requests * (int(times) // 3)


def out_by_every_way(times: str) -> list[Request]:
    """Both say that it is complete, one ends it, and the mentor stops, in many windows at once."""
    profile = _mentor(40)
    pairing = _propose(40, profile, accepts=True)
    pairing.accept(by=profile.member)
    one = [pairing.pk]
    acts = [(pairing.mentee, "pairing_complete", one), (pairing.mentor, "pairing_complete", one)]
    acts += [(pairing.mentee, "pairing_end", one), (pairing.mentor, "mentor_stop", [])]
    requests = [
        {"path": reverse(f"mentoring:{name}", args=keys), "session": session_of(by), "fields": {}}
        for by, name, keys in acts
    ]
    return requests * (int(times) // len(requests))


def answer_meanwhile(times: str) -> list[Request]:
    """Two administrators at once: one says yes to an application, and one says not now."""
    profile = _mentor(41)
    MentorProfile.objects.filter(pk=profile.pk).update(listed_at=None)
    application = Application.objects.create(member=profile.member, applied_at=timezone.now())
    office = session_of(_administrator())
    acts = (("agree", {}), ("decline", {"reason": "Write a little more."}))
    requests = [
        {
            "path": reverse(f"staff:application_{act}", args=[application.pk]),
            "session": office,
            "fields": fields,
        }
        for act, fields in acts
    ]
    return requests * (int(times) // len(requests))


def answers_of(email: str) -> dict[str, Any]:
    """What became of an application: the answer, what history tells, and whether it listed."""
    application = Application.objects.get(member__email=email)
    events = Event.objects.filter(subject_type="mentoring.application", subject_id=application.pk)
    return {
        "answer": application.answer,
        "events": list(events.values_list("verb", flat=True)),
        "listed": MentorProfile.objects.listed().filter(member__email=email).exists(),
        "violations": [str(found) for found in check_invariants()],
    }


def _suggest(pairing: Pairing, by: Member, aims: str) -> Agreement:
    texts = {**seeds.AGREEMENT, "aims": aims}
    version, _is_new = Agreement.objects.suggest(pairing, texts, by=by)
    return version


def agreements_of(email: str) -> dict[str, Any]:
    """The versions that a pairing has after the race, and how many yeses history tells."""
    pairings = Pairing.objects.visible_to(Member.objects.get(email=email))
    told = Event.objects.filter(verb="agreement.agreed", subject_id__in=pairings.values("pk"))
    versions = Agreement.objects.filter(pairing__in=pairings).order_by("number")
    return {
        "numbers": list(versions.values_list("number", flat=True)),
        "yeses": (versions.agreed().count(), told.count()),
        "violations": [str(found) for found in check_invariants()],
    }


def _block(by: Member, whom: Member) -> Request:
    path = reverse("mentoring:member_block", args=[whom.pk])
    return {"path": path, "session": session_of(by), "fields": {}}


def messages_of(email: str) -> dict[str, Any]:
    """What a member has written after the race."""
    written = Message.objects.by(Member.objects.get(email=email))
    told = Event.objects.filter(verb="message.sent", subject_id__in=written)
    return {
        "messages": written.count(),
        "events": told.count(),
        "violations": [str(found) for found in check_invariants()],
    }


def rooms(number: str) -> list[Request]:
    """The first words of so many mentees, each in a pairing of their own."""
    pairings = [_start(place, _mentor(20)) for place in range(int(number))]
    return [
        {
            "path": reverse("mentoring:message_write", args=[pairing.pk]),
            "session": session_of(pairing.mentee),
            "fields": {"text": ""},
        }
        for pairing in pairings
    ]


def what_rooms_hold(number: str) -> dict[str, Any]:
    """What stands in each, in its order; and what must never be false and is."""
    emails = [_enrolment(place).member.email for place in range(int(number))]
    return {
        "texts": [texts_of(email) for email in emails],
        "broken": [broken.name for broken in check_invariants()],
    }


def wholeness() -> str:
    """ "ok", or what the database itself finds wrong with its own pages and indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            said = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            return ", ".join(map(str, [*said, *cursor.fetchall()]))
        cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        cursor.execute(EVERY_INDEX)
        return "ok"


def texts_of(email: str) -> list[str]:
    """Every message that a member has written, as the database has it now."""
    written = Message.objects.by(Member.objects.get(email=email))
    return list(written.order_by("pk").values_list("text", flat=True))


def line_of_the_ledger(email: str) -> list[str]:
    """What the ledger would say, were this member erased now."""
    member = Member.objects.get(email=email)
    return [email, f"{member.pk} {fingerprint(member)} {timezone.now().isoformat()}"]


def addresses() -> list[str]:
    """Of everybody who is a member."""
    return list(Member.objects.values_list("email", flat=True))


def marks_of(email: str) -> dict[str, Any]:
    """What a member has noted after the race."""
    marks = Member.objects.get(email=email).marks.all()
    events = Event.objects.filter(subject_type="mentoring.mentormark")
    return {
        "marks": marks.count(),
        "events": sorted(events.filter(subject_id__in=marks).values_list("verb", flat=True)),
        "violations": [str(found) for found in check_invariants()],
    }


def many_saves(times: str) -> list[Request]:
    """One member saves a dozen searches, each twice or more, where ten may be kept."""
    member = _enrolment(25).member
    path, session = reverse("mentoring:search_save"), session_of(member)
    queries = [f"?q=word{number % 12}" for number in range(int(times))]
    return [{"path": path, "session": session, "fields": {"query": q}} for q in queries]


def searches_of(email: str) -> dict[str, Any]:
    """What a member keeps after the race."""
    kept = Member.objects.get(email=email).saved_searches.all()
    events = Event.objects.filter(verb="search.saved", subject_id__in=kept.values("pk"))
    return {
        "searches": kept.count(),
        "events": events.count(),
        "violations": [str(found) for found in check_invariants()],
    }


def saved_searches(number: str) -> list[int]:
    """Members who have saved a search that a mentor fits anew; their keys."""
    profile = _mentor(39)
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=0)
    members = Member.objects.filter(email__startswith="mentee-").order_by("pk")[: int(number)]
    for member in members:
        found = Asker(member).ask("?places=now")
        SavedSearch.objects.keep("?places=now", member, known_from(found))
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=20)
    return [member.pk for member in members]


def watch_searches(moment: str, guarded: str = "yes") -> str:
    """The timer's command at a moment; for the control, with nobody held and time to meet."""
    if guarded != "yes":
        saved.hold = lambda member: Member.objects.filter(pk=member).first()
        SearchLetter.objects.write = wait_and(SearchLetter.objects.write)
    current()
    time.sleep(max(0, float(moment) - time.time()))
    said = StringIO()
    call_command("watch_searches", stdout=said)
    return said.getvalue()


def wait_and(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The verb, with time before it for somebody else to have looked as well."""

    def slow(*words: Any, **named: Any) -> Any:
        time.sleep(0.2)
        return verb(*words, **named)

    return slow


def search_letters() -> dict[str, Any]:
    """How many letters of new mentors each member has after the race."""
    to = SearchLetter.objects.values_list("member", flat=True)
    events = Event.objects.filter(verb="search_letter.written").values_list("pk", flat=True)
    letters = DBTaskResult.objects.filter(task_path="mentoring.tasks.send_notice")
    queued = [row["args"][0] for row in letters.values_list("args_kwargs", flat=True)]
    return {
        "to": sorted(to),
        "queued": sum(pk in set(events) for pk in queued),
        "violations": [str(found) for found in check_invariants()],
    }


def drop_letter_constraint() -> None:
    """For the control: the database no longer refuses a second letter on one day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE mentoring_searchletter"
            " DROP CONSTRAINT one_search_letter_per_member_and_day"
        )


def same_step(times: str) -> list[Request]:
    """Both plan the same step and take the same milestone, over and over."""
    pairing = _start(26, _mentor(34))
    acts = (("step_add", {"text": "Begin."}), ("milestone_add", {"milestone": "evidence"}))
    each = [
        {
            "path": reverse(f"mentoring:{name}", args=[pairing.pk]),
            "session": session_of(person),
            "fields": fields,
        }
        for name, fields in acts
        for person in (pairing.mentor, pairing.mentee)
    ]
    return each * (int(times) // len(each))


def same_tick(times: str) -> list[Request]:
    """Both tick the step that was planned last, over and over."""
    step = NextStep.objects.latest("pk")
    path = reverse("mentoring:step_tick", args=[step.pk])
    people = (step.pairing.mentor, step.pairing.mentee)
    each = [{"path": path, "session": session_of(person), "fields": {}} for person in people]
    return each * (int(times) // len(each))


def steps() -> dict[str, Any]:
    """What is planned after the race, and what history tells of it."""
    told = Event.objects.filter(verb__startswith="step.").values_list("verb", flat=True)
    return {
        "steps": NextStep.objects.count(),
        "events": sorted(told),
        "violations": [str(found) for found in check_invariants()],
    }


def going_on(number: str) -> int:
    """Active pairings, all of them started just now. How many."""
    return len([_start(12 + each, _mentor(38)) for each in range(int(number))])


def watch_pairings(moment: str, guarded: str = "yes") -> str:
    """The timer's command, as if at a moment two months on; for the control, with nobody held."""
    if guarded != "yes":
        Pairing.hold = Pairing.refresh_from_db
        Pairing.save = wait_and(Pairing.save)
    said = StringIO()
    time.sleep(max(0, float(moment) - time.time()))
    with time_machine.travel(timezone.now() + timedelta(days=61)), suppress(CommandError):
        call_command("watch_pairings", stdout=said, stderr=said)
    return said.getvalue()


def kept_going() -> dict[str, Any]:
    """How often each pairing of the last scene was nudged and asked, and letters for it."""
    pairings = Pairing.objects.filter(mentor=_mentor(38).member)
    asked = CheckIn.objects.filter(pairing__in=pairings)
    nudges = Event.objects.filter(verb="pairing.nudged", subject_id__in=pairings.values("pk"))
    letters = DBTaskResult.objects.filter(task_path="mentoring.tasks.send_notice")
    queued = [row["args"][0] for row in letters.values_list("args_kwargs", flat=True)]
    events = [*nudges, *Event.objects.filter(verb="check_in.asked", subject_id__in=asked)]
    return {
        "nudges": sorted(nudges.values_list("subject_id", flat=True)),
        "asked": asked.count(),
        "queued": sum(pk in {event.pk for event in events} for pk in queued),
    }


def _start(number: int, profile: MentorProfile) -> Pairing:
    pairing = _propose(number, profile, accepts=True)
    pairing.accept(by=profile.member)
    return pairing


def pairings_of(email: str) -> dict[str, Any]:
    """What the database says of one person after the race."""
    pairings = Pairing.objects.visible_to(Member.objects.get(email=email))
    events = Event.objects.filter(
        subject_type="mentoring.pairing", subject_id__in=pairings.values("pk")
    )
    letters = DBTaskResult.objects.filter(task_path="mentoring.tasks.send_notice")
    told = [row["args"][0] for row in letters.values_list("args_kwargs", flat=True)]
    return {
        "statuses": sorted(pairings.values_list("status", flat=True)),
        "places": pairings.filter(slot__isnull=False).count(),
        "events": sorted(events.values_list("verb", flat=True)),
        "letters": sorted(events.filter(pk__in=told).values_list("verb", flat=True)),
        "violations": [str(found) for found in check_invariants()],
    }


def reader(mentor: str) -> dict[str, str]:
    """Somebody who looks for one mentor by a word that nobody else has."""
    word = f"number{mentor}"
    registrant = Registrant.objects.filter(member=_mentor(int(mentor)).member)
    registrant.exclude(organisation=word).update(organisation=word)
    path = f"{reverse('mentoring:directory')}?q={word}"
    return {"path": path, "session": session_of(_enrolment(25).member)}


def asks(mentor: str) -> list[Request]:
    """Somebody proposes to this mentor."""
    return [_proposal(1, _mentor(int(mentor)))]


def reader_marks(mentor: str) -> list[Request]:
    """The reader puts this mentor on their shortlist."""
    return [_mark(_mentor(int(mentor)), _enrolment(25).member, "shortlist")]


def rename(mentor: str, title: str) -> None:
    """A mentor has another job."""
    Registrant.objects.filter(member=_mentor(int(mentor)).member).update(job_title=title)


def fill(mentor: str) -> None:
    """A mentor has one place, and gives it."""
    profile = _mentor(int(mentor))
    MentorProfile.objects.filter(pk=profile.pk).update(capacity=1)
    _propose(int(mentor), profile, accepts=True).accept(by=profile.member)


def withdraw_training(mentor: str) -> None:
    """The office withdraws a mentor's training."""
    training = TrainingCompletion.objects.get(member=_mentor(int(mentor)).member)
    office = _administrator()
    training.withdraw(by=office, reason="Recorded for another.")


def answers() -> dict[str, float]:
    """What the web server counted, by route and status."""
    registry = CollectorRegistry()
    add_answers(registry)
    (family,) = (each for each in registry.collect() if each.name == "alongside_answers")
    return {" ".join(each.labels.values()): each.value for each in family.samples}


def expand() -> None:
    """What the next version adds, before its code is there: columns that may be empty."""
    with connection.cursor() as cursor:
        for model in (Message, Pairing, Member):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ADD COLUMN next_version integer")


def deafen() -> None:
    """For the control: the directory no longer hears of changes."""
    hearing.stop(plan=["everything"])


def hear_again() -> None:
    """After the control: as after a migration."""
    hearing.listen(plan=["everything"])


def drop_slot_constraint() -> None:
    """For the control: the database no longer refuses a place held twice."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_slot_per_mentor_and_place")


def _administrator() -> Member:
    """One of those who are left: another test lets two take each other's role."""
    holders = Member.objects.filter(role_holdings__role=Role.ADMINISTRATOR).order_by("pk")
    return holders[0]


def _mentor(number: int) -> MentorProfile:
    return MentorProfile.objects.select_related("member").get(
        member__email=f"mentor-{number}@example.org"
    )


def _enrolment(number: int) -> Enrolment:
    return Enrolment.objects.select_related("member").get(
        member__email=f"mentee-{number}@example.org"
    )


def _propose(number: int, profile: MentorProfile, **more: Any) -> Pairing:
    enrolment = _enrolment(number)
    return Pairing.objects.propose(enrolment, profile.member, TEXTS, by=enrolment.member, **more)


def _accept(pairing: Pairing, person: Member) -> Request:
    path = reverse("mentoring:pairing_accept", args=[pairing.pk])
    return {"path": path, "session": session_of(person), "fields": {"line_management": "no"}}


def _mark(profile: MentorProfile, member: Member, act: str) -> Request:
    path = reverse(f"mentoring:mentor_{act}", args=[profile.pk])
    return {"path": path, "session": session_of(member), "fields": {}}


def _proposal(number: int, profile: MentorProfile) -> Request:
    enrolment = _enrolment(number)
    path = reverse("mentoring:proposal_new", args=[profile.pk])
    fields = {**TEXTS, "enrolment": str(enrolment.pk), "line_management": "no"}
    return {"path": path, "session": session_of(enrolment.member), "fields": fields}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
