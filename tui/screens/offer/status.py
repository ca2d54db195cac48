"""The one dialog that moves an offer: what is possible, what is missing, what has to be asked."""

from __future__ import annotations

from typing import Any, Self

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region

from data.drafts.entry_reader import EntryReader
from data.errors import DataError, Invalid, NotAllowed, Problem
from data.offers import offers, pay_standing, send_checks, status_changes
from data.people import users
from data.records.attachment_records import AttachmentKind
from data.records.offer_records import OfferRecord
from data.records.offer_warnings import OfferWarning
from data.records.status_records import AcceptChoices, MoveDraft, MoveOption
from data.records.typed_records import About, Typed, TypedPlace
from data.values import clock
from data.values.status import DECIDED, Status
from tui import folders, report, screens
from tui.commands import key_of
from tui.screens.base.confirm import Leave
from tui.screens.base.keeps_typed import KeepsTyped, put_fields, typed_fields
from tui.screens.base.screens import Dialog
from tui.screens.offer import status_lines
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, ButtonLines, CheckboxLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView
from tui.widgets.path_entry import PathEntry

_MOVE = "to"
_WORDS = ("text", "why", "signed_copy")
"""What is typed and would be lost."""
TODAY, NOW = "today", "now"
SIGNED_LATER = "a file to keep with the offer; it can be attached later, too"
NEEDS_REASON = "An exception asks for a reason."


class StatusDialog(Dialog[OfferRecord | None], KeepsTyped[OfferRecord | None]):
    """Moves an offer, and gives the offer as it is then; None when it was left as it was."""

    commands_name = "status"
    BINDINGS = [
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]
    CSS_PATH = "../../styles/status.tcss"
    AUTO_FOCUS = "#moves"

    def __init__(self, offer: OfferRecord) -> None:
        super().__init__()
        self._forced = self._edited = False
        self.letter_is_next = False
        self._seen: set[OfferWarning] = set()
        self._read(offer)
        self._ticked = {
            status_lines.HIRE,
            status_lines.CLOSE_OPENING,
            status_lines.WITHDRAW_OTHERS,
        }
        behalf = users.current().on_behalf_of_id
        self._on_behalf_of = "" if behalf is None else users.get(behalf).name

    def _read(self, offer: OfferRecord) -> None:
        """What is possible with the offer as it is."""
        self._offer = offer
        self._moves = status_changes.options(offer.id)
        self._options = status_lines.shown_moves(self._moves, forced=self._forced)
        self._standing = pay_standing.of_offer(offer)

    def compose(self) -> ComposeResult:
        """The moves, the questions of the chosen one, the line that does it, taking back."""
        with Vertical(id="status-box"):
            yield FormNotice()
            with VerticalScroll(id="status-body", can_focus=False):
                yield StaticLines(id="about")
                yield AutoHeightLines(id="moves", on_item=self._chosen)
                with Vertical(id="questions"):
                    yield ButtonLines(id="seen")
                    yield CheckboxLines(id="ticks")
                    yield Field("sent_at", "Sent on", Entry(TODAY))
                    yield Field("reason", "Reason", Choice())
                    yield Field("text", "In words", Entry())
                    yield Field("why", "Reason", Entry(), required=True, hint=NEEDS_REASON)
                yield ButtonLines(id="do")
                yield Field("decided_at", "When", Entry(NOW))
                yield Field("signed_copy", "Signed copy", PathEntry(), hint=SIGNED_LATER)
                yield StaticLines(id="undo")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Show the moves; the first one that is possible is chosen."""
        self._fields = {field.key: field for field in self.query(Field)}
        for field in self._fields.values():
            field.on_change = self._changed
        self._start = {key: field.value for key, field in self._fields.items()}
        self._show_about()
        if self._moves.can_undo:
            line = status_lines.undo_line(self._moves.can_undo)
            self._view("undo").show_lines([(), line])
        self._view("undo").display = bool(self._moves.can_undo)
        self._show_moves(0)

    def _show_about(self) -> None:
        offer, behalf, standing = self._offer, self._on_behalf_of, self._standing
        self._view("about").show(lambda width: status_lines.about(offer, behalf, width, standing))

    def _view(self, name: str) -> AutoHeightLines:
        return self.query_one(f"#{name}", AutoHeightLines)

    # ------------------------------------------------------------ the moves

    def _show_moves(self, chosen: int | None) -> None:
        options, forced = self._options, self._forced
        self._view("moves").show_items(
            lambda width: status_lines.move_items(options, forced, width), keep=True, chosen=chosen
        )
        self._ask()

    @property
    def _option(self) -> MoveOption | None:
        """The chosen move."""
        at = self._view("moves").item_key
        return self._options[at] if at is not None and at < len(self._options) else None

    @property
    def _is_blocked(self) -> bool:
        option = self._option
        return option is None or (bool(option.missing) and not option.forced)

    def _chosen(self, at: int) -> None:
        if self.is_mounted:
            self._ask()

    def _ask(self) -> None:
        """Show what the chosen move asks; what was entered for another one stays there."""
        option, offer = self._option, self._offer
        self.query_one(FormNotice).say("")
        self.query_one("#status-box").border_title = content(status_lines.title(offer, option))
        to = None if self._is_blocked or option is None else option.to
        forced = option is not None and option.forced
        reasons = status_changes.reasons(to) if to is not None else ()
        self._show_seen()
        self._show_ticks(to is Status.ACCEPTED)
        self._fields["sent_at"].display = to is Status.SENT
        self._fields["decided_at"].display = to in DECIDED
        self._fields["signed_copy"].display = to is Status.ACCEPTED and not self._has_signed_copy
        self._fields["signed_copy"].set_note(SIGNED_LATER)
        self._fields["reason"].display = bool(reasons)
        self._fields["text"].display = bool(reasons)
        self._fields["why"].display = forced and not reasons
        self._fields["why"].set_note(NEEDS_REASON)
        self._offer_reasons(reasons, forced=forced)
        self._view("do").show_items(lambda width: status_lines.do_items(offer, option, width))
        self._view("do").display = to is not None
        self._read_dates()
        self.refresh_bindings()

    def _show_seen(self) -> None:
        """What has to be seen before the chosen move, when it is possible at all."""
        option, view, ticked = self._option, self._view("seen"), self._has_seen
        view.show_items(
            lambda width: status_lines.seen_items(option, ticked=ticked, width=width), keep=True
        )
        view.display = option is not None and bool(option.warnings) and not self._is_blocked

    @property
    def _has_signed_copy(self) -> bool:
        """Whether the offer has a signed copy of its version already."""
        return any(
            one.kind is AttachmentKind.SIGNED and one.version in (None, self._offer.version)
            for one in self._offer.attachments
        )

    @property
    def _has_seen(self) -> bool:
        """Whether all that has to be seen before the chosen move was ticked."""
        return self._option is None or self._seen.issuperset(self._option.warnings)

    def _show_ticks(self, asked: bool) -> None:
        view, offer, found, ticked = self._view("ticks"), self._offer, self._moves, self._ticked
        view.show_items(
            lambda width: status_lines.tick_items(offer, found, ticked, width), keep=True
        )
        view.display = asked
        view.can_focus = status_lines.can_tick(offer, found)

    def _offer_reasons(self, reasons: tuple[str, ...], *, forced: bool) -> None:
        """The list of reasons of the chosen move."""
        field = self._fields["reason"]
        if isinstance(field.control, Choice) and reasons:
            field.control.set_options([Option(reason, reason) for reason in reasons])
            if field.text not in reasons:
                field.control.set_value(None)
        field.required = forced
        field.set_note(NEEDS_REASON if forced else "")
        field.refresh()

    def on_lines_view_item_highlighted(self, event: LinesView.ItemHighlighted) -> None:
        """Keep the line under the cursor in view."""
        view = event.view
        if isinstance(view, AutoHeightLines):
            lines = [at for at, item in enumerate(view.made) if item.key == event.key]
            if lines:
                body = self.query_one("#status-body", VerticalScroll)
                top = view.virtual_region.y + lines[0]
                body.scroll_to_region(
                    Region(0, top, 1, len(lines)), animate=False, force=True, top=False
                )

    # ------------------------------------------------------------ keys and mouse

    def action_to(self, word: str) -> None:
        """Choose a move by its letter, and go on to what it asks."""
        at = next((at for at, option in enumerate(self._options) if option.to == word), None)
        if at is None:
            raise NotAllowed(
                f"A {self._offer.status} offer becomes {word} only as an exception: "
                f"{key_of('status', 'force')}, with a reason."
            )
        self._view("moves").focus()
        self._view("moves").choose(at)
        if self._is_blocked:
            self.action_choose()
        else:
            self._go_on()

    def action_force(self) -> None:
        """Show the moves that ask for a reason, or hide them again."""
        self._forced = not self._forced
        self._options = status_lines.shown_moves(self._moves, forced=self._forced)
        first = next((at for at, option in enumerate(self._options) if option.forced), 0)
        self._view("moves").focus()
        self._show_moves(first)

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter: on a move to its questions, on a box to tick it, on the last line does it."""
        if event.view.id == "moves" and self._asks_nothing:
            self.action_choose()
        elif event.view.id == "moves":
            self._go_on()
        elif event.view.id == "seen":
            self._tick_seen()
        elif event.view.id == "ticks":
            self._ticked ^= {event.key}
            self._show_ticks(True)
        else:
            self.action_choose()

    def _tick_seen(self) -> None:
        """The warnings of the chosen move were seen, or not after all."""
        found = self._option.warnings if self._option else ()
        change = self._seen.difference_update if self._has_seen else self._seen.update
        change(found)
        self._show_seen()
        if self._has_seen:
            self.focus_next()

    @property
    def _asks_nothing(self) -> bool:
        option = self._option
        return self._is_blocked or (
            option is not None and option.to is Status.PENDING and not option.forced
        )

    def _go_on(self) -> None:
        """To the first question, or to the line that does it; they are shown by then."""
        self.before_next_key(self.focus_next)

    @property
    def can_undo_status(self) -> bool:
        """Whether the last change can be taken back."""
        return bool(self._moves.can_undo)

    # ------------------------------------------------------------ kept aside

    def typed_for(self) -> TypedPlace:
        """The offer."""
        title = f"Status of {self._offer.candidate_name}'s offer"
        return TypedPlace("StatusDialog", title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The moves that are possible today."""
        return cls(offers.get(place.about.offer_id or 0))

    def typed(self) -> tuple[Typed, ...]:
        """The words, with the move that they are for."""
        option = self._option
        if option is None or not any(self._entered(key) for key in _WORDS):
            return ()
        move = Typed(_MOVE, "Move", None, str(option.to), f"{option.to}")
        shown = (field for field in self._fields.values() if field.display)
        return (move, *typed_fields(shown, self._start))

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Choose the move, and fill in what it asks; one that cannot be made asks for force."""
        to = next((one.value for one in entries if one.key == _MOVE), "")
        if not any(option.to == to for option in self._options):
            self.action_force()
        at = next((at for at, option in enumerate(self._options) if option.to == to), 0)
        self._view("moves").choose(at)
        self._ask()
        return put_fields(self._fields, self._start, entries)

    def say_typed(self, sentence: str) -> None:
        """Say it above the moves."""
        self.query_one(FormNotice).mention(sentence)

    # ------------------------------------------------------------ doing it

    def _changed(self, field: Field) -> None:
        if field.key in ("sent_at", "decided_at"):
            self._read_dates()

    def _read_dates(self) -> None:
        """Say how the dates were understood."""
        reading = EntryReader(clock.today())
        sent, decided = self._fields["sent_at"], self._fields["decided_at"]
        reading.past_day(sent.key, sent.label, sent.text or TODAY)
        self._say_date(sent, reading)
        reading.problems.clear()
        if self._entered("decided_at"):
            reading.past_moment(decided.key, decided.label, decided.text)
            self._say_date(decided, reading)
        else:
            decided.set_note("the day, and the time if you like: 27 nov 14:30")

    def _say_date(self, field: Field, reading: EntryReader) -> None:
        if reading.problems:
            field.set_problem(reading.problems[0])
        else:
            field.set_note(reading.understood[field.key])

    def action_choose(self, *, with_letter: bool = False) -> None:
        """Make the chosen move; what is wrong is said in its place."""
        self.letter_is_next = with_letter
        option = self._option
        if option is None:
            return
        if self._is_blocked:
            self.query_one(FormNotice).say("It cannot be sent yet: see what is missing below.")
            return
        if not self._has_seen:
            self.query_one(FormNotice).say("Say first that you have seen what is below.")
            self._view("seen").focus()
            return
        try:
            after = status_changes.move(self._offer.id, self._draft(option))
        except Invalid as error:
            self._show_problems(error.problems)
        except DataError as error:
            report.log.info("%s: %s", error.title, error.text)
            self.query_one(FormNotice).say(f"{error.title}: {error.text}")
        else:
            self.dismiss(after)

    @property
    def is_sending(self) -> bool:
        """Whether the chosen move sends the offer, and can be made."""
        return not self._is_blocked and self._option is not None and self._option.to is Status.SENT

    def action_choose_and_write(self) -> None:
        """Send it; its letter is let out next."""
        self.action_choose(with_letter=True)

    def _draft(self, option: MoveOption) -> MoveDraft:
        signed = self._entered("signed_copy")
        return MoveDraft(
            to=option.to,
            reason=self._entered("reason"),
            text=self._entered("text") or self._entered("why"),
            force=option.forced,
            signed_copy=folders.expanded(signed) if signed else None,
            seen=frozenset(one.rule for one in self._seen.intersection(option.warnings)),
            sent_at=self._entered("sent_at"),
            decided_at=self._entered("decided_at"),
            accept=AcceptChoices(
                hire=status_lines.HIRE in self._ticked,
                close_opening=status_lines.CLOSE_OPENING in self._ticked,
                withdraw_others=status_lines.WITHDRAW_OTHERS in self._ticked,
            ),
        )

    def _entered(self, key: str) -> str:
        """What a field that is asked holds."""
        field = self._fields[key]
        text = field.text.strip() if field.display else ""
        return "" if key == "decided_at" and text == NOW else text

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Each problem at its field; the others above."""
        elsewhere = []
        for problem in problems:
            field = self._fields.get(problem.field)
            if problem.field == "reason" and self._fields["why"].display:
                field = self._fields["why"]
            if field is None or not field.display:
                elsewhere.append(problem.text)
                continue
            field.set_problem(problem)
            field.focus_control()
        self.query_one(FormNotice).say("\n".join(elsewhere))

    def action_edit(self) -> None:
        """Go to the first thing missing, in form or settings; then go on with what was saved."""
        option = self._option
        found = [one.field for one in option.missing] if option else []
        found += [one.field for one in option.warnings] if option else []
        if option and option.missing and send_checks.is_of_settings(option.missing[0]):
            self.app.push_screen(screens.SettingsScreen(found[0]), self._after_settings)
            return
        if found[:1] == ["approval"]:
            self.app.push_screen(screens.approvals.dialog(self._offer), self._after_approval)
            return
        field = "template" if found[:1] == ["letter"] else next(iter(found), "")
        screens.offer_actions.edit(self, self._offer, self._after_edit, focus=field)

    def _after_settings(self, saved: bool | None) -> None:
        self._after_edit(self._offer.id if saved else None)

    def _after_approval(self, offer: OfferRecord | None) -> None:
        self._after_edit(offer.id if offer else None)

    def _after_edit(self, offer_id: int | None) -> None:
        if offer_id is None:
            return
        self._edited = True
        self._seen.clear()
        at = self._view("moves").item_key
        self._read(offers.get(offer_id))
        self._show_about()
        self._show_moves(at if at is not None and at < len(self._options) else 0)

    def action_back(self) -> None:
        """Leave the status as it is; words that were typed are asked about first."""
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            self._leave()

    @property
    def has_unsaved(self) -> bool:
        """Whether words were typed."""
        return any(self._entered(key) for key in _WORDS)

    def ask_to_leave(self) -> None:
        """Do it, discard the words, or stay."""
        lines = ("What you entered is not saved yet.",)
        title = f"Leave without doing it? {self._offer.candidate_name}'s offer"
        self.app.push_screen(Leave(title, lines), self._left)

    def _left(self, word: str | None) -> None:
        if word == "save":
            self.action_choose()
        elif word == "discard":
            self._leave()

    def _leave(self) -> None:
        self.dismiss(self._offer if self._edited else None)

    def action_undo_status(self) -> None:
        """Take back the last change of status."""
        self.dismiss(status_changes.undo(self._offer.id))
