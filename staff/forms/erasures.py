"""That a member has written to the office and wishes to be forgotten."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.erasure import LONGEST_IDENTITY
from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG


class ErasureForm(forms.Form):
    """How the office knows that it is they, and that it means it."""

    identity = ParagraphsField(
        label=_("How you know that it is they"),
        help_text=_(
            "When and how they wrote, and how you made sure. The member may read it. It goes with "
            "the account."
        ),
        rows=3,
        max_length=LONGEST_IDENTITY,
        error_messages={**TOO_LONG, "required": _("Write how you know that it is they.")},
    )
    is_sure = forms.BooleanField(
        label=_("They wish their account to be erased, and cannot ask for it themselves"),
        error_messages={"required": _("Tick that this is their wish.")},
    )
