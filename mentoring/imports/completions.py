"""Training that was completed before Alongside kept the record."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.text import folded
from mentoring.imports import reading
from mentoring.imports.kind import Kind, Written
from mentoring.imports.lines import Column, Finding, Line, Wrong
from mentoring.imports.reading import WHO
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from mentoring.models.past_training import hold_each, record_each, withdraw_each
from mentoring.models.training import EARLIEST, TrainingFacts
from mentoring.states import Kind as Training
from mentoring.states import Mode, Verdict

SAME = gettext_lazy("The same training of the same member as in row %(row)d.")
LONGEST_PROVIDER = 120


class Completions(Kind):
    """Adds completions, with the rules of a roll: the same day and kind is there once."""

    columns = (
        *WHO,
        Column(
            "completed_on",
            gettext_lazy("Completed on"),
            ("completed on", "date of training", "training date", "trained on", "date", "trained"),
            is_required=True,
        ),
        Column("kind", gettext_lazy("Kind of training"), ("kind", "type", "training")),
        Column("mode", gettext_lazy("How it was held"), ("mode", "how it was held", "held")),
        Column("provider", gettext_lazy("Provider or trainer"), ("provider", "trainer")),
    )
    each_of = (("email", "membership_number"),)

    def look_up(self, lines: list[Line]) -> None:
        self.people = reading.People(lines)
        standing = TrainingCompletion.objects.standing().filter(member__in=self.people.members)
        self.known = set(standing.values_list("member_id", "completed_on", "kind"))

    def find_one(self, line: Line) -> Finding:
        member = self.people.find(line)
        facts = facts_of(line)
        key = (member.pk, facts.completed_on, facts.kind)
        self.require_first("training", key, line, str(SAME))
        said = {
            "name": member.name,
            "training": Training(facts.kind).label,
            "day": date_format(facts.completed_on, "j F Y"),
        }
        if key in self.known:
            words = _("%(name)s has this on record: %(training)s, %(day)s.") % said
            return Finding(line.number, Verdict.SAME, words, {"member": member.pk})
        words = _("%(name)s: %(training)s, %(day)s.") % said
        plan = {**asdict(facts), "completed_on": facts.completed_on.isoformat()}
        return Finding(line.number, Verdict.NEW, words, {"member": member.pk, **plan})

    def write(self, findings: list[Finding]) -> Written:
        trained = [(found.plan["member"], planned(found.plan)) for found in findings]
        rows = record_each(trained, self.by, tells=self.tells)
        if len(rows) != len(findings):
            raise Wrong(_("Somebody has recorded the same at this moment."))
        return [
            {"row": found.row, "completion": row.pk, "member": row.member_id}
            for found, row in zip(findings, rows, strict=True)
        ]

    def hold(self, written: Written) -> None:
        keys = [each["completion"] for each in written]
        hold_each(keys, {each["member"] for each in written})

    def held_back(self, written: Written) -> dict[int, str]:
        """Records that were changed, and mentors who list themselves or mentor by them."""
        keys = {each["completion"] for each in written}
        people = {each["member"] for each in written}
        standing = TrainingCompletion.objects.standing().filter(pk__in=keys)
        unchanged = set(standing.values_list("pk", flat=True))
        mentoring = set(Pairing.objects.open().filter(mentor__in=people).values_list("mentor_id"))
        listed = MentorProfile.objects.filter(listed_at__isnull=False, member__in=people)
        in_use = {pk for (pk,) in mentoring} | set(listed.values_list("member_id", flat=True))
        return {
            each["row"]: words for each in written if (words := why_held(each, unchanged, in_use))
        }

    def take_back(self, written: Written) -> None:
        keys = [each["completion"] for each in written]
        withdraw_each(keys, self.by, _("The import was undone."), tells=self.tells)


def why_held(each: dict[str, Any], unchanged: set[int], in_use: set[int]) -> str:
    if each["completion"] not in unchanged:
        return _("The record was corrected or withdrawn since.")
    if each["member"] in in_use:
        return _("The member is listed as a mentor, or somebody has proposed to them.")
    return ""


def facts_of(line: Line) -> TrainingFacts:
    """What the row says of the training; where it says nothing, the usual."""
    completed_on = reading.day(line.get("completed_on"))
    if completed_on > timezone.localdate():
        raise Wrong(_("The date is in the future. Record training afterwards."))
    if completed_on < EARLIEST:
        raise Wrong(_("The date is before 1980. Check the year."))
    return TrainingFacts(
        completed_on=completed_on,
        kind=choice(line.get("kind"), Training, Training.INITIAL),
        mode=choice(line.get("mode"), Mode, Mode.IN_PERSON),
        provider=reading.line(line.get("provider"), LONGEST_PROVIDER),
    )


def planned(plan: dict[str, Any]) -> TrainingFacts:
    facts = {name: value for name, value in plan.items() if name != "member"}
    return TrainingFacts(**{**facts, "completed_on": date.fromisoformat(plan["completed_on"])})


def choice(text: str, choices: Any, usual: Any) -> str:
    """The choice whose word or label this is."""
    if not text:
        return str(usual.value)
    said = folded(text)
    for value, label in choices.choices:
        if said in (folded(value), folded(str(label)), folded(str(label)).split(" ")[0]):
            return str(value)
    raise Wrong(
        _("“%(text)s” is none of: %(labels)s.")
        % {"text": text, "labels": ", ".join(str(label) for label in choices.labels)}
    )
