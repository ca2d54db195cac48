"""Putting a version up for approval, and writing down what those who were asked said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from textual.app import App, ComposeResult
from textual.binding import Binding

from data.drafts import approval_steps
from data.errors import NotFound
from data.offers import approvals, offers
from data.records.approval_records import (
    STATE_WORDS,
    AnswerDraft,
    ApprovalRecord,
    ApprovalState,
    ApproverRecord,
    AskDraft,
)
from data.records.attachment_records import AttachmentKind
from data.records.offer_records import OfferRecord
from data.records.typed_records import About, TypedPlace
from tui import folders
from tui.commands.command import Command
from tui.screens.base.confirm import answer
from tui.screens.base.form_dialog import FormDialog
from tui.text import when
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry
from tui.widgets.path_entry import PathEntry

NOW = "now"
BESIDE, IN_ORDER, YES, NO = 0, 1, 1, 0
_YES_OR_NO: dict[int | None, bool] = {YES: True, NO: False}


def dialog(offer: OfferRecord) -> AskDialog | AnswerDialog:
    """What somebody said where others were asked by name, else whom to ask."""
    known = offer.approval
    return AnswerDialog(offer) if known is not None and known.steps else AskDialog(offer)


class AskDialog(FormDialog[OfferRecord]):
    """Whom the current version is put up to; dismissed with the offer as it is then."""

    yes = "Ask"

    def __init__(self, offer: OfferRecord) -> None:
        about = f"Version {offer.version} · {offer.job_title}"
        lines = (about, "A step a line: Ana Ruiz, Ben Ode (both), or 1 of Ana Ruiz, Ben Ode.")
        super().__init__(f"Put {offer.candidate_name}'s offer up for approval", lines)
        self._offer = offer

    def compose_more(self) -> ComposeResult:
        """Who, in which order, and what they were told; as last time, or as usual."""
        draft = _as_before(self._offer)
        yield Field("steps", "Who is asked", LongEntry(draft.steps), required=True)
        order = (Option(BESIDE, "beside each other"), Option(IN_ORDER, "one after the other"))
        yield Field("in_order", "Steps", Choice(order, int(draft.in_order), always=True))
        yield Field("note", "Note", LongEntry(), hint="what they were told; kept with it")

    def typed_for(self) -> TypedPlace:
        """The offer."""
        return TypedPlace("AskDialog", self._title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The offer as it is today."""
        return cls(offers.get(place.about.offer_id or 0))

    def store(self) -> OfferRecord:
        """Ask them."""
        in_order = self.field("in_order").number == IN_ORDER
        steps, note = self.field("steps").text, self.field("note").text
        draft = AskDraft(steps, in_order, note, self._offer.version)
        return approvals.ask(self._offer.id, draft)


class AnswerDialog(FormDialog[OfferRecord]):
    """What somebody said who was asked; dismissed with the offer as it is then."""

    BINDINGS = [
        Binding("ctrl+n", "ask_anew", "Ask anew", show=False),
        Binding("ctrl+r", "take_back", "Take back", show=False),
    ]
    complaints = "who"

    def __init__(self, offer: OfferRecord) -> None:
        super().__init__(f"Approval of {offer.candidate_name}'s offer", _standing(offer))
        self._offer = offer

    def answers(self) -> Sequence[Command]:
        """Save, ask others, take the request back, or leave it."""
        save, leave = super().answers()
        return (
            save,
            answer("ask_anew", "Ask anew", "ctrl+n"),
            answer("take_back", "Take back", "ctrl+r"),
            leave,
        )

    def compose_more(self) -> ComposeResult:
        """Who, yes or no, when, and their words."""
        known = _known(self._offer)
        everyone = {one.name: one for step in known.steps for one in step.approvers}
        waits = next(iter(known.waits_for), next(iter(everyone), ""))
        people = [Option(name, name, _answered(one)) for name, one in everyone.items()]
        answers = (Option(YES, "approves it"), Option(NO, "does not approve it"))
        yield Field("who", "Who", Choice(people, waits), required=True)
        yield Field("answer", "Says", Choice(answers, YES), required=True)
        yield Field("when", "When", Entry(NOW), hint="such as yesterday, or 27 nov 14:30")
        yield Field("note", "Their words", LongEntry(), hint="such as the text of their mail")
        yield Field("mail", "Their mail", PathEntry(), hint="a file that is kept with the version")

    def typed_for(self) -> TypedPlace:
        """The offer."""
        return TypedPlace("AnswerDialog", self._title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The offer as it is today; raises NotFound when nobody is asked any more."""
        offer = offers.get(place.about.offer_id or 0)
        _known(offer)
        return cls(offer)

    def store(self) -> OfferRecord:
        """Write down what was said."""
        when, mail = self.field("when").text.strip(), self.field("mail").text.strip()
        draft = AnswerDraft(
            self.field("who").text,
            _YES_OR_NO.get(self.field("answer").number),
            self.field("note").text,
            "" if when == NOW else when,
            self._offer.version,
            folders.expanded(mail) if mail else None,
        )
        return approvals.answer(self._offer.id, draft)

    def action_ask_anew(self) -> None:
        """Ask others, in its place."""
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            self.app.push_screen(AskDialog(self._offer), self._asked)

    def _asked(self, after: OfferRecord | None) -> None:
        if after is not None:
            self.dismiss(after)

    def action_take_back(self) -> None:
        """The version is not put up any more; what was said stays in the history."""
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            self.dismiss(approvals.take_back(self._offer.id))


def _as_before(offer: OfferRecord) -> AskDraft:
    """Whom the offer was put up to the last time; without one, whom the settings name."""
    last = next((one for one in reversed(offer.approvals) if one.steps), None)
    if last is None:
        return approvals.usual()
    return AskDraft(approval_steps.text_of(last.steps), last.in_order)


def _known(offer: OfferRecord) -> ApprovalRecord:
    if offer.approval is None:
        raise NotFound("Nobody is asked to approve this version any more.")
    return offer.approval


def _standing(offer: OfferRecord) -> tuple[str, ...]:
    """How it stands, step by step."""
    known = _known(offer)
    order = " in order" if known.in_order and len(known.steps) > 1 else ""
    steps = (
        f"{at}. {approval_steps.words(step)}: {STATE_WORDS[step.state]}"
        for at, step in enumerate(known.steps, 1)
    )
    head = f"Version {known.version}: {known.words}{order}"
    mails = [
        one.name for one in offer.attachments
        if (one.kind, one.version) == (AttachmentKind.MAIL, known.version)
    ]  # fmt: skip
    kept = [f"Kept with it: {', '.join(mails)}"] if mails else []
    return (head, *steps, *kept, *(["", known.note] if known.note else []))


def _answered(one: ApproverRecord) -> str:
    if one.answer is None or one.answered_at is None:
        return ""
    word = STATE_WORDS[ApprovalState(one.answer)]
    return f"{word}, {when(one.answered_at)}"
