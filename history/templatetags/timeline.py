"""{% timeline subject viewer %}: what has happened to a thing, newest first."""

from typing import Any

from django import template
from django.db.models import Model

from history.models import Event
from history.sentences import TURNING_POINTS, sentence_for

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def timeline(subject: Model, viewer: Any) -> dict[str, Any]:
    """Rows with `at` and `sentence` for the timeline component; one query."""
    events = Event.objects.about(subject).select_related("actor").reverse()
    return {"rows": [row(event, viewer) for event in events]}


def row(event: Event, viewer: Any) -> dict[str, Any]:
    """One line of a timeline; the turning points are marked."""
    sentence = sentence_for(event, viewer)
    return {"at": event.at, "sentence": sentence, "key": event.verb in TURNING_POINTS}
