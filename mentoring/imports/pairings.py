"""Pairings of the old list: suggestions of the office, which both people still answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring.imports import reading
from mentoring.imports.kind import Kind, Written
from mentoring.imports.lines import Column, Finding, Line, Wrong
from mentoring.models import Pairing
from mentoring.models.pairing_suggested import require_suggestable
from mentoring.states import Verdict
from mentoring.stopping import hold_enrolments
from registration.models import Enrolment, Route

SAME = gettext_lazy("The same member and route as in row %(row)d.")
MENTEE, MENTOR = "mentee_", "mentor_"


class Pairings(Kind):
    """Suggests what the old list has as a fact. Nobody says yes for another, the list neither.

    Each row is asked and written by the verb of the office's desk, under its locks, so that
    a list of pairings is a short one (IMPORT_MOST_PAIRINGS).
    """

    columns = (
        Column(
            f"{MENTEE}email",
            gettext_lazy("E-mail address of the mentee"),
            ("mentee e mail", "mentee email", "candidate e mail", "candidate email", "mentee"),
        ),
        Column(
            f"{MENTEE}membership_number",
            gettext_lazy("Membership number of the mentee"),
            ("mentee number", "mentee no", "mentee membership number", "candidate number"),
        ),
        Column(
            f"{MENTOR}email",
            gettext_lazy("E-mail address of the mentor"),
            ("mentor e mail", "mentor email", "mentor"),
        ),
        Column(
            f"{MENTOR}membership_number",
            gettext_lazy("Membership number of the mentor"),
            ("mentor number", "mentor no", "mentor membership number"),
        ),
        Column("route", gettext_lazy("Route"), ("route", "level"), is_required=True),
    )
    each_of = (
        (f"{MENTEE}email", f"{MENTEE}membership_number"),
        (f"{MENTOR}email", f"{MENTOR}membership_number"),
    )
    most = "IMPORT_MOST_PAIRINGS"

    def __init__(self, *, by: Member, tells: bool = False) -> None:
        super().__init__(by=by, tells=tells)
        self.routes = reading.Terms(Route, _("routes"))

    def look_up(self, lines: list[Line]) -> None:
        self.mentees = reading.People(lines, MENTEE)
        self.mentors = reading.People(lines, MENTOR)
        open_now = Enrolment.objects.open().filter(member__in=self.mentees.members)
        self.enrolments = {
            (each.member_id, each.route_id): each for each in open_now.select_related("member")
        }
        pairings = Pairing.objects.open().filter(enrolment__in=self.enrolments.values())
        self.paired = set(pairings.values_list("enrolment_id", "mentor_id"))

    def find_one(self, line: Line) -> Finding:
        mentee, mentor = self.mentees.find(line), self.mentors.find(line)
        route = self.routes.find(line.get("route"), retired=True)
        enrolment = self.enrolments.get((mentee.pk, route.pk))
        if enrolment is None:
            raise Wrong(
                _("%(name)s is not on this route here. Only they can enrol.")
                % {"name": mentee.name}
            )
        self.require_first("enrolment", enrolment.pk, line, str(SAME))
        plan = {"enrolment": enrolment.pk, "mentor": mentor.pk}
        if (enrolment.pk, mentor.pk) in self.paired:
            words = _("These two have a proposal or pairing for this route.")
            return Finding(line.number, Verdict.SAME, words, plan)
        try:
            require_suggestable(Pairing, enrolment, mentor, self.by)
        except NotAllowed as no:
            raise Wrong(no) from no
        words = _("%(mentor)s is suggested to %(mentee)s. Both are asked.")
        names = {"mentor": mentor.name, "mentee": mentee.name}
        return Finding(line.number, Verdict.NEW, words % names, plan)

    def write(self, findings: list[Finding]) -> Written:
        """One by one, in the order of the locks."""
        planned = sorted(findings, key=lambda found: int(found.plan["enrolment"]))
        enrolments = Enrolment.objects.in_bulk([found.plan["enrolment"] for found in planned])
        mentors = Member.objects.in_bulk([found.plan["mentor"] for found in planned])
        written: Written = []
        for found in planned:
            enrolment, mentor = enrolments[found.plan["enrolment"]], mentors[found.plan["mentor"]]
            pairing, _is_new = Pairing.objects.suggest(enrolment, mentor, by=self.by)
            written.append({"row": found.row, "pairing": pairing.pk})
        return written

    def hold(self, written: Written) -> None:
        """Who says yes to one of them holds the enrolment first, as the verb does."""
        pairings = Pairing.objects.filter(pk__in=[each["pairing"] for each in written])
        hold_enrolments(sorted(set(pairings.values_list("enrolment_id", flat=True))))

    def held_back(self, written: Written) -> dict[int, str]:
        """Suggestions that somebody has answered, or that are another officer's."""
        pairings = Pairing.objects.with_people().in_bulk([each["pairing"] for each in written])
        held = {}
        for each in written:
            pairing = pairings[each["pairing"]]
            if not pairing.is_proposed or pairing.mentor_accepted_at or pairing.mentee_accepted_at:
                held[each["row"]] = _("One of the two has answered, or it is closed.")
            elif not pairing.can_be_withdrawn_by(self.by):
                held[each["row"]] = _("Only whoever applied the import can take it back.")
        return held

    def take_back(self, written: Written) -> None:
        pairings = Pairing.objects.with_people().in_bulk([each["pairing"] for each in written])
        for each in written:
            pairings[each["pairing"]].withdraw(self.by)
