"""What made-up mentors are called and what they say: sentences of plain English, seeded."""

import random
from itertools import product
from typing import NamedTuple

FIRST_NAMES = """
    Aisha Alun Amara Angharad Anita Bethan Bronwen Carys Chloe Daniel David Dilys Eleanor Elin
    Emma Farida Fatima Fiona Gareth George Grace Hannah Harriet Hassan Helen Imogen Ivy Jack Jamal
    James Jane Joanna Joseph Julie Karen Kofi Laura Leila Lewis Lowri Lucy Marcus Maria Megan Mei
    Michael Mohammed Nadia Niamh Olivia Owain Patrick Paul Priya Rachel Rhian Robert Ruth Samira
    Sanjay Sarah Sian Simon Siobhan Sofia Stephen Susan Thomas Tomasz Victoria William Yusuf Zoe
""".split()  # noqa: SIM905  # names read better as a line
FAMILY_NAMES = """
    Adams Ahmed Ali Allen Anderson Bailey Baker Begum Bell Bennett Bevan Brown Campbell Carter
    Chen Clarke Collins Cooper Cox Davies Edwards Evans Fisher Foster Ghosh Gray Green Griffiths
    Hall Harris Hassan Hughes Hussain Jackson James Jenkins Johnson Jones Kaur Kelly Khan Kowalska
    Lewis Lloyd Marshall Martin Mason Mehta Miller Mitchell Moore Morgan Morris Murphy Nowak
    O'Brien O'Connor Okafor Owen Parker Patel Phillips Powell Price Rahman Rees Roberts Robinson
    Rogers Shah Sharma Shaw Singh Smith Taylor Thomas Thompson Turner Walker Watson Williams Wood
""".split()  # noqa: SIM905
PLACES = [
    beginning + end
    for beginning, end in product(
        """
        Ash Ald Bark Beck Birch Brad Brook Burn Carl Chester Clay Cold Dar Dun East Elm Fair Farn
        Glen Hal Ham Hart Hazel High Holm Kirk Lang Lang Lin Long Mal March Mar Mill Nor Oak Old
        Pen Red Rock Rush Sand Shel Stan Stock Strat Sut Thorn Tre Wal Whit Wid Win Wood Wy
        """.split(),  # noqa: SIM905
        """
        bury borough bridge by combe cot dale den don field ford gate ham hurst ley low marsh mere
        minster mouth ness over pool port shaw stead stoke stow thorpe ton wade well wick worth
        """.split(),  # noqa: SIM905
    )
]
POSTS = """
    assistant|librarian|manager|officer|specialist|adviser|lead|coordinator|curator|archivist
""".strip().split("|")
FIELDS = (
    """
    cataloguing|copyright|metadata|outreach|research data|digital skills|reader development
    |school library|health evidence|legal information|local studies|archive|records|collections
    |teaching|enquiry|systems|repository|open access|licensing|special collections|rare books
    |music|mobile library|volunteer|heritage|knowledge|information literacy|user experience
    |children's services|stock|interlending|preservation|map room|newspaper|prospect research
""".replace("\n", "")
    .replace("    ", "")
    .strip()
    .split("|")
)
KINDS_OF_PLACE = (
    """
    Library|Libraries|Central Library|University Library|College|Hospital Library|Archive
    |Law Library|School|Museum|Record Office|Council
""".replace("\n", "")
    .replace("    ", "")
    .strip()
    .split("|")
)
FRAMES = (
    "I have worked in {field} for {years} years, most of them in {place}.",
    "I began at the counter in {place} and moved to {field} when our service was reorganised.",
    "My days are a mix of {field}, {other} and whatever comes through the door.",
    "Before this I looked after {field} at a small library near {place}.",
    "I learnt most of what I know of {field} from colleagues who took the time to explain it.",
    "What I enjoy is seeing how {field} changes when somebody asks a plain question about it.",
    "Our team of {years} people looks after {field} and {other} for the whole of {place}.",
    "I have written a strategy for {field}, and I have seen one fail because nobody had read it.",
    "I chartered while working part time, and I know how hard it is to find an evening for a log.",
    "My own mentor helped me to see that {field} is about people before it is about systems.",
    "I have managed a budget for {field} through {years} rounds of savings.",
    "I moved from {field} to {other} in the middle of my career and have not regretted it.",
    "I chair a regional group on {field} that meets in {place} every quarter.",
    "At {place} we closed a branch and opened a better one, and I was there for all of it.",
)
OFFERS = (
    "I can help with planning your portfolio and with evidence from {field}.",
    "Ask me about {field}, about moving between sectors, or about returning after a break.",
    "I am glad to read drafts, to talk about {field} and to introduce you to people in {place}.",
    "I can show you how a team for {field} works, and what we would do otherwise today.",
    "We can look at your reflective writing, or at a project in {field} that is not going well.",
    "I can help you to prepare for an interview in {field}, or to say no to one.",
)
# A word, the share of mentors who use it, and how: broad, middling, narrow.
MARKED = {
    "community": (
        1 / 3,
        (
            "I care about what a library does for its community.",
            "Most of my work is with community groups around {place}.",
            "We run the building together with a community partnership.",
        ),
    ),
    "prison": (0.03, ("For {years} years I ran a prison library near {place}.",)),
    "palaeography": (0.0005, ("I teach palaeography to local historians in {place}.",)),
}
SENTENCES = 6_000
STORY, HELP = 7, 2  # sentences of a mentor; about 800 characters in all
SOUNDS = ("b c d f g h l m n p r s t v w".split(), "a e i o u".split())  # noqa: SIM905


class Writer:
    """Writes names, posts and texts, the same again for the same seed."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.stories = [self._filled(FRAMES) for _ in range(SENTENCES)]
        self.offers = [self._filled(OFFERS) for _ in range(SENTENCES // 6)]

    def name(self) -> str:
        choice = self.chance.choice
        return f"{choice(FIRST_NAMES)} {choice(FAMILY_NAMES)}"

    def job_title(self) -> str:
        choice = self.chance.choice
        return f"{choice(FIELDS)} {choice(POSTS)}".capitalize()

    def organisation(self) -> str:
        return f"{self.chance.choice(PLACES)} {self.chance.choice(KINDS_OF_PLACE)}"

    def texts(self) -> "Texts":
        """A story and an offer. One in fifty mentors has a word that nobody else has."""
        story = self.chance.choices(self.stories, k=STORY)
        for share, frames in MARKED.values():
            if self.chance.random() < share:
                story.insert(self.chance.randrange(STORY), self._filled(frames))
        if self.chance.random() < 1 / 50:
            story.append(f"People know me from the {self._made_up()} project.")
        return Texts(" ".join(story), " ".join(self.chance.choices(self.offers, k=HELP)))

    def _filled(self, frames: tuple[str, ...]) -> str:
        choice = self.chance.choice
        return choice(frames).format(
            field=choice(FIELDS),
            other=choice(FIELDS),
            place=choice(PLACES),
            years=self.chance.randint(3, 30),
        )

    def _made_up(self) -> str:
        return "".join(self.chance.choice(SOUNDS[place % 2]) for place in range(8)).capitalize()


class Texts(NamedTuple):
    """What a mentor has written."""

    story: str
    help_with: str
