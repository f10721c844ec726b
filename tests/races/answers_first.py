"""The control of the crash: the product that says yes to a message and writes it a while later."""

import time
from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Thread
from typing import Any

from config.wsgi import application as product

LATER = 0.5  # seconds
Start = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] != "POST":
        answer: Iterable[bytes] = product(environ, start_response)
        return answer
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    Thread(target=write, args=({**environ, "wsgi.input": BytesIO(body)},)).start()
    start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
    return [b""]


def write(environ: dict[str, Any]) -> None:
    time.sleep(LATER)
    answer: Any = product(environ, lambda _status, _headers: None)
    answer.close()
