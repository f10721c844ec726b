"""Addresses of a member's own registration. Closing an enrolment is mentoring's."""

from django.urls import path

from registration.views.awards import award_add, award_edit, award_remove
from registration.views.details import details_edit
from registration.views.enrol import enrolment_open
from registration.views.overview import overview
from registration.views.wishes import wishes_edit

app_name = "registration"
urlpatterns = [
    path("", overview, name="overview"),
    path("details/", details_edit, name="details_edit"),
    path("wishes/", wishes_edit, name="wishes_edit"),
    path("enrol/", enrolment_open, name="enrolment_open"),
    path("awards/add/", award_add, name="award_add"),
    path("awards/<int:pk>/", award_edit, name="award_edit"),
    path("awards/<int:pk>/remove/", award_remove, name="award_remove"),
]
