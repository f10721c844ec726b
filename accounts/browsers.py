"""What a browser is called by people, from what it calls itself."""

from django.utils.translation import gettext as _

# Each calls itself by the names of those it is like, so the order matters.
PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chromium/": "Chromium",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


def browser_of(says: str) -> str:
    """Program and system, as in “Firefox on Windows”. Nothing that it says itself is repeated."""
    program = _first(PROGRAMS, says) or _("A browser")
    system = _first(SYSTEMS, says)
    if not system:
        return program
    return _("%(program)s on %(system)s") % {"program": program, "system": system}


def _first(names: dict[str, str], says: str) -> str:
    return next((name for mark, name in names.items() if mark in says), "")
