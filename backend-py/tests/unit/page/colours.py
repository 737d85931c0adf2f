"""Colours of a style sheet, and how well one stands out from another."""

import re
from collections.abc import Mapping

type Scheme = Mapping[str, str]

_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


def schemes(css: str) -> dict[str, Scheme]:
    """Return the named colours of the light and the dark scheme."""
    light, dark = (dict(_COLOUR.findall(block)) for block in _ROOT.findall(css))
    return {"light": light, "dark": light | dark}


def without_names(css: str) -> str:
    """Return the style sheet without the blocks that name its colours."""
    return _ROOT.sub("", css)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance. Source: WCAG 2.2, its definition."""
    red, green, blue = (
        _linear(int(colour[n : n + 2], 16) / 255) for n in range(1, 7, 2)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
