"""How many cells of a terminal text takes: one answer for letters, printed tables and screens.

Screens are laid out by Textual, which measures with Rich; so this is Rich's rule over wcwidth's
table of characters. What follows a zero-width joiner takes no cells, an emoji selector makes a
narrow symbol wide, a skin tone takes none, and each half of a flag one.
"""

from collections.abc import Iterator
from functools import lru_cache

PLAIN_END = "\u0300"
"""Every character before this one takes one cell: no table is needed."""
_JOINER, _EMOJI_SELECTOR = "\u200d", "\ufe0f"


def cell_width(text: str) -> int:
    """How many cells the text takes; it has no control characters in it."""
    if text.isascii() or max(text) < PLAIN_END:
        return len(text)
    return sum(cells for _, cells in graphemes(text))


def graphemes(text: str) -> list[tuple[str, int]]:
    """What can be parted of a text, each with its cells: a line may break between these only."""
    found: list[tuple[str, int]] = []
    for char, cells in _measured(text):
        if cells is None and found:
            found[-1] = (found[-1][0] + char, found[-1][1])
        elif cells is not None and char == _EMOJI_SELECTOR and found:
            found[-1] = (found[-1][0] + char, found[-1][1] + cells)
        elif _is_flag_half(char) and found and _is_flag_half(found[-1][0]):
            found[-1] = (found[-1][0] + char, 2)
        else:
            found.append((char, cells or 0))
    return found


def _is_flag_half(text: str) -> bool:
    """Whether it is one of the letters of which two are a flag, alone."""
    return len(text) == 1 and "\U0001f1e6" <= text <= "\U0001f1ff"


def _measured(text: str) -> Iterator[tuple[str, int | None]]:
    """Every character with the cells that it adds; None when it belongs to the one before."""
    widened, is_joined = "", False
    for char in text:
        if is_joined or char == _JOINER:
            is_joined = not is_joined
            yield char, None
        elif char == _EMOJI_SELECTOR:
            yield char, int(bool(widened) and _is_widened(widened))
            widened = ""
        else:
            cells = _char_cells(char)
            widened = char if cells else widened
            yield char, cells or None


@lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    if char < PLAIN_END or _is_flag_half(char):
        return 1
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0
    from wcwidth import wcwidth

    return max(0, wcwidth(char))


@lru_cache(maxsize=4096)
def _is_widened(char: str) -> bool:
    """Whether the emoji selector makes this character two cells wide instead of one."""
    if _char_cells(char) != 1 or _is_flag_half(char):
        return False
    from wcwidth import wcswidth

    return wcswidth(char + _EMOJI_SELECTOR) == 2


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells (1 or more), an ellipsis where something is left out."""
    if cell_width(text[: width * 8 + 64]) <= width:
        return text
    kept, left = "", width - 1
    for piece, cells in graphemes(text[: width * 8 + 64]):
        if cells > left:
            break
        kept, left = kept + piece, left - cells
    return f"{kept}…"
