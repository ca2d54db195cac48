"""A person's own themes, and that text can be read in every theme that is offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from data.errors import NotFound
from data.settings import preferences
from tui import theme_choice, themes
from tui.app import OfferDesk
from tui.contrast import LEAST, contrast, readable

COLOURS = st.builds(Color, *[st.integers(0, 255)] * 3)
THEMES = [one for one in (*themes.THEMES, *BUILTIN_THEMES.values()) if not one.ansi]
ON = ("", "surface", "panel", "cursor", "cursor-dim")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's themes are."""
    monkeypatch.setenv("OFFERDESK_CONFIG", str(tmp_path / "config.toml"))
    made = tmp_path / "themes"
    made.mkdir()
    return made


@given(COLOURS, COLOURS)
def test_any_colour_can_be_read_on_any_background(colour: Color, background: Color) -> None:
    found = readable(colour, background)
    assert contrast(found, background) >= LEAST
    assert found == colour or contrast(colour, background) < LEAST


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_word_can_be_read_in_every_theme(theme: themes.Theme) -> None:
    variables = theme.to_color_system().generate() | theme.variables
    background = Color.parse(variables["background"])
    colours = themes.theme_colours(variables, background)
    ink = Color.parse(variables["foreground"]).rich_color
    plain = themes.StylePalette(colours, Style(color=ink, bgcolor=background.rich_color))
    for name in ON:
        palette = plain.on(name) if name else plain
        for word in ("", *sorted(themes.WORDS - {"rule"})):
            style = palette(word)
            assert style.color is not None
            assert style.bgcolor is not None
            shown = [Color(*one.get_truecolor()) for one in (style.color, style.bgcolor)]
            assert contrast(*shown) >= LEAST - 0.05, (name, word)  # whole numbers of 255


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('primry = "red"', "did you mean primary"),
        ('primary = "no colour"', 'primary is a colour such as "#6cb2f2".'),
        ('primary = "ansi_red"', 'primary is a colour such as "#6cb2f2".'),
        ("primary = 7", 'primary is a colour such as "#6cb2f2".'),
        ('base = "grey"', "base is dark or light."),
        ("primary", "themes/mine.toml: "),
        ('background = "black"\nsurface = "white"', "no text can be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(folder: Path, text: str, wrong: str) -> None:
    (folder / "mine.toml").write_text(text)
    assert wrong in theme_choice.problem("mine")
    assert theme_choice.owned("mine") == ()
    with pytest.raises(NotFound):
        theme_choice.known("mine")


def test_text_that_could_not_be_read_is_made_lighter_or_darker(folder: Path) -> None:
    (folder / "mine.toml").write_text('base = "light"\nforeground = "#dddddd"')
    (theme,) = theme_choice.owned("mine")
    assert not theme.dark
    assert theme.foreground is not None
    for paper in (theme.background, theme.surface, theme.panel):
        assert paper is not None
        assert contrast(Color.parse(theme.foreground), Color.parse(paper)) >= LEAST


def test_a_name_that_is_taken_is_not_theirs(folder: Path) -> None:
    (folder / "nord.toml").write_text('primary = "red"')
    assert theme_choice.owned("nord") == ()
    assert "there is a theme of that name already" in theme_choice.all_owned()[1][0]


@pytest.mark.usefixtures("desk")
async def test_a_theme_of_ones_own_is_chosen(folder: Path) -> None:
    (folder / "evening.toml").write_text('primary = "#c08040"')
    (folder / "broken.toml").write_text("primary")
    preferences.load()
    app = OfferDesk(theme=theme_choice.known("evening"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "evening"
        await pilot.press("ctrl+t", *"evening", "enter")
        assert app.theme == "evening"
        assert any("themes/broken.toml" in one.message for one in app._notifications)
