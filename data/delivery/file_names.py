"""Builds safe file names for letters; keeps letters of any script, and no path or device name."""

import re
import unicodedata

from data.delivery.delivery_records import DeliverableLetter, FileFormat
from data.values.text import REPLACEMENT, one_line

PART = 80
"""The most bytes of UTF-8 that one part of a name takes; file systems allow 255 for all of it."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+|' + REPLACEMENT)
_RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{word}{n}" for word in ("com", "lpt") for n in "0123456789¹²³"),
    ]
)


def file_name(letter: DeliverableLetter, form: FileFormat) -> str:
    """A sensible name: "Zoë Müller - Data Engineer - offer 12 v2 draft.pdf".

    Offer and version are in it, so that no two letters have the same name.
    """
    state = " draft" if letter.is_draft else ""
    number = f"{letter.kind} {letter.offer_id} v{letter.version}{state}"
    parts = [part for part in (safe(letter.candidate), safe(letter.job)) if part]
    name = " - ".join([*parts, number]) + form.suffix
    return f"_{name}" if _is_device(name) else name


def attached_name(name: str) -> str:
    """The name under which an attached file is written: its ending stays, no path is left."""
    stem, dot, ending = one_line(name).rpartition(".")
    if not stem:
        stem, dot, ending = ending, "", ""
    ending = re.sub(r"[^A-Za-z0-9]", "", ending)[:10]
    made = (safe(stem) or "attachment") + (f".{ending}" if dot and ending else "")
    return f"_{made}" if _is_device(made) else made


def attachment_name(letter: DeliverableLetter, form: FileFormat) -> str:
    """The name that the candidate sees: "Offer letter - Data Engineer - Zoë Müller.pdf"."""
    draft = "draft" if letter.mark else ""
    parts = [f"{letter.kind.capitalize()} letter", safe(letter.job), safe(letter.candidate), draft]
    return " - ".join(filter(None, parts)) + form.suffix


def safe(text: str) -> str:
    """Text as a part of a file name; empty when nothing of it can stay."""
    flat = unicodedata.normalize("NFC", one_line(text))
    flat = _FORBIDDEN.sub("_", flat)
    return _shortened(flat).strip(" .-~")


def _shortened(text: str) -> str:
    if len(text.encode()) <= PART:
        return text
    cut = text.encode()[:PART].decode(errors="ignore")
    while cut and _joins(text[len(cut)]):
        cut = cut[:-1]
    return cut


def _joins(sign: str) -> bool:
    """Whether a sign belongs to the one before it."""
    return bool(unicodedata.combining(sign)) or sign in "\u200c\u200d\ufe0f"


def _is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever its ending."""
    return name.partition(".")[0].strip().casefold() in _RESERVED
