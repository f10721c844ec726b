"""The sentences of a letter, each in a box of its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lib.wording import Sentence

AS_IT_COMES = _("As it comes: {words}")
PLACES = _("As it comes: {words} The letter fills in {places}.")


class LetterForm(forms.Form):
    """An empty box, and one with the words that come, are both the words that come.

    `after` is the number of the wording that the writer had before them.
    """

    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, sentences: list[Sentence], is_chapter: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.sentences, self.is_chapter = sentences, is_chapter
        for number, sentence in enumerate(sentences):
            self.fields[f"words_{number}"] = SentenceField(sentence, self._role(number))
        self.fields["words_0"].required = True
        self.fields["words_0"].error_messages["required"] = _("Write something here.")

    def _role(self, number: int) -> Any:
        """What the sentence is in the letter; a chapter of the help begins with its heading."""
        if self.is_chapter:
            return format_lazy(_("Sentence {number}"), number=number) if number else _("Heading")
        if number == 0:
            return _("Subject")
        if number == len(self.sentences) - 1:
            return _("Words of the link")
        return format_lazy(_("Sentence {number}"), number=number)

    @property
    def words(self) -> dict[str, str]:
        """By the sentence as it comes."""
        return {
            sentence.text: self.cleaned_data[f"words_{number}"]
            for number, sentence in enumerate(self.sentences)
        }

    @property
    def number(self) -> int:
        return self.cleaned_data.get("after") or 0


class SentenceField(forms.CharField):
    """One line, however it was typed."""

    def __init__(self, sentence: Sentence, label: Any) -> None:
        places = ", ".join(f"{{{name}}}" for name in dict.fromkeys(sentence.places))
        words = sentence.in_this_language()
        hint = PLACES if places else AS_IT_COMES
        super().__init__(
            label=label,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=str(hint).replace("{words}", words).replace("{places}", places),
        )
        self.sentence = sentence

    def clean(self, value: Any) -> str:
        words = " ".join(str(super().clean(value)).split())
        if no := self.sentence.why_not(words):
            raise ValidationError(str(no))
        return words
