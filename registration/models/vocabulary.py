"""The scheme's vocabularies: tables that the office edits, never lists in code.

A term is not deleted but replaced: when two regional networks merge, each of the
old ones names its successor, and stays readable on old records.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, ForeignObjectRel, Q
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet["Term"]):
    def current(self) -> Self:
        """Terms that one may choose today, in their usual order."""
        return self.filter(retired_at__isnull=True).order_by("position", "name")

    def choosable(self, held: "Term | None" = None) -> Self:
        """What may stand in a list of choices: the current terms, and the one held already.

        A term that was retired since stays with those who hold it, and is new to nobody.
        """
        choosable = Q(retired_at__isnull=True)
        if held:
            choosable |= Q(pk=held.pk)
        return self.filter(choosable).order_by(
            F("retired_at").asc(nulls_first=True), "position", "name"
        )


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

    @property
    def is_current(self) -> bool:
        return self.retired_at is None

    @property
    def latest(self) -> "Term":
        """The term that stands for this one today: the last that replaced it, or itself."""
        term: Term = self
        passed = {self.pk}
        while term.replaced_by and term.replaced_by.pk not in passed:
            term = term.replaced_by
            passed.add(term.pk)
        return term

    @property
    def successor(self) -> "Term | None":
        """The current term to choose instead of this retired one, if there is one."""
        latest = self.latest
        return latest if latest.is_current and latest.pk != self.pk else None

    def clean(self) -> None:
        """Refuse, beside the field, a replacement without retirement, and one that leads back."""
        if not self.replaced_by:
            return
        if self.is_current:
            raise ValidationError({"retired_at": _("Say since when this term is not offered.")})
        if self._leads_back():
            raise ValidationError({"replaced_by": _("These terms would replace each other.")})

    def _leads_back(self) -> bool:
        """Whether the chain of replacements comes round to a term that it has passed."""
        term, passed = self.replaced_by, {self.pk}
        while term and term.pk not in passed:
            passed.add(term.pk)
            term = term.replaced_by
        return term is not None

    def uses(self) -> dict[str, int]:
        """How many rows name this term, by what they are: records, profiles, replaced terms."""
        found: Counter[str] = Counter()
        for model, naming in self._rows_naming():
            rows = model._default_manager.filter(naming).count()
            found.update({str(model._meta.verbose_name_plural): rows})
        return dict(+found)

    def _rows_naming(self) -> Iterator[tuple[type[models.Model], Q]]:
        for relation in self._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel):
                model = relation.related_model
                if not model._meta.auto_created:
                    yield model, Q(**{relation.field.name: self.pk})


class Sector(Term):
    """A part of the profession: public libraries, health, law."""


class OrganisationKind(Term):
    """A kind of organisation: a university, a local authority, a charity."""


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
