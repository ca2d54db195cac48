"""Which themes there are: the desk's own, Textual's, and those of a person, a file each.

A person's themes are in the folder `themes` beside their configuration. Text that could not be read
on its background is made lighter or darker; a theme in which that is impossible is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from data.errors import NotAllowed, NotFound
from data.settings import preferences
from data.values.nearest import nearest
from data.values.text import one_line
from tui import contrast, themes

_BASES = {"dark": themes.DARK, "light": themes.LIGHT}
_COLOURS = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background",
    "surface", "panel",
)  # fmt: skip
_PAPERS = ("background", "surface", "panel")
"""What text is written on."""
_TAKEN = frozenset((*themes.SHORT, *themes.OWN, *BUILTIN_THEMES))


def folder() -> Path:
    """Where a person's themes are."""
    return preferences.place().parent / "themes"


def of_person() -> tuple[str, ...]:
    """The names of the files of a person's themes."""
    try:
        return tuple(sorted(path.stem for path in folder().glob("*.toml")))
    except OSError:
        return ()


def names() -> tuple[str, ...]:
    """What a theme can be called, wherever one is asked for."""
    return (*themes.SHORT, *themes.OWN, *BUILTIN_THEMES, *of_person())


def problem(name: str) -> str:
    """What is wrong with the name of a theme, if anything is; no name is none."""
    if not name or name in _TAKEN:
        return ""
    if name not in of_person():
        return f"There is no theme {one_line(name)}; {nearest(name, ['', *names()])}"
    try:
        read(name)
    except NotAllowed as error:
        return error.text
    return ""


def known(name: str) -> str:
    """The theme of this name, which may be short; raises NotFound."""
    if wrong := problem(name):
        raise NotFound(wrong)
    return themes.SHORT.get(name, name)


def owned(name: str) -> tuple[Theme, ...]:
    """The person's theme of this name, if it is one and can be shown."""
    return (read(name),) if name and name not in _TAKEN and not problem(name) else ()


def all_owned() -> tuple[list[Theme], list[str]]:
    """Every theme of the person that can be shown, and what is wrong with the others."""
    found, wrong = [], []
    for name in of_person():
        try:
            found.append(read(name))
        except NotAllowed as error:
            wrong.append(error.text)
    return found, wrong


def read(name: str) -> Theme:
    """A person's theme; raises NotAllowed with what is wrong with its file."""
    where = f"themes/{one_line(name)}.toml"
    if name in _TAKEN:
        raise NotAllowed(f"{where}: there is a theme of that name already.")
    import tomllib

    try:
        table = tomllib.loads((folder() / f"{name}.toml").read_text("utf-8-sig"))
    except OSError as error:
        raise NotAllowed(f"{where} cannot be read: {(error.strerror or '').lower()}.") from None
    except (ValueError, RecursionError) as error:
        raise NotAllowed(f"{where}: {one_line(str(error))}.") from None
    if wrong := _wrong(table):
        raise NotAllowed(f"{where}: {wrong}")
    return _theme(name, table, where)


def _wrong(table: Mapping[str, Any]) -> str:
    """The first thing that is wrong with what a file says, if anything is."""
    if table.get("base", "dark") not in _BASES:
        return "base is dark or light."
    for key, value in table.items():
        if key not in (*_COLOURS, "base"):
            return f"nothing is called {one_line(key)}; {nearest(key, (*_COLOURS, 'base'))}"
        if key != "base" and _colour(value) is None:
            return f'{key} is a colour such as "#6cb2f2".'
    return ""


def _colour(value: object) -> Color | None:
    try:
        found = Color.parse(value) if isinstance(value, str) else None
    except ColorParseError:
        return None
    return None if found is None or found.a < 1 or found.ansi is not None else found


def _theme(name: str, table: Mapping[str, Any], where: str) -> Theme:
    base = _BASES[table.get("base", "dark")]
    colours = {key: Color.parse(table.get(key, getattr(base, key))) for key in _COLOURS}
    for paper in _PAPERS:
        colours["foreground"] = contrast.readable(colours["foreground"], colours[paper])
    for paper in _PAPERS:
        if contrast.contrast(colours["foreground"], colours[paper]) < contrast.LEAST:
            raise NotAllowed(f"{where}: no text can be read on its {' and '.join(_PAPERS)} alike.")
    inks: dict[str, Any] = {key: value.hex for key, value in colours.items()}
    return replace(base, name=name, variables={}, **inks)
