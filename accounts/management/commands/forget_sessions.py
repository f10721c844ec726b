"""manage.py forget_sessions"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone


class Command(BaseCommand):
    help = "Forget from where people were signed in whose sessions are over."

    def handle(self, *args: Any, **options: Any) -> None:
        still = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
        UserSession.objects.exclude(session_key__in=still).delete()
