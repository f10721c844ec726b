"""What one side notes of a meeting for themselves. Not even the other of the two reads it."""

from django.db import models
from django.db.models import Q

from lib.constraints import one_of
from mentoring.states import Side

LONGEST_MEETING_NOTE = 4000


class MeetingNote(models.Model):
    """One side's own words about one meeting. As with a draft, history does not speak of it."""

    meeting = models.ForeignKey("mentoring.Meeting", on_delete=models.CASCADE, related_name="notes")
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(max_length=LONGEST_MEETING_NOTE)

    class Meta:
        constraints = [
            one_of("meeting_note_is_of_one_of_the_two", "side", Side.values),
            models.CheckConstraint(name="meeting_note_says_something", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["meeting", "side"], name="one_note_per_meeting_and_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.side}"
