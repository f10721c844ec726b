"""The proxy that deploy/nginx.conf describes, in front of the product."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.races.server import ROOT, Server, serving, spare_port
from tests.races.test_sign_in import LOG_IN, NOT_RIGHT

NGINX = shutil.which("nginx") or ""
pytestmark = pytest.mark.skipif(not NGINX, reason="There is no nginx.")
SLOW = 100  # callers who send a byte a second
TIMES = 24
SECONDS_TO_ANSWER = 5
ANYBODY = ssl.create_default_context()
ANYBODY.check_hostname, ANYBODY.verify_mode = False, ssl.CERT_NONE
AROUND = "daemon off; pid {0}/nginx.pid; error_log {0}/errors; events {{}} http {{\n{1}\n}}"


class Front(Server):
    """The same product, called through the proxy."""

    def _caller(self) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=ANYBODY)

    def _headers(self, session: str) -> dict[str, str]:
        own = {"Host": "localhost", "Referer": "https://localhost/"}  # as at the usual port
        return {**super()._headers(session), **own}

    def line(self) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.port))
        return ANYBODY.wrap_socket(plain)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as running:
        running.stage("people", 42, 42)
        yield running


@pytest.fixture(scope="module")
def front(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("nginx"), spare_port()
    site = (ROOT / "deploy/nginx.conf").read_text()
    for theirs, ours in {
        "127.0.0.1:8000": f"127.0.0.1:{server.port}",
        "listen 80": f"listen 127.0.0.1:{spare_port()}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "mentoring.example.org": "localhost",
        "/etc/ssl/certs/mentoring.pem": certificate(folder),
        "/etc/ssl/private/mentoring.key": f"{folder}/key",
    }.items():
        assert theirs in site
        site = site.replace(theirs, ours)
    (folder / "conf").write_text(AROUND.format(folder, site))
    with subprocess.Popen([NGINX, "-p", folder, "-c", folder / "conf"]) as process:
        try:
            front = Front(server.url, server.folder, port)
            front.wait()
            yield front
        finally:
            process.terminate()


def certificate(folder: Path) -> str:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = (
        made.not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(signed.public_bytes(Encoding.PEM))
    as_it_is = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key").write_bytes(as_it_is)
    return f"{folder}/certificate"


@contextmanager
def crawling(lines: list[socket.socket]) -> Iterator[None]:
    """So many callers who never get to the end of what they ask for."""
    stopped, asked = Event(), f"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: {'x' * 600}"

    def crawl() -> None:
        with suppress(OSError):  # they are sent away in the end
            for letter in asked.encode():
                for line in lines:
                    line.send(bytes([letter]))
                if stopped.wait(1):
                    return

    thread = Thread(target=crawl)
    with ExitStack() as open_lines:
        for line in lines:
            open_lines.enter_context(closing(line))
        thread.start()
        try:
            time.sleep(2)  # all of them have begun
            yield
        finally:
            stopped.set()
            thread.join()


def test_callers_who_crawl_keep_nobody_waiting(front: Front) -> None:
    reader = front.stage("reader", 30)
    with crawling([front.line() for _caller in range(SLOW)]):
        pages = front.read(**reader, times=TIMES)
    assert len(pages) == TIMES


def test_without_the_proxy_they_take_the_threads_there_are(server: Server) -> None:
    """The control: of so many who ask for next to nothing, some are not answered."""
    here = ("127.0.0.1", server.port)
    with (
        crawling([socket.create_connection(here) for _caller in range(SLOW)]),
        ExitStack() as lines,
    ):
        others = [
            lines.enter_context(
                closing(http.client.HTTPConnection(*here, timeout=SECONDS_TO_ANSWER))
            )
            for _caller in range(TIMES)
        ]
        for each in others:
            each.request("GET", "/healthz")
        with pytest.raises(TimeoutError):
            for each in others:
                each.getresponse().read()


def test_what_is_too_long_is_refused_before_it_is_taken(front: Front) -> None:
    session = front.stage("reader", 31)["session"]
    status, _page = front._send("POST", "/profile/", session, "x" * 6_300_000)
    assert status == 413


def test_an_address_that_a_caller_made_up_is_not_believed(front: Front) -> None:
    """All come from here, whatever they say, and ten wrong passwords are what one place has."""
    answers = [
        front.send_from(LOG_IN, "", {"login": f"{number}@example.org", "password": "sesame"}, place)
        for number, place in enumerate(f"198.51.100.{number}" for number in range(TIMES))
    ]
    assert sum(NOT_RIGHT in page for _status, page in answers) == 10
