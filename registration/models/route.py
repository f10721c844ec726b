"""The routes of professional registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registration.models.vocabulary import Term


class Route(Term):
    """A route one can enrol on, and the level one holds once it is awarded.

    `position` orders lists and the office's report. It ranks nobody: no rule of
    the product compares two routes for anything but sameness.
    """

    post_nominals = models.CharField(_("letters after the name"), max_length=12)
    purpose = models.CharField(
        _("what it is for"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, shown where members choose a route. No fees, no periods."),
    )
