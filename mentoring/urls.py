"""Mentors, proposals, pairings: addresses in the order of the menu."""

from django.urls import URLPattern, path

from mentoring.views import enrolments

app_name = "mentoring"

# Finding a mentor
mentor_urls: list[URLPattern] = []

# Being a mentor
profile_urls: list[URLPattern] = []

# Proposals and pairings
pairing_urls: list[URLPattern] = []

# Completing and leaving a route, under the pages of registration
enrolment_urls: list[URLPattern] = [
    path("registration/<int:pk>/close/", enrolments.enrolment_close, name="enrolment_close"),
    path(
        "registration/<int:pk>/complete/", enrolments.enrolment_complete, name="enrolment_complete"
    ),
    path("registration/<int:pk>/leave/", enrolments.enrolment_leave, name="enrolment_leave"),
]

urlpatterns = [*mentor_urls, *profile_urls, *pairing_urls, *enrolment_urls]
