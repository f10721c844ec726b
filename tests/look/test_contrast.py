"""Every pair of colours that stands together can be read, in light and in dark."""

import re

import pytest

from lib import stylesheet

TEXT = 4.5
SHAPE = 3.0
BACKGROUNDS = ("paper", "card")
PAIRS = [
    *((word, ground, TEXT) for word in ("ink", "ink-soft") for ground in BACKGROUNDS),
    *(
        (word, ground, TEXT)
        for word in ("spruce", "spruce-deep", "berry", "amber")
        for ground in BACKGROUNDS
    ),
    *((colour, f"{colour}-wash", TEXT) for colour in ("spruce", "amber", "berry", "sky")),
    *(("ink", f"{wash}-wash", TEXT) for wash in ("spruce", "amber", "berry", "sky")),
    ("card", "spruce", TEXT),
    ("card", "spruce-deep", TEXT),
    ("line-strong", "card", SHAPE),
    ("line-strong", "paper", SHAPE),
    *(("amber", ground, SHAPE) for ground in ("spruce-wash", "berry-wash", "sky-wash")),
]


def tokens() -> dict[str, tuple[str, str]]:
    text = (stylesheet.PARTS / "tokens" / "colours.css").read_text()
    found = re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_can_be_read(scheme: int, front: str, back: str, least: float) -> None:
    colours = tokens()
    assert contrast(colours[front][scheme], colours[back][scheme]) >= least


def test_older_browsers_get_the_light_half() -> None:
    text = (stylesheet.PARTS / "tokens" / "fallback.css").read_text()
    fallback = dict(re.findall(r"--([a-z-]+): (#\w{6});", text))
    assert fallback == {name: light for name, (light, _dark) in tokens().items()}
