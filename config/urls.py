"""Every address of the product, in the order of the menu."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView

from accounts.urls import entrance_urls
from lib.health import healthz, readyz
from lib.security_txt import security_txt
from lib.theme import theme_choose
from mentoring.views.help import help_page
from mentoring.views.home import home


def _page(name: str) -> URLPattern:
    """A page that anybody may read, from templates/pages/."""
    view = TemplateView.as_view(template_name=f"pages/{name}.html")
    return path(f"{name}/", login_not_required(view), name=name)


_robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain; charset=utf-8")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    *(_page(name) for name in ("about", "privacy", "accessibility", "conduct")),
    path("help/", help_page, name="help"),
    path("robots.txt", login_not_required(_robots), name="robots"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("theme/", theme_choose, name="theme_choose"),
    path("accounts/", include(entrance_urls)),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("registration/", include("registration.urls")),
    path("", include("mentoring.urls")),
    path("staff/", include("staff.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "lib.failures.out_of_order"

if apps.is_installed("demo"):
    urlpatterns.append(path("demo/", include("demo.urls")))
