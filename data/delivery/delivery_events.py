"""Records deliveries in the history: which letter, as what, when, by whom, with its hash."""

from data.delivery import deliverable_letter
from data.delivery.delivery_records import DeliverableLetter, FileFormat
from data.offers import exported_letter
from data.people import users
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction

LETTER = exported_letter.EXPORTED
"""The kind of the event."""
READ = "opened in the browser"
"""How a letter is looked at without leaving the desk."""


def record(
    letter: DeliverableLetter, form: FileFormat, how: str = "", actor: Actor | None = None
) -> None:
    """Say in the offer's history that a file of this letter was made, or `how` it was opened.

    Its SHA-256 proves later what a withdrawal or reminder said, which no version freezes. No name
    and no path is kept. `forced` marks a letter that should not go out as it is.
    """
    with transaction():
        events.record(
            events.OFFER,
            letter.offer_id,
            LETTER,
            actor or users.current(),
            version=letter.version,
            text=f"{letter.kind} letter {how or f'as {form.words}'}",
            forced=bool(deliverable_letter.refusal(letter)),
            details={
                "kind": letter.kind,
                "form": form.value,
                "sha256": letter.sha256,
                "template": letter.template_id,
                "revision": letter.revision,
                "as_sent": letter.is_frozen,
                "day": letter.day.isoformat() if letter.day and how != READ else None,
            },
        )
