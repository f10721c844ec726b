"""Log lines that name no person: one JSON object a line."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

# A part of a path as long as this is what somebody proves themselves by.
TOKEN = re.compile(r"(?<=/)[\w:=~-]{30,}")


class LineFormatter(logging.Formatter):
    """One JSON line a record, in UTC, with control characters escaped.

    Of an error its kind and its places in the code are written and never its words,
    since a database puts the offending row, and so a member's address, into them.
    """

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({**_what(record), **_facts(record), **_request(record), **_error(record)})


def without_tokens(words: str) -> str:
    """A path that whoever reads the log cannot use."""
    return TOKEN.sub("…", words)


def _what(record: logging.LogRecord) -> dict[str, Any]:
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": without_tokens(record.getMessage()),
    }


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """What else whoever wrote the line had to say, by names of their own."""
    return dict(getattr(record, "facts", {}))


def _request(record: logging.LogRecord) -> dict[str, Any]:
    request: Any = getattr(record, "request", None)
    status = getattr(record, "status_code", None)
    if not hasattr(request, "method") or status is None:
        return {}
    return {"method": request.method, "path": without_tokens(request.path), "status": status}


def _error(record: logging.LogRecord) -> dict[str, Any]:
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    kind, _, trace = record.exc_info
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return {"error": f"{kind.__module__}.{kind.__qualname__}", "trace": places}
