"""A message to another system, signed as Standard Webhooks has it: docs/telling.md.

What was sent counts as received when the answer begins with a 2. Nothing of an answer but its
status is looked at, and no answer leads anywhere else.
"""

import base64
import binascii
import hashlib
import hmac
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

NO_ANSWER = 0
SECONDS = 10.0
BEGINS = "whsec_"
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def is_secret(secret: str) -> bool:
    """Whether it is 24 to 64 bytes in base64, after `whsec_`."""
    try:
        return secret.startswith(BEGINS) and 24 <= len(_key(secret)) <= 64
    except (binascii.Error, ValueError):
        return False


def signature(secret: str, message_id: str, at: int, body: bytes) -> str:
    """HMAC-SHA256 over the id, the second and the body, so that none of them can be changed."""
    signed = f"{message_id}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode()


def headers(secret: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """What goes with the body. The id stays the same when it is sent again; the second does not."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Alongside",
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, message_id, at, body),
    }


def post(address: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS) -> int:
    """Send it once, and return the status of the answer, or `NO_ANSWER`.

    The seconds are for all of it, from the first sign to the status; then the line is cut.

    Raises:
        ValueError: the address is neither https nor on this machine.
    """
    parts = urlsplit(address)
    connection = _connection(parts, seconds)
    alarm = Timer(seconds, _hang_up, [connection])
    alarm.daemon = True
    latest = monotonic() + seconds
    alarm.start()
    try:
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", path, body, dict(headers))
        status = connection.getresponse().status
        # A line that was cut looks like an answer that has ended.
        return status if monotonic() < latest else NO_ANSWER
    except (OSError, HTTPException):
        return NO_ANSWER
    finally:
        alarm.cancel()
        connection.close()


def _connection(parts: SplitResult, seconds: float) -> HTTPConnection:
    """TLS with the certificate looked at; in clear to this machine alone, to try it out."""
    host = parts.hostname or ""
    if parts.scheme == "https":
        known = ssl.create_default_context()
        return HTTPSConnection(host, parts.port, timeout=seconds, context=known)
    if parts.scheme == "http" and host in THIS_MACHINE:
        return HTTPConnection(host, parts.port, timeout=seconds)
    raise ValueError("A message goes by https alone.")


def _hang_up(connection: HTTPConnection) -> None:
    """However slowly the other side goes on: whoever reads from the line finds it closed."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(BEGINS), validate=True)
