"""{% timeline subject viewer %}: what has happened to a thing, newest first."""

from typing import Any

from django import template
from django.db.models import Model

from history.models import Event
from history.sentences import sentence_for

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def timeline(subject: Model, viewer: Any) -> dict[str, Any]:
    """Rows with `at` and `sentence` for the timeline component; one query."""
    events = Event.objects.about(subject).select_related("actor").reverse()
    return {"rows": [{"at": e.at, "sentence": sentence_for(e, viewer)} for e in events]}
