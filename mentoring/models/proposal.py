"""The words of a proposal, and the draft that is kept until it is sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Member

LONGEST_ANSWER = 2000


class ProposalText(models.Model):
    """The four prompts of a proposal: prompts, not a blank box."""

    who_i_am = models.TextField(
        _("Who I am and where I work"), max_length=LONGEST_ANSWER, blank=True
    )
    why_you = models.TextField(_("Why you in particular"), max_length=LONGEST_ANSWER, blank=True)
    hope_for = models.TextField(_("What I hope for"), max_length=LONGEST_ANSWER, blank=True)
    how_meet = models.TextField(_("How we could meet"), max_length=LONGEST_ANSWER, blank=True)

    TEXTS = ("who_i_am", "why_you", "hope_for", "how_meet")

    class Meta:
        abstract = True


class ProposalDraftManager(models.Manager["ProposalDraft"]):
    def keep(self, mentee: Member, mentor: Member, texts: dict[str, str]) -> bool:
        """Keep what a mentee has written to a mentor so far.

        Args:
            texts: answers by field name; those left out stay as they were.

        Returns:
            False when there is nothing to keep; a draft that was emptied is gone.
        """
        kept = self.filter(mentee=mentee, mentor=mentor)
        if set(texts) == set(ProposalText.TEXTS) and not any(texts.values()):
            kept.delete()
            return False
        if any(texts.values()) or kept.exists():
            self.update_or_create(mentee=mentee, mentor=mentor, defaults=texts)
        return kept.exists()


class ProposalDraft(ProposalText):
    """What a mentee has written to a mentor and not yet sent. Nobody else sees it."""

    mentee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposal_drafts"
    )
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    objects = ProposalDraftManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentee", "mentor"], name="one_draft_per_two_people"),
            models.CheckConstraint(name="draft_not_to_oneself", condition=~Q(mentee=F("mentor"))),
        ]

    def __str__(self) -> str:
        return f"{self.mentee_id} → {self.mentor_id}"
