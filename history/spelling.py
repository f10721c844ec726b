"""How a row of history is spelled, the same on every engine, and its hash."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any


def said(row: tuple[Any, ...]) -> bytes:
    """All that a row says."""
    plain = [v.astimezone(UTC).isoformat() if isinstance(v, datetime) else v for v in row]
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def hash_of(row: tuple[Any, ...]) -> str:
    """What stays of a row that is let go."""
    return sha256(said(row)).hexdigest()
