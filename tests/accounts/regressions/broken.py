"""A mail server that refuses everything."""

from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    def send_messages(self, letters):
        raise SMTPServerDisconnected("Connection unexpectedly closed")
