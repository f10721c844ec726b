"""A message to the other of the two. The form checks; `Message.objects.write` sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models.message import LONGEST_MESSAGE


class MessageForm(forms.Form):
    """What one writes. As a draft it may be empty, and only what cannot be kept is refused."""

    text = ParagraphsField(
        label=_("Your message"),
        rows=4,
        max_length=LONGEST_MESSAGE,
        error_messages={**TOO_LONG, "required": _("Write something first.")},
    )

    def __init__(self, *args: Any, is_draft: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_draft = is_draft
        self.fields["text"].required = not is_draft
