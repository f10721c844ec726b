"""The scheme's vocabularies: tables that the office edits, never lists in code.

A term is not deleted but replaced: when two regional networks merge, each of the
old ones names its successor, and stays readable on old records.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> Self:
        """Terms that one may choose today, in their usual order."""
        return self.filter(retired_at__isnull=True).order_by("position", "name")


class Term(models.Model):
    """One word of a vocabulary. Chosen while not retired; shown for ever."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        help_text=_("Used when terms are merged. A replaced term must also be retired."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "name")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_replaced_means_retired",
                condition=Q(replaced_by__isnull=True) | Q(retired_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sector(Term):
    """A part of the profession: public libraries, health, law."""


class Region(Term):
    """A regional or national member network."""


class KnowledgeArea(Term):
    """An area of the Professional Knowledge and Skills Base, as a tag only.

    The names are those on CILIP's own wheel; its descriptions are under licence
    and are not used.
    """

    edition = models.CharField(_("edition"), max_length=10, default="2021")


class MeetingWay(Term):
    """A way to meet: in person, by video, by telephone, by e-mail."""


class Language(Term):
    """A language in which a mentor can work."""

    code = models.CharField(_("language code"), max_length=12, unique=True)
