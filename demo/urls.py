"""Addresses that exist in the demo and in tests, and never in production."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("post/", views.post, name="post"),
    path("post/<slug:key>/", views.letter, name="letter"),
]
