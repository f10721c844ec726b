"""Members of an old list: accounts without a password, who come in by asking for a new one."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from lib.text import normalise_email
from mentoring.imports import reading
from mentoring.imports.kind import Kind, Written
from mentoring.imports.lines import Column, Finding, Line, Wrong
from mentoring.states import Verdict
from registration.models import Region, Registrant, Sector

SAME_ADDRESS = gettext_lazy("The same e-mail address as in row %(row)d.")
SAME_NUMBER = gettext_lazy("The same membership number as in row %(row)d.")
PLACES = ("region", "sector")
NUMBER = "membership_number"


class Members(Kind):
    """Adds members; of one who is here it fills what is empty, and overwrites nothing."""

    columns = (
        Column("name", gettext_lazy("Name"), ("name", "full name", "member"), is_required=True),
        Column(
            "email", gettext_lazy("E-mail address"), ("e mail", "email", "mail"), is_required=True
        ),
        Column(
            "membership_number",
            gettext_lazy("Membership number"),
            ("membership number", "membership", "member number", "number", "no"),
        ),
        Column("region", gettext_lazy("Network"), ("network", "region", "regional network")),
        Column("sector", gettext_lazy("Sector"), ("sector",)),
    )

    def __init__(self, *, by: Member, tells: bool = False) -> None:
        super().__init__(by=by, tells=tells)
        self.terms = {
            "region": reading.Terms(Region, _("networks")),
            "sector": reading.Terms(Sector, _("sectors")),
        }

    def look_up(self, lines: list[Line]) -> None:
        self.people = reading.People(lines)
        addresses = {normalise_email(line.get("email")) for line in lines} - {""}
        taken = EmailAddress.objects.filter(email__in=addresses)
        self.owners = dict(taken.values_list("email", "user_id"))

    def find_one(self, line: Line) -> Finding:
        said = self._said(line)
        self.require_first("email", said["email"], line, str(SAME_ADDRESS))
        if said["membership_number"]:
            self.require_first("number", said["membership_number"], line, str(SAME_NUMBER))
        member = self.people.by_address.get(said["email"])
        owner = self.people.by_number.get(said["membership_number"] or "")
        if owner and (member is None or owner.pk != member.pk):
            raise Wrong(_("Another member has this membership number."))
        if member is None and said["email"] in self.owners:
            raise Wrong(_("Another account uses this e-mail address."))
        return self._known(line, member, said) if member else self._new(line, said)

    def _said(self, line: Line) -> dict[str, Any]:
        places = {
            name: self.terms[name].find(line.get(name)).pk if line.get(name) else None
            for name in PLACES
        }
        return {
            "name": reading.name(line.get("name")),
            "email": reading.address(line.get("email")),
            "membership_number": reading.number(line.get("membership_number")) or None,
            **places,
        }

    def _new(self, line: Line, said: dict[str, Any]) -> Finding:
        words = _("An account for %(name)s, without a password.") % {"name": said["name"]}
        return Finding(line.number, Verdict.NEW, words, said)

    def _known(self, line: Line, member: Member, said: dict[str, Any]) -> Finding:
        if not member.is_active:
            raise Wrong(_("The account of this member is closed."))
        number = said["membership_number"]
        if number and member.membership_number and number != member.membership_number:
            raise Wrong(_("This member has another membership number here."))
        registrant = getattr(member, "registrant", None)
        fill = {
            name: said[name]
            for name in PLACES
            if said[name] and getattr(registrant, f"{name}_id", None) is None
        }
        if number and not member.membership_number:
            fill["membership_number"] = number
        plan = {"member": member.pk, "fill": fill} if fill else {"member": member.pk}
        if not fill:
            return Finding(line.number, Verdict.SAME, self._here(member, said), plan)
        labels = [str(column.label) for column in self.columns if column.name in fill]
        words = _("Filled in: %(what)s.") % {"what": ", ".join(labels)}
        words = f"{words} {self._here(member, said)}"
        return Finding(line.number, Verdict.CHANGE, words, plan)

    def _here(self, member: Member, said: dict[str, Any]) -> str:
        if member.name == said["name"]:
            return _("This member has an account.")
        return _("This member has an account as %(name)s, and stays so.") % {"name": member.name}

    def write(self, findings: list[Finding]) -> Written:
        new = [found for found in findings if found.verdict == Verdict.NEW]
        filled = [found for found in findings if found.verdict == Verdict.CHANGE]
        entered = Member.objects.enter([person(found.plan) for found in new], by=self.by)
        fill = {found.plan["member"]: found.plan["fill"] for found in filled}
        numbers = {pk: facts[NUMBER] for pk, facts in fill.items() if NUMBER in facts}
        if len(Member.objects.number(numbers, by=self.by)) != len(numbers):
            raise Wrong(_("Somebody has written a membership number at this moment."))
        facts = {member.pk: found.plan for member, found in zip(entered, new, strict=True)}
        Registrant.objects.fill(
            {pk: places for pk, said in (facts | fill).items() if (places := places_of(said))},
            by=self.by,
        )
        return [
            *(
                {"row": found.row, "member": member.pk, "is_new": True}
                for member, found in zip(entered, new, strict=True)
            ),
            *({"row": found.row, **found.plan} for found in filled),
        ]

    def hold(self, written: Written) -> None:
        """Whose facts were filled in before the new ones, in the order of their keys."""
        Member.objects.hold([each["member"] for each in written if "fill" in each])
        Member.objects.hold([each["member"] for each in written if "is_new" in each], no_key=False)

    def held_back(self, written: Written) -> dict[int, str]:
        """Accounts that somebody has used since, and facts that have changed since."""
        made = {each["member"]: each["row"] for each in written if "is_new" in each}
        free = Member.objects.untouched(made, but=("EmailAddress", "Registrant"))
        used = made.keys() - set(free.values_list("pk", flat=True))
        held = {made[pk]: _("The account is in use, or something is on record.") for pk in used}
        filled = [each for each in written if "fill" in each]
        people = Member.objects.select_related("registrant").in_bulk(
            [each["member"] for each in filled]
        )
        for each in filled:
            if not still_says(people.get(each["member"]), each["fill"]):
                held[each["row"]] = _("The member has changed it since.")
        return held

    def take_back(self, written: Written) -> None:
        filled = [each for each in written if "fill" in each]
        numbers = [each["member"] for each in filled if NUMBER in each["fill"]]
        Member.objects.number(dict.fromkeys(numbers), by=self.by)
        places = {each["member"]: places_of(each["fill"]) for each in filled}
        Registrant.objects.take_out(
            {pk: facts for pk, facts in places.items() if facts}, by=self.by
        )
        Member.objects.take_back(
            [each["member"] for each in written if "is_new" in each], by=self.by
        )


def person(plan: dict[str, Any]) -> dict[str, Any]:
    return {name: plan[name] for name in ("name", "email", NUMBER)}


def places_of(said: dict[str, Any]) -> dict[str, int]:
    """The keys of the network and the sector, where there is one."""
    return {name: said[name] for name in PLACES if said.get(name)}


def still_says(member: Member | None, fill: dict[str, Any]) -> bool:
    """Whether the member is here, and what was filled in is as it was."""
    if member is None:
        return False
    registrant = getattr(member, "registrant", None)
    now = {name: getattr(registrant, f"{name}_id", None) for name in PLACES}
    now["membership_number"] = member.membership_number
    return all(now[name] == value for name, value in fill.items())
