"""The workshop behind the office: rows as they are, for superusers alone.

The office's own work is on the pages of `staff`, where every act is a verb.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from accounts.office_door import has_taken_second_step, to_second_step

# Rows that other code must change, or that nobody should read: addresses and second steps change
# with their owner's proof, roles are not groups, and a task may hold a letter.
KEPT_OUT = {
    "account.emailaddress",
    "auth.group",
    "django_tasks_database.dbtaskresult",
    "mfa.authenticator",
    "usersessions.usersession",
}


class SuperuserSite(admin.AdminSite):
    """Admits superusers, who came in by the log-in that counts wrong passwords, in two steps."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take what other apps offer, but for the rows that are kept out."""
        models = (
            model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        )
        shown = [model for model in models if model._meta.label_lower not in KEPT_OUT]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Nothing here for a member without the right, and no detour to a log-in: 403. Nor by
        a password alone.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated:
                if not self.has_permission(request):
                    raise PermissionDenied
                if not has_taken_second_step(request):
                    return to_second_step(request)
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Never a form of its own: to our log-in, to the index, or 403."""
        return secure_admin_login(self._enter)(request)

    def _enter(self, request: HttpRequest) -> HttpResponse:
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")
