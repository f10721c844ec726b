"""The product's addresses, with the floor before them."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from bench import floor
from config.urls import urlpatterns as product

urlpatterns = [
    path("bench/bare/", login_not_required(floor.bare)),
    path("bench/one-query/", floor.one_query),
    *product,
]
