"""The vocabularies in the superusers' workshop.

Awards and enrolments are their member's own, and are not here.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registration.models import (
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Route,
    Sector,
    Term,
)


class TermAdmin(admin.ModelAdmin):
    """Add, rename, order, retire, replace. A term in use is refused to be deleted, in words."""

    list_display: tuple[str, ...] = ("name", "slug", "position", "retired_at", "replaced_by")
    list_select_related = ("replaced_by",)
    search_fields = ("name",)
    actions = None
    delete_confirmation_template = "registration/admin_delete.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        """The short name stands in addresses that people have kept."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Term | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:
        """Counts of what names the terms, which alone would forbid it; else as Django does.

        Tags of a profile forbid it too: deleting would take them off without a word.
        """
        uses = [use for term in objs for use in term.uses().items()]
        if uses:
            return [], {}, set(), [f"{number} {name}" for name, number in uses]
        return super().get_deleted_objects(objs, request)


@admin.register(Route)
class RouteAdmin(TermAdmin):
    list_display = ("name", "post_nominals", "slug", "position", "retired_at", "replaced_by")


@admin.register(KnowledgeArea)
class KnowledgeAreaAdmin(TermAdmin):
    list_display = ("name", "edition", "slug", "position", "retired_at", "replaced_by")


@admin.register(Language)
class LanguageAdmin(TermAdmin):
    list_display = ("name", "code", "slug", "position", "retired_at", "replaced_by")


admin.site.register((Sector, OrganisationKind, Region, MeetingWay), TermAdmin)
