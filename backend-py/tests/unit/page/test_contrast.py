"""The page's colours keep WCAG 2.2 AA in both schemes."""

import re
from importlib.resources import files

import pytest

from tests.unit.page.colours import contrast, schemes, without_names

CSS = (files("walkumentary") / "page" / "style.css").read_text()
SCHEMES = schemes(CSS)

TEXT = 4.5
"""Text against its ground. Source: WCAG 2.2, success criterion 1.4.3."""
PARTS = 3.0
"""Edges of controls and lines of the map. Source: the same, 1.4.11."""

READ_ON = {
    "ink": "paper card sunken tint alarm-tint",
    "soft": "paper card sunken tint",
    "accent": "paper card sunken tint",
    "alarm": "paper card",
    "on-accent": "accent accent-strong",
    "on-route": "route",
    "on-mark": "mark",
    "card": "alarm",
}
SEEN_ON = {
    "edge": "paper card",
    "accent": "paper card sunken",
    "route": "sunken card",
    "alarm": "alarm-tint paper",
}


def _pairs(grounds: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (front, ground) for front, names in grounds.items() for ground in names.split()
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground"), _pairs(READ_ON))
def test_text_can_be_read_on_its_ground(scheme: str, front: str, ground: str) -> None:
    colours = SCHEMES[scheme]

    ratio = contrast(colours[front], colours[ground])

    assert ratio >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground"), _pairs(SEEN_ON))
def test_controls_and_lines_can_be_seen(scheme: str, front: str, ground: str) -> None:
    colours = SCHEMES[scheme]

    ratio = contrast(colours[front], colours[ground])

    assert ratio >= PARTS


def test_every_colour_of_the_light_scheme_has_its_dark_one() -> None:
    light, dark = SCHEMES["light"], SCHEMES["dark"]

    same = {name for name in light if light[name] == dark[name]}

    assert same == set()


def test_no_rule_brings_a_colour_of_its_own() -> None:
    rules = without_names(CSS)

    loose = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", rules)

    assert loose == []


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
