"""From a search to a letter to a page: save it, hear of a mentor who joins, and stop."""

from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import expect

from mentoring.models import SavedSearch
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, carys
from tests.e2e.walker import Walker


@in_three_manners(320)
def test_save_hear_of_a_newcomer_look_and_stop(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    ben()
    member = arrive(how, amina(), scripts=scripts)
    save_the_search(member, scripts)
    carys()
    call_command("watch_searches")

    stop = open_the_letter(member)
    member.sees("New on")
    member.follow("Carys Bevan")
    member.heading("Carys Bevan")

    reader = arrive(how, scripts=scripts)
    reader.visit(stop)
    assert SavedSearch.objects.with_letters().exists()
    reader.press("Stop these letters")
    reader.sees("You get no more of these letters.")
    member.visit("/mentors/searches/")
    member.sees("No letters")
    member.press("Delete")
    member.sees("You have saved no search yet")


def save_the_search(member: Walker, scripts: bool) -> None:
    """Look for evidence, across levels, and keep that under a name."""
    member.visit("/mentors/")
    member.counts("1 mentor with a free place")
    member.fill("Search mentors", "evidence")
    member.press("Search", exact=True)
    member.counts("0 mentors with a free place")
    member.open("Filters")
    member.tick("A different level from mine")
    if not scripts:
        member.press("Show mentors")
    expect(member.page.get_by_role("list", name="Your choices")).to_contain_text("level from mine")
    member.press("Save this search")
    member.sees("This search is saved.")
    member.counts("0 mentors with a free place")
    member.follow("Saved searches (1)")
    member.sees("Nobody fits now")
    member.open("Give it a name")
    member.fill("Name", "Evidence, seen otherwise")
    member.press("Save the name")
    member.sees("Evidence, seen otherwise")


def open_the_letter(member: Walker) -> str:
    """Follow the letter to its page; where its other link leads, for whoever is signed out."""
    member.visit("/demo/post/")
    member.follow("New mentors for what you were looking for")
    links = [
        urlsplit(link.get_attribute("href") or "").path
        for link in member.page.locator(".keep-lines a").all()
    ]
    page, stop, _home = links
    member.visit(page)
    return stop
