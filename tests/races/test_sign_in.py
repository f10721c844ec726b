"""What is counted at the door is counted once, in whichever process it happens."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.devices import code_of
from tests.races.server import Answer, Server, _all_at_once, serving, serving_unguarded
from tests.races.sign_in_scenes import SECRET

TIMES = 24
BROWSERS = 8
ROUNDS = 4  # one process may take all of one round
SECONDS_TO_USE_IT = 12
LOG_IN, SECOND = "/accounts/login/", "/accounts/2fa/authenticate/"
NOT_RIGHT, TURNED_AWAY = "are not correct", "Too many failed"
SCENES = "tests.races.sign_in_scenes"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("serve")
    with serving(folder) as running:
        yield running


def fresh_code() -> str:
    """A code with some seconds left: the server's clock cannot be moved."""
    left = 30 - time.time() % 30
    if left < SECONDS_TO_USE_IT:
        time.sleep(left)
    return code_of(SECRET)


def guess(server: Server, email: str, *, from_one_place: bool = False) -> list[Answer]:
    """Wrong passwords for one account all at once, each from another place unless told."""
    typed = {"login": email, "password": "not the password at all"}
    places = [f"192.0.2.{1 if from_one_place else number + 1}" for number in range(TIMES)]
    asked = [{"path": LOG_IN, "session": "", "fields": typed, "place": place} for place in places]
    return _all_at_once(server.send_from, asked)


def looked_at(answers: list[Answer]) -> int:
    """How many of the passwords were compared; every other was turned away unread."""
    pages = [page for _status, page in answers]
    compared = sum(NOT_RIGHT in page for page in pages)
    turned_away = sum(TURNED_AWAY in page or status == 429 for status, page in answers)
    assert compared + turned_away == TIMES, {status for status, _page in answers}
    return compared


def test_of_24_wrong_passwords_at_once_five_are_compared(server: Server) -> None:
    server.stage("member", "ben@example.org", module=SCENES)
    assert sum(looked_at(guess(server, "ben@example.org")) for _round in range(ROUNDS)) <= 5


def test_of_24_from_one_place_five_for_one_account(server: Server) -> None:
    assert looked_at(guess(server, "nobody@example.org", from_one_place=True)) <= 5


def test_control_with_a_cache_in_each_process_more_are_compared(tmp_path: Path) -> None:
    with serving_unguarded(tmp_path, "tests.races.private_cache") as unshared:
        compared = sum(looked_at(guess(unshared, "ben@example.org")) for _round in range(ROUNDS))
        assert compared > 5


def test_one_code_of_an_app_lets_one_browser_in(server: Server) -> None:
    email = "carol@example.org"
    server.stage("member", email, module=SCENES)
    sessions = server.stage("half_way", email, BROWSERS, module=SCENES)
    fields = {"code": fresh_code()}
    answers = server.rush([{"path": SECOND, "session": s, "fields": fields} for s in sessions])
    assert sorted(answers) == [200] * (BROWSERS - 1) + [302]
    assert server.stage("signed_in", email, module=SCENES) == 1


def test_of_wrong_codes_at_once_five_are_compared_and_then_the_right_one_waits(
    server: Server,
) -> None:
    email = "dev@example.org"
    server.stage("member", email, module=SCENES)
    sessions = server.stage("half_way", email, BROWSERS, module=SCENES)
    wrong = [{"path": SECOND, "session": s, "fields": {"code": "000000"}} for s in sessions]
    server.rush(wrong)
    right = {"path": SECOND, "session": sessions[0], "fields": {"code": fresh_code()}}
    assert server.rush([right]) == [200]
    assert server.stage("signed_in", email, module=SCENES) == 0
