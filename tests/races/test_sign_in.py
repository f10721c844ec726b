"""What is counted at the door is counted once, in whichever process it happens."""

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


def guess(server: Server, email: str, *, from_one_place: bool = False) -> list[Answer]:
    """Wrong passwords for one account all at once, each from another place unless told."""
    typed = {"login": email, "password": "not the password at all"}
    places = [f"192.0.2.{1 if from_one_place else number + 1}" for number in range(TIMES)]
    asked = [{"path": LOG_IN, "session": "", "fields": typed, "place": place} for place in places]
    return _all_at_once(server.send_from, asked)


def type_codes(server: Server, sessions: list[str], code: str, block: int) -> list[Answer]:
    """The code in every browser at once, each at a place of its own: places are counted too."""
    fields = {"code": code}
    asked = [
        {"path": SECOND, "session": session, "fields": fields, "place": f"198.51.100.{place}"}
        for place, session in enumerate(sessions, start=1 + 20 * block)
    ]
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
    code = code_of(SECRET, SECONDS_TO_USE_IT)
    answers = type_codes(server, sessions, code, block=3)
    assert sorted(status for status, _page in answers) == [200] * (BROWSERS - 1) + [302]
    assert server.stage("signed_in", email, module=SCENES) == 1


def test_of_wrong_codes_at_once_five_are_compared_and_then_the_right_one_waits(
    server: Server,
) -> None:
    email = "dev@example.org"
    server.stage("member", email, module=SCENES)
    sessions = server.stage("half_way", email, BROWSERS, module=SCENES)
    for round_ in range(2):  # a try that waited too long for its turn is refused and not counted
        type_codes(server, sessions, "000000", block=round_)
    code = code_of(SECRET, SECONDS_TO_USE_IT)
    [(status, _page)] = type_codes(server, sessions[:1], code, block=2)
    assert status == 200
    assert server.stage("signed_in", email, module=SCENES) == 0
