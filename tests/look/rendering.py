"""Components as text, for the tests of the look."""

import re
from typing import Any

from django.template.loader import render_to_string


def component(name: str, /, **inputs: Any) -> str:
    """The component, with each run of white space as one space."""
    return " ".join(render_to_string(f"components/{name}.html", inputs).split())


def heard(markup: str) -> str:
    """What is left when tags, and what is hidden from screen readers, are taken away."""
    audible = re.sub(r'<(\w+)[^>]*aria-hidden="true"[^>]*>.*?</\1>', "", markup)
    return " ".join(re.sub(r"<[^>]+>", " ", audible).split())
