"""The two themes of the desk, and what the style words of the screens look like in a theme.

Text keeps a contrast of at least 4.5 (WCAG AA) on the background, on surfaces and on the cursor
row. Style sheets use Textual's own theme variables, so that every other theme works as well; the
`ink-` variables are read here only and have a fallback for themes that do not know them.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget

DARK_NAME = "offerdesk-dark"
LIGHT_NAME = "offerdesk-light"

DARK = Theme(
    name=DARK_NAME,
    primary="#6cb2f2",
    secondary="#9d8cf0",
    accent="#e5bf6c",
    warning="#e8c46a",
    error="#f39191",
    success="#82d196",
    foreground="#dce2ea",
    background="#11151a",
    surface="#171c23",
    panel="#1f2630",
    dark=True,
    variables={
        "border": "#6cb2f2",
        "border-blurred": "#3a4552",
        "block-cursor-background": "#1d3551",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#232b36",
        "block-cursor-blurred-foreground": "#dce2ea",
        "footer-background": "#171c23",
        "footer-key-foreground": "#e5bf6c",
        "button-color-foreground": "#11151a",
        "ink-good": "#82d196",
        "ink-bad": "#f39191",
        "ink-warn": "#e8c46a",
        "ink-info": "#7fbcf5",
        "ink-accent": "#e5bf6c",
        "ink-muted": "#9aa6b4",
        "ink-rule": "#3a4552",
        "ink-cursor": "#1d3551",
        "ink-cursor-dim": "#232b36",
    },
)

LIGHT = Theme(
    name=LIGHT_NAME,
    primary="#175ea6",
    secondary="#6246b5",
    accent="#7a5200",
    warning="#7a5200",
    error="#ad2019",
    success="#19672f",
    foreground="#1b222a",
    background="#f3f4f6",
    surface="#ffffff",
    panel="#e7eaee",
    dark=False,
    variables={
        "border": "#175ea6",
        "border-blurred": "#c3cad2",
        "block-cursor-background": "#d3e5f8",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#e4e8ed",
        "block-cursor-blurred-foreground": "#1b222a",
        "footer-background": "#e7eaee",
        "footer-key-foreground": "#7a5200",
        "button-color-foreground": "#ffffff",
        "ink-good": "#19672f",
        "ink-bad": "#ad2019",
        "ink-warn": "#7a5200",
        "ink-info": "#175ea6",
        "ink-accent": "#7a5200",
        "ink-muted": "#54606c",
        "ink-rule": "#c3cad2",
        "ink-cursor": "#d3e5f8",
        "ink-cursor-dim": "#e4e8ed",
    },
)

THEMES = (DARK, LIGHT)

_FALLBACK = {
    "good": "text-success",
    "bad": "text-error",
    "warn": "text-warning",
    "info": "text-primary",
    "accent": "text-accent",
}

_LOOKS: dict[str, tuple[str | None, Style]] = {
    "heading": (None, Style(bold=True)),
    "strong": (None, Style(bold=True)),
    "em": (None, Style(italic=True)),
    "underline": (None, Style(underline=True)),
    "strike": (None, Style(strike=True)),
    "link": ("info", Style(underline=True)),
    "code": ("accent", Style()),
    "unset": ("warn", Style(bold=True, underline=True)),
    "muted": ("muted", Style()),
    "label": ("muted", Style()),
    "rule": ("rule", Style()),
    "value": (None, Style()),
    "good": ("good", Style()),
    "bad": ("bad", Style()),
    "warn": ("warn", Style()),
    "info": ("info", Style()),
    "accent": ("accent", Style()),
    "draft": (None, Style()),
    "sent": ("info", Style()),
    "pending": ("warn", Style()),
    "accepted": ("good", Style()),
    "declined": ("bad", Style()),
    "withdrawn": ("muted", Style()),
    "superseded": ("muted", Style()),
    "expired": ("bad", Style()),
}
WORDS = frozenset(_LOOKS)
"""Every style word; words can be put together with spaces ("strong warn")."""


class StylePalette:
    """Style words turned into terminal styles, on one background of one theme."""

    def __init__(self, colours: Mapping[str, Color], base: Style) -> None:
        self._colours = colours
        self._known: dict[str, Style] = {"": base}
        self.base = base

    def __call__(self, words: str) -> Style:
        """The style of `words`; unknown ones change nothing."""
        style = self._known.get(words)
        if style is None:
            style = self._known[words] = self._mix(words)
        return style

    def _mix(self, words: str) -> Style:
        style = self.base
        for word in words.split():
            colour, look = _LOOKS.get(word, (None, Style()))
            style += look
            if colour is not None and colour in self._colours:
                style += Style(color=self._colours[colour].rich_color)
        return style

    def on(self, colour: str) -> StylePalette:
        """The same words on another background: "cursor", "cursor-dim", "surface" …"""
        background = self._colours.get(colour)
        if background is None:
            return StylePalette(self._colours, self.base + Style(reverse=True))
        if background.a == 0:
            return self
        return StylePalette(self._colours, self.base + Style(bgcolor=background.rich_color))


def palette(widget: Widget) -> StylePalette:
    """The styles for a widget's own background, in the theme that is on."""
    base = widget.visual_style.rich_style
    background = widget.background_colors[1]
    return StylePalette(theme_colours(widget.app.theme_variables, background), base)


def theme_colours(variables: Mapping[str, str], background: Color) -> dict[str, Color]:
    """The colours behind the style words: a theme's own, or the nearest it has."""
    colours = {
        name: Color.parse(variables.get(f"ink-{name}", variables.get(fallback, "ansi_default")))
        for name, fallback in _FALLBACK.items()
    }
    for name in ("surface", "panel", "background"):
        colours[name] = Color.parse(variables.get(name, "ansi_default"))
    if background.ansi is not None or "ink-muted" in variables:
        own = ("muted", "rule", "cursor", "cursor-dim")
        found = {name: variables[f"ink-{name}"] for name in own if f"ink-{name}" in variables}
        return colours | {name: Color.parse(value) for name, value in found.items()}
    return colours | _blended(variables, background)


def _blended(variables: Mapping[str, str], background: Color) -> dict[str, Color]:
    """What a theme of Textual does not name, mixed from what it does."""
    foreground = Color.parse(variables.get("foreground", "white"))
    primary = Color.parse(variables.get("primary", "blue"))
    return {
        "muted": background.blend(foreground, 0.72),
        "rule": background.blend(foreground, 0.28),
        "cursor": background.blend(primary, 0.28),
        "cursor-dim": background.blend(foreground, 0.1),
    }
