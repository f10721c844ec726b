"""Pairings told in sentences: "12 days ago: amina proposes". Each is done by its real verb.

The language: `<span> ago: <who> <verb>`, with a person of the pairing for who, or the
clock; the verbs are those of VERBS. Those of WORDED have words behind a colon: `<who> writes:
<words>` is a message, `<who> suggests: <heading>: <words>` a change of the agreement; a
reflection has three parts with ` / ` between them. A line that changes nothing is an error
of the story.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from demo import bookings
from demo.cast import HERE, CastError, paragraph, people, read
from demo.clock import ago
from demo.stage import Act, Stage
from mentoring.forms.aim import after
from mentoring.models import (
    Agreement,
    Aim,
    Block,
    CheckIn,
    Concern,
    LineManagement,
    MentoringRecord,
    Message,
    NextStep,
    Pairing,
    ProposalDraft,
    Reflection,
    Thanks,
)
from mentoring.models.agreement_template import standard_text_of
from mentoring.models.concern import Report

SENTENCE = re.compile(r"(?P<span>\d+ \w+) ago: (?P<who>\w+) (?P<verb>[\w ]+)(?:: (?P<words>.+))?")
PAIR = re.compile(r"(?P<mentee>\w+) and (?P<mentor>\w+), (?P<route>[\w-]+)")
WORDS = {"me": "who_i_am", "why": "why_you", "hope": "hope_for", "meet": "how_meet"}
FIRST_HOUR, BETWEEN_LINES, HOURS = 9, 2, 15


@dataclass
class Story:
    """Two people, a route, four answers and what happened."""

    mentee: str
    mentor: str
    route: str
    texts: dict[str, str]
    lines: list[str]
    pairing: Pairing = field(init=False)

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Story":
        """One table of a file."""
        pair = PAIR.fullmatch(facts["of"])
        if pair is None or not {pair["mentee"], pair["mentor"]} <= people().keys():
            raise CastError(f"Not two people and a route: {facts['of']}")
        texts = {WORDS[short]: paragraph(facts[short]) for short in WORDS}
        return cls(pair["mentee"], pair["mentor"], pair["route"], texts, facts["acts"])

    def acts(self, stage: Stage) -> Iterator[Act]:
        """Each line as an act; later lines of one day come later in the day."""
        between = min(BETWEEN_LINES, HOURS / len(self.lines))
        for number, line in enumerate(self.lines):
            told = SENTENCE.fullmatch(line)
            if (
                told is None
                or told["verb"] not in (WORDED if told["words"] else VERBS)
                or told["who"] not in self._who()
            ):
                raise CastError(f"Not a sentence of a story: {line}")
            hour = FIRST_HOUR + int(number * between)
            at = ago(told["span"], stage.now, hour, self.mentee)
            yield Act(at, self._act(stage, line, told["who"], told["verb"], told["words"]))

    def _who(self) -> set[str]:
        return {self.mentee, self.mentor, "clock", "office"}

    def _act(
        self, stage: Stage, line: str, who: str, verb: str, words: str | None
    ) -> Callable[[], None]:
        def do() -> None:
            by = stage.members.get(who)
            came = WORDED[verb](self, by, words) if words else VERBS[verb](self, stage, by)
            if came is False:
                raise CastError(f"Nothing came of it: {line}")

        return do

    def propose(self, stage: Stage, *, accepts: bool = False) -> None:
        mentee = stage.members[self.mentee]
        enrolment = stage.enrolment(self.mentee, self.route)
        mentor = stage.members[self.mentor]
        self.pairing = Pairing.objects.propose(
            enrolment, mentor, self.texts, by=mentee, accepts=accepts
        )

    def suggest_pairing(self, stage: Stage) -> None:
        """The office thinks that the two might fit."""
        enrolment, mentor = stage.enrolment(self.mentee, self.route), stage.members[self.mentor]
        by, note = stage.members["dev"], self.texts["why_you"]
        self.pairing, _is_new = Pairing.objects.suggest(enrolment, mentor, by=by, note=note)

    def write(self, by: Any, words: str) -> bool:
        _message, is_new = Message.objects.write(self.pairing, words, by=by)
        return is_new

    def look_back(self, by: Any, words: str, *, shares: bool = False) -> bool:
        texts = dict(zip(Reflection.TEXTS, words.split(" / "), strict=True))
        reflection, is_new = Reflection.objects.write(self.pairing, texts, by=by)
        return is_new and (not shares or reflection.share(by))

    def issue_record(self, who: Any) -> bool:
        _record, is_new = MentoringRecord.objects.issue(self.pairing, by=who)
        return is_new

    def block(self, who: Any) -> bool:
        return Block.objects.make(self.pairing.other(who), by=who)

    def report(self, by: Any, words: str) -> bool:
        """Report the other's last message, with these words and the message itself."""
        message = Message.objects.received_by(by).filter(pairing=self.pairing).latest("pk")
        report = Report("message", message.author, "harassment", words, message.text)
        return Concern.objects.report(report, by=by)[1]

    def aim(self, by: Any, words: str) -> bool:
        return Aim.objects.add(self.pairing, words, by=by)[1]

    def plan(self, by: Any, words: str) -> bool:
        return NextStep.objects.add(self.pairing, {"text": words}, by=by)[1]

    def plan_milestone(self, by: Any, key: str) -> bool:
        return NextStep.objects.add(self.pairing, {"milestone": key}, by=by)[1]

    def hope(self, by: Any, words: str) -> bool:
        """Give the step that was planned last a month, so many months from now."""
        month = after(timezone.localdate().replace(day=1), int(words))
        return self.pairing.steps.latest("pk").change({"month": month}, by)

    def ask(self) -> bool:
        return CheckIn.objects.ask(self.pairing)

    def answer(self, by: Any, answer: str) -> bool:
        """What one says to the question that was asked last."""
        return CheckIn.objects.filter(pairing=self.pairing).of(by).latest("number").say(answer, by)

    def tick(self, by: Any, words: str) -> bool:
        return self.pairing.steps.get(text=words).tick(by)

    def suggest(self, by: Any, words: str) -> bool:
        """One heading in other words than those that count: `meeting: Once a month.`"""
        heading, _colon, text = words.partition(": ")
        counts: Any = self.pairing.agreements.agreed().newest() or standard_text_of(self.pairing)
        texts = {**counts.texts, heading: text}
        _version, is_new = Agreement.objects.suggest(self.pairing, texts, by=by)
        return is_new

    def agree(self, by: Any) -> bool:
        version: Agreement = self.pairing.agreements.newest()
        return version.agree(by)

    def pause(self, stage: Stage, by: Any) -> bool:
        """A month from the day on which it is said."""
        return self.pairing.pause(stage.now.date() + timedelta(days=30), by)

    def declare(self, stage: Stage, who: Any) -> None:
        other = self.mentee if who == stage.members[self.mentor] else self.mentor
        LineManagement.objects.declare(who, stage.members[other])


Verb = Callable[[Story, Stage, Any], object]
VERBS: dict[str, Verb] = {
    "proposes": lambda story, stage, _who: story.propose(stage),
    "suggests the pairing": lambda story, stage, _who: story.suggest_pairing(stage),
    "proposes and accepts": lambda story, stage, _who: story.propose(stage, accepts=True),
    "accepts": lambda story, _stage, who: story.pairing.accept(who),
    "agrees": lambda story, _stage, who: story.agree(who),
    "asks to talk first": lambda story, _stage, who: story.pairing.talk_first(who),
    "declines": lambda story, _stage, who: story.pairing.decline(who),
    "withdraws": lambda story, _stage, who: story.pairing.withdraw(who),
    "pauses": lambda story, stage, who: story.pause(stage, who),
    "goes on": lambda story, _stage, who: story.pairing.resume(who),
    "says not yet": lambda story, _stage, who: story.pairing.put_off(who),
    "says it is complete": lambda story, _stage, who: story.pairing.complete(who),
    "completes": lambda story, _stage, who: story.pairing.complete(who),
    "ends": lambda story, _stage, who: story.pairing.end(who),
    "reminds": lambda story, _stage, _clock: story.pairing.remind(),
    "nudges": lambda story, _stage, _clock: story.pairing.nudge(),
    "asks how it is going": lambda story, _stage, _clock: story.ask(),
    "closes": lambda story, _stage, _clock: story.pairing.expire(),
    "has the record issued": lambda story, _stage, who: story.issue_record(who),
    "blocks": lambda story, _stage, who: story.block(who),
    "cancels the meeting": lambda story, _stage, who: bookings.cancel(story.pairing, who),
    "declares line management": lambda story, stage, who: story.declare(stage, who),
}

Worded = Callable[[Story, Any, str], bool]
WORDED: dict[str, Worded] = {
    "writes": Story.write,
    "reports": Story.report,
    "aims": Story.aim,
    "plans": Story.plan,
    "plans the milestone": Story.plan_milestone,
    "hopes for it in months": Story.hope,
    "ticks": Story.tick,
    "answers": Story.answer,
    "books a meeting": lambda story, by, words: bookings.book(story.pairing, by, words),
    "puts it off for days": lambda story, by, words: bookings.move(story.pairing, by, words),
    "notes": lambda story, by, words: bookings.note(story.pairing, by, words),
    "reflects": Story.look_back,
    "reflects and shares": lambda story, by, words: story.look_back(by, words, shares=True),
    "thanks": lambda story, by, words: Thanks.objects.send(story.pairing, words, by=by),
    "notes privately": lambda story, by, words: bookings.note_privately(story.pairing, by, words),
    "suggests": Story.suggest,
}


def stories() -> list[Story]:
    """Every story of pairings/*.toml."""
    files = sorted((HERE / "pairings").glob("*.toml"))
    return [Story.of(facts) for path in files for facts in read(path).get("pairing", [])]


def drafts(stage: Stage) -> Iterator[Act]:
    """Letters to mentors that were begun and not sent."""
    for facts in read(HERE / "drafts.toml")["draft"]:
        yield Act(ago(facts["ago"], stage.now, 21), _draft(stage, facts))


def _draft(stage: Stage, facts: dict[str, str]) -> Callable[[], object]:
    texts = {WORDS[short]: paragraph(facts[short]) for short in WORDS if short in facts}
    mentee, mentor = facts["mentee"], facts["mentor"]
    keep = ProposalDraft.objects.keep
    return lambda: keep(stage.members[mentee], stage.members[mentor], texts)
