"""Finding a mentor among several: search, refine, look across, open, come back, choose, propose."""

import re

from playwright.sync_api import Page, expect

from mentoring.models import MentorMark, Pairing
from registration.models import KnowledgeArea
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, carys, hold, listed
from tests.e2e.test_road import fill_in
from tests.e2e.walker import Walker
from tests.factories import MemberFactory


def crowd() -> None:
    """Ben, Carys, and others who work in libraries."""
    ben(works_at_front_line=True)
    carys()
    for number in range(4):
        member = MemberFactory(name=f"Lee Marsh {number}", email=f"lee-{number}@example.org")
        hold(member, "chartership", job_title="Librarian", sector="public")
        listed(member, "I look after a library by the sea.")


@in_three_manners()
def test_search_refine_look_across_open_come_back_choose_and_propose(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    mentee_ = amina()
    crowd()
    mentee = arrive(how, mentee_, scripts=scripts)
    mentee.visit("/mentors/")
    mentee.fill("Search mentors", "libray")
    mentee.press("Search", exact=True)
    mentee.sees("Did you mean")
    choose(mentee, "A different level from mine", scripts=scripts)
    mentee.counts("2 mentors with a free place")
    choose(mentee, "A front-line role", scripts=scripts)
    mentee.counts("1 mentor with a free place")
    searched = mentee.page.url

    mentee.follow("Ben Okafor")
    mentee.heading("Ben Okafor")
    mentee.page.go_back()
    assert mentee.page.url == searched
    mentee.counts("1 mentor with a free place")
    mentee.press("Shortlist Ben Okafor", exact=True)
    mentee.sees("The mentor is on your shortlist.")
    mentee.follow("A front-line role")
    mentee.counts("2 mentors with a free place")
    mentee.press("Shortlist Carys Bevan", exact=True)

    mentee.visit("/mentors/")
    mentee.follow("My shortlist (2)")
    mentee.tick("Compare Ben Okafor")
    mentee.tick("Compare Carys Bevan")
    mentee.press("Compare the ticked ones")
    mentee.follow("Propose Ben Okafor")
    fill_in(mentee)
    mentee.press("Send the proposal")
    mentee.sees("Your proposal is sent")
    assert Pairing.objects.get().mentee == mentee_


def choose(walker: Walker, label: str, scripts: bool) -> None:
    """Tick a choice; without scripts, ask for the mentors as well."""
    walker.open("Filters")
    walker.tick(label)
    if not scripts:
        walker.press("Show mentors")


def test_a_choice_leaves_focus_and_scroll_and_says_how_many(arrive: type_of_arrive) -> None:
    mentee_ = amina()
    crowd()
    walker = arrive((1280, False), mentee_)
    walker.visit("/mentors/")
    page = walker.page
    page.mouse.wheel(0, 200)
    scrolled_to(page, 200)
    box = page.get_by_role("group", name="Perspective").get_by_label("A front-line role")
    box.check()
    expect(page.get_by_role("status").filter(has_text="1 mentor")).to_be_attached()
    expect(box).to_be_focused()
    assert page.evaluate("scrollY") == 200
    expect(page).to_have_url(re.compile(r"/mentors/\?lens=front-line$"))
    walker.look()

    page.get_by_role("link", name="A front-line role").click()
    expect(page.get_by_role("heading", name="6 mentors")).to_be_focused()
    expect(box).not_to_be_checked()
    page.go_back()
    expect(box).to_be_checked()


def scrolled_to(page: Page, top: int) -> None:
    """Wait from here: the page's own policy lets no text be run in it."""
    for _ in range(100):
        if page.evaluate("scrollY") == top:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It is at {page.evaluate('scrollY')} and not at {top}.")


def test_the_orders_and_what_is_marked_at_every_width(arrive: type_of_arrive) -> None:
    mentee_ = amina()
    crowd()
    area = KnowledgeArea.objects.first()
    mentee_.registrant.look_for(by=mentee_, areas_to_develop=[area])
    for width in (1280, 390, 320):
        walker = arrive((width, False), mentee_)
        for path in (
            "/mentors/?q=library",
            "/mentors/?sort=name&places=now&places=later",
            "/mentors/?q=zebra&sector=law",
            "/help/suggestions/",
        ):
            walker.visit(path)
        walker.visit("/mentors/")
        walker.sees("knows an area that you want to develop")


def test_somebody_hidden_is_met_no_more(arrive: type_of_arrive) -> None:
    mentee_ = amina()
    crowd()
    walker = arrive((390, True), mentee_)
    walker.visit("/mentors/?q=job+club")
    walker.press("Hide Ben Okafor", exact=True)
    walker.sees("No mentor with a free place fits all of this")
    assert MentorMark.objects.hidden().count() == 1
