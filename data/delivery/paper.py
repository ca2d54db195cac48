"""The paper of letters: page size, pictures, foot, font; as it is, or as it was when sent."""

import json
import re
from collections.abc import Mapping
from typing import Any

from data.delivery import letterhead_files, picture_files
from data.delivery.delivery_records import Letterhead, Paper, Picture
from data.delivery.picture_files import BadPicture
from data.settings import paper_files, settings
from data.settings.paper_files import LETTERHEAD, PICTURES, PaperFile

SIZES = ("A4", "Letter")
"""The sizes of a page."""
FONT = re.compile(r"[\w][\w \-]{0,63}")
"""What a font may be called."""
_SETTINGS = ("letter_footer", *paper_files.KEYS, *paper_files.PRINTED)

Notes = tuple[str, ...]


def current() -> tuple[Paper, Notes]:
    """The paper as the settings have it, and what is wrong with it (it is left out then)."""
    return _made({key: settings.get(key) for key in _SETTINGS})


def of_sent(inputs: str) -> tuple[Paper, Notes]:
    """The paper of a letter that was sent: what was kept with it is as it was."""
    kept = json.loads(inputs)
    stated = kept if isinstance(kept, dict) else {}
    own = {"letter_footer": stated.get("footer")}
    for group in (stated.get("paper"), stated.get("printed")):
        own |= group if isinstance(group, dict) else {}
    return _made({
        key: own[key] if type(own.get(key)) is settings.SETTINGS[key].type else settings.get(key)
        for key in _SETTINGS
    })  # fmt: skip


def _made(stated: Mapping[str, Any]) -> tuple[Paper, Notes]:
    """The paper that settings say; a file that cannot be read is left out and named."""
    size, font = stated["page_size"], stated["letter_font"]
    pictures: dict[str, Picture] = {}
    letterhead = None
    notes: list[str] = []
    for name, key in {**PICTURES, "letterhead": LETTERHEAD}.items():
        try:
            if stated[key] and key == LETTERHEAD:
                letterhead = _letterhead(stated)
            elif stated[key]:
                pictures[name] = _picture(stated[key])
        except BadPicture as error:
            notes.append(f"The letter has no {name.replace('_', ' ')}: {error.text}")
    paper = Paper(
        size=size if size in SIZES else SIZES[0],
        footer=stated["letter_footer"],
        font=font if FONT.fullmatch(font) else "",
        pictures=tuple(pictures.items()),
        signing=stated["letter_signing"],
        header=stated["letter_header"],
        letterhead=letterhead,
    )
    return paper, tuple(notes)


def _letterhead(stated: Mapping[str, Any]) -> Letterhead:
    data = _kept(stated[LETTERHEAD]).data
    room = (stated[f"letterhead_{name}"] for name in ("top", "next_top", "bottom"))
    return Letterhead(data, letterhead_files.page_count(data), *room)


def _kept(digest: str) -> PaperFile:
    file = paper_files.get(digest)
    if file is None:
        raise BadPicture("it is not in the desk any more.")
    return file


def _picture(value: str) -> Picture:
    """The picture that a setting names, from the desk or, as it was before, from a file."""
    if paper_files.is_kept(value):
        file = _kept(value)
        file, _ = picture_files.checked(file.name, file.data)  # a dump may have brought it
    else:
        file, _ = picture_files.read(value)
    return Picture(file.data, file.type, file.width, file.height)
