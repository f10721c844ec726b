"""Every address of the product, in the order of the menu."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
