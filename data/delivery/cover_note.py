"""The email around a letter: the note it is attached to, who sends it, and the thread it is in."""

import re
from dataclasses import replace

from data.delivery.delivery_records import Covering, DeliverableLetter, FileFormat
from data.letters import rendering
from data.letters.language.words import language_of
from data.offers import offer_letters
from data.people import users
from data.records.offer_records import OfferRecord, VersionRecord
from data.settings import settings
from data.templates import shipped_files, templates

_NAMES = {"offer": "cover_note", "reminder": "cover_note_reminder",
          "withdrawal": "cover_note_withdrawal"}  # fmt: skip
_DOMAIN = re.compile(r"[^@\s]+@([A-Za-z0-9.-]{1,200})")


def covered(letter: DeliverableLetter, offer: OfferRecord, form: FileFormat) -> DeliverableLetter:
    """The letter with what goes around it where it becomes an email; reads the desk."""
    if form is not FileFormat.EML:
        return letter
    version = next(one for one in offer.versions if one.number == letter.version)
    return replace(letter, covering=_covering(offer, version, letter))


def _covering(offer: OfferRecord, version: VersionRecord, letter: DeliverableLetter) -> Covering:
    """What goes around a letter of an offer; a note with something unset in it is left out."""
    kind, sha256, language = letter.kind, letter.sha256, letter.language
    name, email = _sender()
    first = _sent_letter(offer) if kind != "offer" else ""
    return Covering(
        note=_note(offer, version, kind, language),
        sender=name,
        sender_email=email,
        message_id=_message_id(offer, kind, sha256, email),
        answers=_message_id(offer, "offer", first, email) if first else "",
    )


def _note(offer: OfferRecord, version: VersionRecord, kind: str, language: str) -> str:
    """The note as the desk's own clause has it, else as it is shipped in the letter's language."""
    known = templates.clauses()
    name, folder = _NAMES[kind], shipped_files.FOLDERS.get(language_of(language), "")
    source = known.get(f"clauses/our_{name}", known[f"{folder}_clauses/{name}.html"])
    inputs = offer_letters.inputs(version.terms, offer.candidate, offer.job, offer, version.number)
    inputs = replace(inputs, language=language)
    made = rendering.render(source, inputs, known)
    return "" if made.error or made.missing else made.html


def _sender() -> tuple[str, str]:
    """Who sends it: the person at the desk, else the company."""
    user = users.get(users.current().user_id)
    if user.email:
        return f"{user.first_name} {user.last_name}".strip(), user.email
    return settings.get("company_name"), settings.get("company_email")


def _sent_letter(offer: OfferRecord) -> str:
    """The SHA-256 of the letter that the candidate has; empty when none was sent."""
    sent = [version for version in offer.versions if version.was_sent and version.letter]
    newest = max(sent, key=lambda version: version.number, default=None)
    return newest.letter.sha256 if newest is not None and newest.letter is not None else ""


def _message_id(offer: OfferRecord, kind: str, sha256: str, email: str) -> str:
    """The same letter has the same id, so that what answers it later knows it."""
    found = _DOMAIN.fullmatch(email)
    return f"<{kind}-{offer.id}-{sha256[:24]}@{found[1]}>" if found else ""
