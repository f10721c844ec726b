"""Members in the superusers' workshop: to find one, correct a name, close or reopen an account.

Addresses and passwords are changed by their owner alone, and nothing is deleted here.
"""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Role
from lib.refusals import NotAllowed


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    """Every act here is a verb of the member, so that it leaves its row of history."""

    list_display = ("name", "email", "membership_number", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email", "membership_number")
    ordering = ("name", "pk")
    fields = (
        "name", "called", "pronouns", "membership_number",
        "email", "is_active", "is_staff", "is_superuser", "last_login", "joined_at",
    )  # fmt: skip
    readonly_fields = (
        "email", "is_active", "is_staff", "is_superuser", "last_login", "joined_at",
    )  # fmt: skip
    actions = ["close", "reopen", "make_administrator", "unmake_administrator"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        """Only what the form changed, said as the member's verb."""
        as_it_is = Member.objects.get(pk=obj.pk)
        as_it_is.change_details(
            by=cast("Member", request.user),
            **{name: form.cleaned_data[name] for name in form.changed_data},
        )

    @admin.action(description=_("Close these accounts"))
    def close(self, request: MemberRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset:
            try:
                member.close(by=request.user)
            except NotAllowed as no:
                messages.error(request, str(no))

    @admin.action(description=_("Reopen these accounts"))
    def reopen(self, request: MemberRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset:
            member.reopen(by=request.user)

    @admin.action(description=_("Make these members administrators"))
    def make_administrator(self, request: MemberRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset:
            try:
                member.give_role(Role.ADMINISTRATOR, by=request.user)
            except NotAllowed as no:
                messages.error(request, str(no))

    @admin.action(description=_("Take the role of administrator away"))
    def unmake_administrator(self, request: MemberRequest, queryset: QuerySet[Member]) -> None:
        for member in queryset:
            try:
                member.take_role(Role.ADMINISTRATOR, by=request.user)
            except NotAllowed as no:
                messages.error(request, str(no))
