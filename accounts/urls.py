"""Addresses of a member's own account; coming in and going out are allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.details, name="details"),
    path("address/", views.address_works, name="address_works"),
    path("looks/", views.looks, name="looks"),
    path("sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("typed/", views.typed, name="typed"),
]
