"""After a restore, and once a day: erase again whom a copy has brought back."""

from typing import Any

from lib.privacy import ledger
from lib.watch import Watch
from mentoring.erasing import replay


class Command(Watch):
    help = (
        "Erase again whoever stands in the ledger and in the database. restore runs this; "
        "running it twice does nothing twice."
    )

    of = "Line of the ledger"

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.say(f"Members erased again: {self.each(ledger.read(), replay)}.")
