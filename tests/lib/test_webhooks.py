"""Messages to another system: how they are signed, and every way in which they fail to arrive."""

import time
from typing import Any

import pytest

from lib import webhooks
from tests.receiver import SECRET, example, raw, receiving

BODY = b'{"mentee": "Ang\xc3\xa9lique"}'


def signed(at: int | None = None, secret: str = SECRET, message_id: str = "a1") -> dict[str, str]:
    return webhooks.headers(secret, message_id, at or int(time.time()), BODY)


def test_the_published_example_of_standard_webhooks() -> None:
    """Theirs, so that ready-made libraries understand ours."""
    found = webhooks.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


NOW = 1_795_697_900


@pytest.mark.parametrize(
    ("headers", "is_genuine"),
    [
        (signed(NOW), True),
        (signed(NOW - 299), True),
        (signed(NOW, secret="whsec_" + "QUJD" * 9), False),
        ({**signed(NOW), "webhook-id": "a2"}, False),
        ({**signed(NOW), "webhook-timestamp": str(NOW + 1)}, False),
        ({**signed(NOW), "webhook-timestamp": "now"}, False),
        (signed(NOW - 600), False),
        (signed(NOW + 600), False),
    ],
)
def test_the_receivers_own_code_knows_what_is_genuine(
    headers: dict[str, str], is_genuine: bool
) -> None:
    check = example()["is_genuine"]
    assert check(SECRET, headers, BODY, NOW) is is_genuine
    assert check(SECRET, headers, BODY + b" ", NOW) is False


def test_it_arrives_as_it_was_signed() -> None:
    with receiving() as receiver:
        assert webhooks.post(receiver.url, BODY, signed()) == 204
        ((headers, body),) = receiver.requests
    assert body == BODY
    assert headers["content-type"] == "application/json"
    assert headers["webhook-signature"].startswith("v1,")


def test_a_message_that_comes_twice_is_taken_in_once() -> None:
    with receiving() as receiver:
        assert [webhooks.post(receiver.url, BODY, signed()) for _ in range(2)] == [204, 204]
        assert len(receiver.taken_in) == 1


def test_what_was_overheard_is_refused_later_and_does_nothing_sooner() -> None:
    with receiving() as receiver:
        overheard = signed(at=int(time.time()) - 301)
        assert webhooks.post(receiver.url, BODY, overheard) == 401
        assert receiver.taken_in == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(status: int) -> None:
    with receiving() as elsewhere, receiving([("Location", elsewhere.url)]) as receiver:
        receiver.statuses = [status]
        assert webhooks.post(receiver.url, BODY, signed()) == status
        assert elsewhere.requests == []


def test_nobody_listens() -> None:
    with receiving() as receiver:
        gone = receiver.url
    assert webhooks.post(gone, BODY, signed()) == webhooks.NO_ANSWER


def timed(url: str, seconds: float = 0.4) -> tuple[int, float]:
    start = time.monotonic()
    return webhooks.post(url, BODY, signed(), seconds=seconds), time.monotonic() - start


def say_nothing(line: Any) -> None:
    line.recv(100_000)
    time.sleep(3)


def drip(line: Any) -> None:
    line.recv(100_000)
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        line.sendall(f"X-{number}: 1\r\n".encode())
        time.sleep(0.05)


def never_begin(line: Any) -> None:
    line.recv(100_000)
    for _ in range(60):
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize("talk", [say_nothing, drip, never_begin])
def test_a_slow_answer_is_cut_off_however_it_goes_on(talk: Any) -> None:
    with raw(talk) as url:
        status, took = timed(url)
    assert status == webhooks.NO_ANSWER
    assert took < 1.5


def rubbish(line: Any) -> None:
    line.recv(100_000)
    line.sendall(b"SSH-2.0-hello\r\n" * 100)


def many_headers(line: Any) -> None:
    line.recv(100_000)
    line.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 10_000 + b"\r\n")


def long_header(line: Any) -> None:
    line.recv(100_000)
    line.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"1" * 200_000 + b"\r\n\r\n")


@pytest.mark.parametrize("talk", [rubbish, many_headers, long_header, lambda line: None])
def test_what_is_no_answer_counts_as_none(talk: Any) -> None:
    with raw(talk) as url:
        assert timed(url, 2)[0] == webhooks.NO_ANSWER


def test_of_an_endless_answer_the_status_alone_is_read() -> None:
    def endless(line: Any) -> None:
        line.recv(100_000)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n" + b"x" * 5000)
        time.sleep(10)

    with raw(endless) as url:
        status, took = timed(url, 5)
    assert status == 200
    assert took < 4


@pytest.mark.parametrize(
    "address", ["http://cilip.example.org/", "ftp://localhost/", "file:///etc/hosts", "localhost"]
)
def test_it_goes_by_https_alone(address: str) -> None:
    with pytest.raises(ValueError, match="https alone"):
        webhooks.post(address, BODY, {})


def test_a_server_without_tls_has_no_message_by_https() -> None:
    with receiving() as receiver:
        address = receiver.url.replace("http:", "https:")
        assert webhooks.post(address, BODY, signed()) == webhooks.NO_ANSWER
        assert receiver.requests == []


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%", "whsec_QUJD", SECRET[6:]])
def test_a_secret_is_long_and_random_enough_to_read(secret: str) -> None:
    assert webhooks.is_secret(SECRET)
    assert not webhooks.is_secret(secret)
