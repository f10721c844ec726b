"""Off the main road: keep two mentors in mind, look at both, and wait for a place."""

from mentoring.models import MentorMark
from tests.e2e.conftest import in_three_manners, type_of_arrive
from tests.e2e.people import amina, ben, carys
from tests.e2e.walker import Walker


@in_three_manners()
def test_keep_in_mind_compare_and_wait(
    manner: tuple[int, bool, bool], arrive: type_of_arrive
) -> None:
    *how, scripts = manner
    full, other = ben(capacity=0).mentor_profile, carys().mentor_profile
    member = arrive(how, amina(), scripts=scripts)
    keep_in_mind(member, full.pk)
    member.press("Tell me when there is a place")
    member.sees("We send you a letter when the mentor has a place.")
    keep_in_mind(member, other.pk)

    member.visit("/mentors/shortlist/")
    member.fill("My private note Ben Okafor", "Ask about the job club.")
    member.press("Keep the note Ben Okafor")
    member.sees("Your note is kept.")
    member.tick("Compare Ben Okafor")
    member.tick("Compare Carys Bevan")
    member.press("Compare the ticked ones")
    member.heading("Mentors side by side")
    member.sees("Ask about the job club.")

    full.change(full.member, {"capacity": 1}, {})
    member.visit("/demo/post/")
    member.sees("A mentor you asked about has a place now")
    assert not MentorMark.objects.watched().exists()


def keep_in_mind(walker: Walker, profile: int) -> None:
    walker.visit(f"/mentors/{profile}/")
    walker.press("Add to my shortlist")
    walker.sees("The mentor is on your shortlist.")


def test_hide_and_show_again(arrive: type_of_arrive) -> None:
    profile = ben().mentor_profile
    member = arrive((390, False), amina())
    member.visit(f"/mentors/{profile.pk}/")
    member.press("Hide this mentor")
    member.sees("You have hidden this mentor")
    member.visit("/mentors/shortlist/")
    member.press("Show again Ben Okafor")
    member.sees("You see the mentor again.")
    assert not MentorMark.objects.hidden().exists()
