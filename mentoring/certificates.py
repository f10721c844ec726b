"""What a certificate of mentor training says: what is on record, for as long as it stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mentoring.models import TrainingCompletion
from mentoring.models.record_facts import day
from mentoring.papers import CodedPaper, Row, on_day
from mentoring.states import Kind


@dataclass(frozen=True)
class CertificatePaper(CodedPaper):
    """A completion in words, as its member has it and as the office confirms it."""

    completion: TrainingCompletion

    @property
    def title(self) -> str:
        if self.completion.kind == Kind.REFRESHER:
            return _("Certificate of a refresher for mentors")
        return _("Certificate of mentor training")

    @property
    def lead(self) -> str:
        facts = {"name": self.completion.member.name, "day": on_day(self.completion.completed_on)}
        if self.completion.kind == Kind.REFRESHER:
            return _("%(name)s completed a refresher for mentors on %(day)s.") % facts
        return _("%(name)s completed the training for mentors on %(day)s.") % facts

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {"heading": _("The member"), "rows": self.people},
            {"heading": _("The training"), "rows": self.training},
        ]

    @property
    def people(self) -> list[Row]:
        member = self.completion.member
        number = member.membership_number or _("Not given")
        return [(_("Name"), member.name), (_("Membership number"), number)]

    @property
    def training(self) -> list[Row]:
        done = self.completion
        rows = [
            (_("Kind"), done.get_kind_display()),
            (_("Completed on"), on_day(done.completed_on)),
            (_("How it was held"), done.get_mode_display()),
            (_("Provider or trainer"), done.provider),
            (_("Recorded by the office on"), on_day(day(done.recorded_at))),
        ]
        return [row for row in rows if row[1]]

    @property
    def code(self) -> str:
        return self.completion.shown_code

    @property
    def why_not(self) -> str:
        """Why it confirms nothing any more, in a sentence; nothing while the record stands."""
        done = self.completion
        if done.is_withdrawn:
            facts = {"code": self.code, "day": on_day(day(done.withdrawn_at))}
            return (
                _(
                    "This certificate counts no longer: the training record with the code "
                    "%(code)s was withdrawn on %(day)s."
                )
                % facts
            )
        if done.is_corrected:
            facts = {"code": self.code, "day": on_day(day(done.correction.recorded_at))}
            return (
                _(
                    "This certificate counts no longer: the training record with the code "
                    "%(code)s was corrected on %(day)s. The newer one has a code of its own."
                )
                % facts
            )
        return ""

    @property
    def notes(self) -> list[str]:
        return [
            _(
                "Made by Alongside from what the office has recorded. The office can confirm by "
                "the code that it is genuine; it is then told the facts above as they are on "
                "record that day. A record that is corrected or withdrawn is confirmed no longer."
            ),
            _(
                "The certificate says that a training was completed. It is not an award, and says "
                "nothing about a level."
            ),
        ]

    @property
    def file_name(self) -> str:
        return f"mentor-training-{self.code}"
