"""A mail server that does as it is told, in a thread of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

# What it answers to RCPT TO; to the rest it answers well.
ANSWERS = {
    "fine": "250 OK",
    "later": "451 4.7.1 Try again later",
    "full": "550 5.2.2 Mailbox full",
    "nobody": "550 5.1.1 No such user",
    "nobody, in old words": "550 No such user here",
    "filtered": "550 5.7.1 We do not like this",
    "hangs up": "250 OK",
}


class Talk(StreamRequestHandler):
    """One conversation; `hangs up` takes the letter and closes without a word."""

    server: "PostOffice"

    def handle(self) -> None:
        self.say("220 here")
        for line in iter(self.hear, ""):
            word = line[:4].upper()
            self.server.heard.append(word)
            if word == "DATA":
                if not self.take():
                    return
            elif word == "RCPT":
                self.say(ANSWERS[self.server.manner])
            else:
                self.say("221 bye" if word == "QUIT" else "250 OK")

    def take(self) -> bool:
        self.say("354 go on")
        lines = list(iter(self.hear, "."))
        self.server.letters.append("\n".join(lines))
        if self.server.manner == "hangs up":
            return False
        self.say("250 taken")
        return True

    def hear(self) -> str:
        return self.rfile.readline().decode().rstrip("\r\n")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class PostOffice(ThreadingTCPServer):
    """What it was told to do, the commands that it heard, and the letters that it took."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.manner, self.heard, self.letters = "fine", [], []  # type: ignore[var-annotated]

    @property
    def settings(self) -> dict[str, Any]:
        host, port = self.server_address[:2]
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": host,
            "EMAIL_PORT": port,
            "EMAIL_TIMEOUT": 5,
        }

    @property
    def ids(self) -> list[str]:
        return [re.findall(r"^Message-ID: (.+)$", text, re.MULTILINE)[0] for text in self.letters]


@contextmanager
def open_for_letters() -> Iterator[PostOffice]:
    with PostOffice() as office:
        Thread(target=office.serve_forever, daemon=True).start()
        try:
            yield office
        finally:
            office.shutdown()
