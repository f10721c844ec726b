"""The post of the demo: read by everybody in the demo, and not there in production."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from demo import clock, post
from tests.config.conftest import fit, run

ASK_PRODUCTION = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve
try:
    found = str(resolve("/demo/post/"))
except Resolver404:
    found = "404"
processors = settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
print(json.dumps([found, "seed_demo" in get_commands(), "demo.context.demo" in processors]))
"""


def send(subject: str = "Your code", text: str = "482913", html: str = "", day: int = 1) -> None:
    letter = EmailMultiAlternatives(subject, text, "us@example.org", ["amina@example.org"])
    if html:
        letter.attach_alternative(html, "text/html")
    with clock.set_to(datetime(2026, 11, day, 9, tzinfo=UTC)):
        letter.send()


@pytest.fixture
def in_files(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = post.FILES
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def test_the_newest_letter_stands_first(client: Client) -> None:
    send("Older", day=1)
    send("Newer", day=2)

    page = client.get("/demo/post/").content.decode()

    assert page.index("Newer") < page.index("Older")
    assert "amina@example.org" in page


@pytest.mark.parametrize("kept", ["in_memory", "in_files"])
def test_of_two_letters_of_one_second_the_later_stands_first(
    request: pytest.FixtureRequest, kept: str
) -> None:
    if kept == "in_files":
        request.getfixturevalue("in_files")
    send("Earlier")
    send("Later")

    assert [letter.subject for letter in post.newest_letters()] == ["Later", "Earlier"]


def test_an_empty_post_says_what_will_be_here(client: Client) -> None:
    assert "No letter yet" in client.get("/demo/post/").content.decode()


def test_a_letter_is_read_as_text_with_its_links_and_no_markup_of_its_own(client: Client) -> None:
    send(text="Go to http://testserver/help/ <b>", html="<h1>Hello</h1><script>1</script>")

    page = client.get(f"/demo/post/{post.newest_letters()[0].key}/").content.decode()

    assert '<a href="http://testserver/help/"' in page
    assert "&lt;b&gt;" in page
    assert "&lt;h1&gt;Hello&lt;/h1&gt;&lt;script&gt;" in page
    assert "<iframe" not in page


@pytest.mark.parametrize("key", ["letter-99", "letter-00", "nothing"])
def test_an_unknown_letter_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/demo/post/{key}/").status_code == 404


@pytest.mark.parametrize("path", ["/demo/post/", "/demo/post/letter-0/"])
def test_the_post_is_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_letters_are_read_from_the_folder_of_the_demo(in_files: Path) -> None:
    send("First", "one", day=1)
    send("Zoë’s proposal", "中村 and a dash –", "<p>as HTML</p>", day=2)

    newest, oldest = post.newest_letters()

    assert (newest.subject, newest.text) == ("Zoë’s proposal", "中村 and a dash –")
    assert (newest.html, oldest.html) == ("<p>as HTML</p>", "")
    assert post.find_letter(newest.key) == newest


def test_two_letters_of_one_file_are_two(in_files: Path) -> None:
    send("First", "one", day=1)
    [first] = in_files.iterdir()
    first = first.rename(in_files / "first.log")
    send("Second", "two", day=2)
    [second] = (file for file in in_files.iterdir() if file != first)
    first.write_bytes(first.read_bytes() + second.read_bytes())
    second.unlink()

    assert [letter.subject for letter in post.newest_letters()] == ["Second", "First"]


def test_a_folder_that_is_not_there_yet_is_an_empty_post(in_files: Path) -> None:
    in_files.rmdir()

    assert post.newest_letters() == []


def test_a_mail_server_that_really_sends_keeps_nothing(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert not post.is_kept_here()


def test_production_has_no_post_no_demo_people_and_no_link_to_them(tmp_path: Path) -> None:
    done = run(ASK_PRODUCTION, fit(tmp_path))

    assert json.loads(done.stdout.splitlines()[-1]) == ["404", False, False], done.stderr
