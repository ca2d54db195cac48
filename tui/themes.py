"""The themes of the desk, and what the style words of the screens look like in a theme.

Text keeps a contrast of at least 4.5 (WCAG AA) on the background, on surfaces and on the cursor
row. Style sheets use Textual's own theme variables, so that every other theme works as well; the
`ink-` variables are read here only and have a fallback for themes that do not know them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme
from textual.widget import Widget

from tui import contrast

DARK_NAME = "offerdesk-dark"
LIGHT_NAME = "offerdesk-light"
ANSI_NAME = "ansi"

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
        "input-selection-background": "#2c6cb0",
        "input-selection-foreground": "#ffffff",
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
        "input-selection-background": "#9dc4ee",
        "input-selection-foreground": "#000000",
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

ANSI = Theme(
    name=ANSI_NAME,
    ansi=True,
    primary="ansi_bright_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_bright_blue",
        "border-blurred": "ansi_bright_black",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_white",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_bright_white",
        "footer-key-foreground": "ansi_yellow",
        "ink-good": "ansi_green",
        "ink-bad": "ansi_red",
        "ink-warn": "ansi_yellow",
        "ink-info": "ansi_bright_blue",
        "ink-accent": "ansi_yellow",
        "ink-muted": "ansi_default",
        "ink-rule": "ansi_bright_black",
    },
)
"""The terminal's own 16 colours, on its own background."""

THEMES = (DARK, LIGHT, ANSI)
OWN = {
    DARK_NAME: "the desk's own, dark",
    LIGHT_NAME: "the desk's own, light",
    ANSI_NAME: "the terminal's colours",
}
"""The desk's own themes, in words."""
SHORT = {"dark": DARK_NAME, "light": LIGHT_NAME}
"""What the desk's own themes may be called for short."""


def fitting(environ: Mapping[str, str]) -> str:
    """The theme for a terminal: few colours, a light background, or neither."""
    if "NO_COLOR" in environ or _has_few_colours(environ):
        return ANSI_NAME
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT_NAME if background in ("7", "15") else DARK_NAME


def _has_few_colours(environ: Mapping[str, str]) -> bool:
    """Whether 16 colours at most will be drawn, as Rich finds out."""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    colours = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return colours not in ("256color", "kitty")


def shown(name: str) -> str:
    """The theme to show for a setting: empty is what fits the terminal."""
    return name or fitting(os.environ)


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
_FEW_COLOUR_LOOKS = {
    "muted": Style(dim=True),
    "label": Style(dim=True),
    "warn": Style(bold=True),
    "bad": Style(bold=True),
    "sent": Style(italic=True),
    "pending": Style(bold=True),
    "accepted": Style(bold=True, italic=True),
    "expired": Style(bold=True, underline=True),
    "declined": Style(dim=True),
    "withdrawn": Style(dim=True, italic=True),
    "superseded": Style(dim=True, strike=True),
}
"""What tells words apart where colours are few, or none."""
WORDS = frozenset(_LOOKS)
"""Every style word; words can be put together with spaces ("strong warn")."""


class StylePalette:
    """Style words turned into terminal styles, on one background of one theme."""

    def __init__(
        self, colours: Mapping[str, Color], base: Style, *, few_colours: bool = False
    ) -> None:
        self._colours = colours
        self._few_colours = few_colours
        self._paper = None if few_colours else _paper(base)
        self.base = base + self._ink(base)
        self._known: dict[str, Style] = {"": self.base}

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
            if self._few_colours:
                style += _FEW_COLOUR_LOOKS.get(word, Style())
            if colour is not None and colour in self._colours:
                style += Style(color=self._readable(colour).rich_color)
        return style

    def _readable(self, name: str) -> Color:
        """A colour as it can be read here; a line is no text."""
        colour = self._colours[name]
        if self._paper is None or name == "rule" or colour.ansi is not None:
            return colour
        return contrast.readable(Color(*colour.rgb), self._paper)

    def _ink(self, base: Style) -> Style:
        """The colour of plain text, where it has to be another one to be read."""
        if self._paper is None or base.color is None or base.color.is_default:
            return Style()
        return Style(color=contrast.readable(_plain(base.color), self._paper).rich_color)

    def on(self, colour: str) -> StylePalette:
        """The same words on another background: "cursor", "cursor-dim", "surface" …"""
        if self._few_colours and colour == "cursor":
            return StylePalette({}, self.base + Style(reverse=True), few_colours=True)
        if self._few_colours and colour == "cursor-dim":
            return StylePalette(self._colours, self.base + Style(bold=True), few_colours=True)
        background = self._colours.get(colour)
        if background is None:
            return StylePalette(self._colours, self.base + Style(reverse=True))
        if background.a == 0:
            return self
        base = self.base + Style(bgcolor=background.rich_color)
        return StylePalette(self._colours, base, few_colours=self._few_colours)


def _paper(base: Style) -> Color | None:
    """The background of a style, where it is a colour that is known."""
    return None if base.bgcolor is None or base.bgcolor.is_default else _plain(base.bgcolor)


def _plain(colour: RichColor) -> Color:
    return Color(*colour.get_truecolor())


def palette(widget: Widget) -> StylePalette:
    """The styles for a widget's own background, in the theme that is on."""
    base = widget.visual_style.rich_style
    background = widget.background_colors[1]
    colours = theme_colours(widget.app.theme_variables, background)
    return StylePalette(colours, base, few_colours=background.ansi is not None)


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
