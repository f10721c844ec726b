"""The clock of what CILIP is told. Run it by a timer, every five minutes."""

from typing import Any

from lib.watch import Watch
from mentoring.telling import MOST_AT_ONCE, tell_due


class Command(Watch):
    help = (
        "Tell CILIP of pairings that have started or ended, where TELLING_URL is set: what is "
        f"due, and what is due to be tried again, {MOST_AT_ONCE} at most. Each is claimed before "
        "it is sent, so that two runs at the same time never send one at once; what a killed "
        "run had claimed is sent by a later one, under the same id."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        told, not_told = tell_due()
        self.say(f"Told: {told}. To be tried again: {not_told}.")
