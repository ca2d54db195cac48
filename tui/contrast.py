"""Whether text can be read on its background, as WCAG measures it, and what to do where not."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color

LEAST = 4.5
"""The contrast that text has at least (WCAG AA)."""
_STEPS = 20
_MIDDLE = 0.18
"""On what is lighter than this, black is read better than white."""


def contrast(one: Color, other: Color) -> float:
    """From 1 for the same colour to 21 for black and white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=2048)
def readable(colour: Color, background: Color) -> Color:
    """The colour, or as little lighter or darker as it takes to read it."""
    end = Color(0, 0, 0) if _luminance(background) > _MIDDLE else Color(255, 255, 255)
    for step in range(_STEPS):
        nearer = colour.blend(end, step / _STEPS)
        if contrast(nearer, background) >= LEAST:
            return nearer
    return end


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part) for part in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
