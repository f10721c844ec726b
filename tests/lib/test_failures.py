"""When something fails, the answer says whether to try again, and nothing of what failed."""

from collections.abc import Callable

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from tests.factories import MemberFactory


def failing(error: Exception) -> Callable[..., None]:
    """A database that answers every statement so."""

    def fail(*_args: object) -> None:
        raise error

    return fail


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("server down"), InterfaceError("closed")])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_without_a_database_the_answer_is_a_clear_503(
    error: Exception, headers: dict[str, str]
) -> None:
    client = Client(raise_request_exception=False, headers=headers)
    client.force_login(MemberFactory())
    with connection.execute_wrapper(failing(error)):
        response = client.get("/mentors/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    page = response.content.decode()
    assert "We cannot reach our records just now" in page
    assert str(error) not in page


@pytest.mark.django_db
def test_a_mistake_of_ours_is_not_called_a_want_of_reach() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(MemberFactory())
    with connection.execute_wrapper(failing(ProgrammingError("no such column"))):
        assert client.get("/mentors/").status_code == 500
