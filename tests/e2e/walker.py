"""A person at a browser, by mouse or by keyboard, who looks hard at every page they come to."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Locator, Page, expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
MOST_STOPS = 250
RUN_AXE = """() => axe.run(document, {resultTypes: ['violations'], runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
HAS_FOCUS = "element => element === document.activeElement"
SCROLLS_SIDEWAYS = (
    "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
)
SEEN: set[tuple[Any, ...]] = set()


class Walker:
    """One signed-in or signed-out person. Names are those that a screen reader says."""

    def __init__(self, page: Page, base: str, by_keyboard: bool, looks: bool = True) -> None:
        self.page, self.base, self.by_keyboard, self.looks = page, base, by_keyboard, looks

    # Going ------------------------------------------------------------------

    def visit(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer, path
        assert answer.ok, f"{path}: {answer.status}"
        self.look()

    def follow(self, name: str, exact: bool = False) -> None:
        """Follow a link."""
        self._activate(self.page.get_by_role("link", name=name, exact=exact).first)

    def press(self, name: str, exact: bool = False) -> None:
        """Press a button."""
        self._activate(self.page.get_by_role("button", name=name, exact=exact).first)

    def _activate(self, target: Locator) -> None:
        if self.by_keyboard:
            self._tab_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter") if self.by_keyboard else target.click()
        self.look()

    def open(self, name: str) -> None:
        """Unfold what is folded under a name, if it is."""
        fold = self.page.locator("summary").filter(has_text=name).first
        if not fold.is_visible() or fold.evaluate("summary => summary.parentElement.open"):
            return
        if self.by_keyboard:
            self._tab_to(fold)
            self.page.keyboard.press("Enter")
        else:
            fold.click()

    # Filling in -------------------------------------------------------------

    def fill(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label).first
        if self.by_keyboard:
            self._tab_to(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            field.fill(text)

    def fill_day(self, label: str, day: date) -> None:
        """Give a date. Whether its day or its month is typed first is the machine's."""
        field = self.page.get_by_label(label).first
        if self.by_keyboard:
            self._tab_to(field)
        field.fill(day.isoformat())

    def fill_time(self, label: str, time: str) -> None:
        """Give a time of day. What its parts are called and ask for is the machine's."""
        field = self.page.get_by_label(label, exact=True).first
        if self.by_keyboard:
            self._tab_to(field)
        field.fill(time)

    def tick(self, label: str, within: str = "") -> None:
        """Tick a box or choose a radio button, in the group named `within` if that is given."""
        place = self.page.get_by_role("group", name=within).first if within else self.page
        box = place.get_by_label(label, exact=bool(within)).first
        if box.is_checked():
            return
        if self.by_keyboard:
            self._reach(box)
            self.page.keyboard.press("Space")
        else:
            box.check()
        assert box.is_checked(), label

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label).first.select_option(label=option)

    def _tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, as somebody without a mouse does."""
        expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def _reach(self, box: Locator) -> None:
        """Tab to a box; within radio buttons the arrow keys move, so the group is enough."""
        if box.get_attribute("type") == "radio":
            box.focus()
        else:
            self._tab_to(box)

    # Seeing -----------------------------------------------------------------

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def counts(self, text: str) -> None:
        """How many mentors there are, in the heading of the results."""
        expect(self.page.locator("#count")).to_have_text(text)

    def is_told(self, text: str) -> None:
        """The summary of what needs another look stands first on the page."""
        expect(self.page.get_by_role("alert").first).to_contain_text(text)

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def look(self) -> None:
        """No barrier that a machine can find, light and dark, and nothing off to the side."""
        if not self.looks:
            return
        assert not self.page.evaluate(SCROLLS_SIDEWAYS), f"{self.page.url} scrolls sideways"
        for scheme in ("light", "dark"):
            if self._is_new(scheme):
                self.page.emulate_media(color_scheme=scheme)
                self.page.evaluate(AXE)
                found = self.page.evaluate(RUN_AXE)["violations"]
                assert not found, f"{self.page.url} in {scheme}: {_told(found)}"
        self.page.emulate_media(color_scheme="light")

    def _is_new(self, scheme: str) -> bool:
        """Pages of one kind and state are examined once a width and scheme."""
        kind = re.sub(r"\d+", "N", self.page.url.removeprefix(self.base))
        size = self.page.viewport_size or {}
        key = (kind, self.page.title(), size.get("width"), scheme)
        if key in SEEN:
            return False
        SEEN.add(key)
        return True


def _told(violations: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:200]}"
        for v in violations
    )
