"""Count what must never be false, and say so."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.invariants import INVARIANTS


class Command(BaseCommand):
    """Prints every invariant with the number of rows that break it.

    Ends with 1 when there is one, so that a timer, a restore drill or a load test can
    rely on it. Changes nothing.
    """

    help = "Count the violations of everything that must hold; exits 1 if there is any."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for invariant in INVARIANTS:
            count = invariant.violations()
            broken += bool(count)
            self.stdout.write(
                f"{count:>6}  {invariant.number:<3}  {invariant.name}: {invariant.sentence}"
            )
        if broken:
            raise CommandError(f"{broken} of {len(INVARIANTS)} invariants do not hold.")
        self.stdout.write(self.style.SUCCESS(f"All {len(INVARIANTS)} invariants hold."))
