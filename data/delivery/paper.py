"""The paper of letters: page size, pictures, foot, font; as it is, or as it was when sent."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from data.delivery import letterhead_files, picture_files
from data.delivery.delivery_records import Letterhead, Paper, Picture
from data.delivery.picture_files import BadPicture
from data.settings import paper_files, settings
from data.settings.paper_files import LETTERHEAD, PICTURES

SIZES = ("A4", "Letter")
"""The sizes of a page."""
FONT = re.compile(r"[\w][\w \-]{0,63}")
"""What a font may be called."""
_CALLED = {"logo": "logo", "signature": "signature", "second_signature": "second signature"}

Notes = tuple[str, ...]


def current() -> tuple[Paper, Notes]:
    """The paper as the settings have it, and what is wrong with it (it is left out then)."""
    size, font = settings.get("page_size"), settings.get("letter_font")
    paper = Paper(
        size=size if size in SIZES else SIZES[0],
        footer=settings.get("letter_footer"),
        font=font if FONT.fullmatch(font) else "",
        signing=settings.get("letter_signing"),
        header=settings.get("letter_header"),
    )
    return _with_files(paper, {key: settings.get(key) for key in paper_files.KEYS})


def of_sent(inputs: str) -> tuple[Paper, Notes]:
    """The paper of a letter that was sent: its head, foot and pictures are its own."""
    kept = json.loads(inputs)
    stated = kept if isinstance(kept, dict) else {}
    files, foot = stated.get("paper"), stated.get("footer")
    paper, notes = current()
    head = stated.get("header")
    if isinstance(foot, str):
        paper = replace(paper, footer=foot)
    if isinstance(head, str):
        paper = replace(paper, header=head)
    if not isinstance(files, dict):
        return paper, notes
    return _with_files(paper, {key: str(files.get(key) or "") for key in paper_files.KEYS})


def _with_files(paper: Paper, named: Mapping[str, str]) -> tuple[Paper, Notes]:
    """The paper with the pictures that are named, by the settings that name them."""
    pictures: dict[str, Picture] = {}
    notes: list[str] = []
    for name, key in PICTURES.items():
        try:
            if named[key]:
                pictures[name] = _picture(named[key])
        except BadPicture as error:
            notes.append(f"The letter has no {_CALLED[name]}: {error.text}")
    letterhead = None
    try:
        if named[LETTERHEAD]:
            letterhead = _letterhead(named[LETTERHEAD])
    except BadPicture as error:
        notes.append(f"The letter has no letterhead: {error.text}")
    pictured = replace(paper, pictures=tuple(pictures.items()), letterhead=letterhead)
    return pictured, tuple(notes)


def _letterhead(digest: str) -> Letterhead:
    file = paper_files.get(digest)
    if file is None:
        raise BadPicture("it is not in the desk any more.")
    room = (settings.get(f"letterhead_{name}") for name in ("top", "next_top", "bottom"))
    return Letterhead(file.data, letterhead_files.page_count(file.data), *room)


def _picture(value: str) -> Picture:
    """The picture that a setting names, from the desk or, as it was before, from a file."""
    if paper_files.is_kept(value):
        file = paper_files.get(value)
        if file is None:
            raise BadPicture("it is not in the desk any more.")
        file, _ = picture_files.checked(file.name, file.data)  # a dump may have brought it
    else:
        file, _ = picture_files.read(value)
    return Picture(file.data, file.type, file.width, file.height)
