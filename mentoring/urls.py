"""Mentors, proposals, pairings: addresses in the order of the menu."""

from django.urls import URLPattern

app_name = "mentoring"

# Finding a mentor
mentor_urls: list[URLPattern] = []

# Being a mentor
profile_urls: list[URLPattern] = []

# Proposals and pairings
pairing_urls: list[URLPattern] = []

urlpatterns = [*mentor_urls, *profile_urls, *pairing_urls]
