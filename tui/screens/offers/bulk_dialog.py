"""One action on many offers: choose it, see what it does to each, do it, take it all back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind, Plan
from data.errors import DataError, NotAllowed
from data.fields import custom_fields
from data.offers import status_changes
from data.records.field_records import FieldRecord
from data.templates import templates
from data.values import clock, dates
from data.values.status import Status
from tui import screens
from tui.commands import key_of
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.picker import Picked, Picker
from tui.screens.base.work import Run, WorkDialog
from tui.screens.offers.bulk_lines import plan_items, progress_line
from tui.text import content
from tui.widgets.auto_height_lines import AutoHeightLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

_KINDS = (
    (Kind.EXPIRY, "Extend expiry", "another last day to accept"),
    (Kind.START, "Change start date", "another first day of work"),
    (Kind.SEND, "Send", "what each lacks is said first"),
    (Kind.WITHDRAW, "Withdraw", "end them, with a reason"),
    (Kind.FIELD, "Set a field", "one value for one custom field"),
    (Kind.TEMPLATE, "Change template", "another letter template"),
)
Ids = Callable[[], Iterable[int]]
"""The offers that are meant, read beside the screen."""
_UNDO = "undo"
_EXPORT, _LETTERS = "export", "letters"
_OUT = (
    (_EXPORT, "Export", "into a file: CSV, Greenhouse, OpenATS …"),
    (_LETTERS, "Letters out", "into a folder: PDF, email drafts …"),
)
_KEEP = (
    Option(1, "stay sent", "as a correction; the letter is frozen again"),
    Option(0, "become drafts", "and have to be sent again"),
)
_SENT = "Sent offers"
TODAY = "today"

DO_IT, SEEN = key_of("bulk", "do_it"), key_of("bulk", "mark")


def choose(
    screen: Screen[None], ids: Ids | None, what: str, done: Callable[[bool | None], None]
) -> None:
    """Ask what to do with these offers (`what` names them), and do it; `done(True)` when done.

    `ids` None: none are listed, only the last action can be taken back.
    """

    def picked(choice: Picked | None) -> None:
        if choice is None or not choice.values:
            return
        if choice.values[0] == _UNDO:
            screen.app.push_screen(BulkDialog(tuple, None, "Take back"), done)
        elif ids is not None and choice.values[0] in (_EXPORT, _LETTERS):
            _out(screen, str(choice.values[0]), ids, what)
        elif ids is not None:
            _ask(screen, Kind(str(choice.values[0])), ids, what, done)

    options = [Option(kind.value, title, note) for kind, title, note in _KINDS] if ids else []
    options += [Option(*one) for one in _OUT] if ids else []
    back = bulk_changes.undoable()
    if back:
        options.append(Option(_UNDO, "Take back", back))
    if not options:
        raise NotAllowed("No offers are listed; show some, or mark some with Space.")
    screen.app.push_screen(Picker(f"With {what}", options), picked)


def _out(screen: Screen[None], how: str, ids: Ids, what: str) -> None:
    """Let these offers, or their letters, out of the desk."""
    if how == _EXPORT:
        screens.export.offers(screen, ids, what)
    else:
        screen.app.push_screen(screens.DeliverManyDialog(ids, what))


def _ask(
    screen: Screen[None],
    kind: Kind,
    ids: Ids,
    what: str,
    done: Callable[[bool | None], None],
) -> None:
    """Ask what the action needs, then show what it would do."""

    def plan(action: Action | None) -> None:
        if action is not None:
            screen.app.push_screen(BulkDialog(ids, action, what), done)

    def with_field(choice: Picked | None) -> None:
        if choice is not None and choice.values:
            chosen = next(one for one in known if one.key == choice.values[0])
            screen.app.push_screen(ActionForm(kind, what, chosen), plan)

    if kind is not Kind.FIELD:
        screen.app.push_screen(ActionForm(kind, what), plan)
        return
    known = custom_fields.all_fields("offer", active_only=True)
    if not known:
        raise NotAllowed("There are no custom fields yet; make one in 4 Fields.")
    options = [Option(one.key, one.name, str(one.type).replace("_", " ")) for one in known]
    screen.app.push_screen(Picker("Which field", options), with_field)


class ActionForm(FormDialog[Action]):
    """What an action needs; dismissed with the action."""

    yes = "Show what happens"

    def __init__(self, kind: Kind, what: str, field: FieldRecord | None = None) -> None:
        title = next(title for one, title, _ in _KINDS if one is kind)
        super().__init__(f"{title}: {what}", ())
        self._kind = kind
        self._field = field

    def compose_more(self) -> ComposeResult:
        """The fields of this kind of action."""
        match self._kind:
            case Kind.EXPIRY:
                yield _day("New expiry date", "+1w")
            case Kind.START:
                yield _day("New start date", "")
            case Kind.SEND:
                yield Field("value", "Sent on", Entry(TODAY), required=True)
                return
            case Kind.WITHDRAW:
                reasons = [Option(one, one) for one in status_changes.reasons(Status.WITHDRAWN)]
                yield Field("reason", "Reason", Choice(reasons), required=True)
                return
            case Kind.TEMPLATE:
                known = [Option(one.id, one.name) for one in templates.all_templates("offer")]
                yield Field("template", "Letter template", Choice(known), required=True)
            case Kind.FIELD:
                from tui.screens.offer.form_fields import custom

                if self._field is not None:
                    yield custom(self._field, None).field
        yield Field("keep", _SENT, Choice(_KEEP, 1, always=True))

    def on_mount(self) -> None:
        """Say at once what the suggested day means."""
        for field in self.query(Field):
            if field.key == "value" and field.on_change is not None:
                field.on_change(field)

    def store(self) -> Action:
        """The action as chosen; raises Invalid when it can be done to no offer at all."""
        action = self._action()
        bulk_changes.check(action)
        return action

    def _action(self) -> Action:
        entered = {field.key: field for field in self.query(Field)}
        keep = bool(entered["keep"].number) if "keep" in entered else False
        match self._kind:
            case Kind.SEND:
                day = entered["value"].text.strip()
                return Action(self._kind, "" if day == TODAY else day)
            case Kind.WITHDRAW:
                return Action(self._kind, reason=entered["reason"].text)
            case Kind.TEMPLATE:
                chosen = entered["template"].number
                return Action(self._kind, template_id=chosen, keep_sent=keep)
            case Kind.FIELD:
                field = next(iter(entered.values()))
                key = self._field.key if self._field else ""
                return Action(self._kind, field.text, key, field.chosen, keep_sent=keep)
        return Action(self._kind, entered["value"].text, keep_sent=keep)


def _day(label: str, usual: str) -> Field:
    """A day, or a step from each offer's own day."""
    hint = "+1w counts from each offer's own day; or a day, such as 24 Dec 2027"
    field = Field("value", label, Entry(usual), required=True, hint=hint)
    field.on_change = _understood
    return field


def _understood(field: Field) -> None:
    """Say under the field which day it is for all, or from where it is counted."""
    try:
        day = dates.parse_date(field.text, clock.today())
    except dates.DateError:
        field.set_note(field.hint)
        return
    is_step = field.text.strip().startswith(("+", "-"))
    each = "from each offer's own day, or from today where that is past"
    field.set_note(each if is_step else dates.understood(day))


class BulkDialog(WorkDialog[bool]):
    """What an action does to each offer; ctrl+s does it. Without an action: takes the last back."""

    commands_name = "bulk"
    CSS_PATH = "../../styles/bulk.tcss"
    AUTO_FOCUS = "#plan"

    def __init__(self, ids: Ids, action: Action | None, what: str) -> None:
        super().__init__()
        self._ids = ids
        self._action = action
        self._title = (
            f"{bulk_changes.title(action)} · {what}"
            if action
            else f"Take back: {bulk_changes.undoable()}"
        )
        self.plan: Plan | None = None
        self._seen: frozenset[str] = frozenset()
        self._is_done = False

    def compose(self) -> ComposeResult:
        """What happens to each, and how far it is."""
        with Vertical(classes="bulk-box") as box:
            box.border_title = content(self._title)
            yield FormNotice()
            yield LinesView(id="plan", empty="Looking at the offers …")
            yield StaticLines(id="bulk-state")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Look at once at what would happen."""
        if self._action is not None:
            self.start("looking at", partial(_plan, self._ids, self._action))
        else:
            how = "takes it back: versions and statuses are restored, offer by offer."
            self._say(f"{DO_IT} {how}")

    @property
    def can_do_it(self) -> bool:
        """Whether it was looked at, and is not done yet."""
        is_ready = self._action is None or bool(self.plan and self.plan.done)
        return is_ready and not self.is_working and not self._is_done

    def action_do_it(self) -> None:
        """Do it to all that do not refuse, all of it or nothing of it."""
        if self._action is None:
            self.start("taking back", _undo)
        else:
            planned = tuple(item.offer_id for item in self.plan.items) if self.plan else ()
            seen = self.plan.shown(self._seen) if self.plan else frozenset()
            action = replace(self._action, seen=seen)
            self.start("changing", partial(_change, planned, action))

    @property
    def can_tick(self) -> bool:
        """Whether there is something to be seen first."""
        return bool(self.plan and self.plan.kinds) and not self.is_working and not self._is_done

    def action_tick(self) -> None:
        """Say that what is under the cursor was seen for every offer, or not after all."""
        at = self.query_one("#plan", LinesView).item_key
        if self.plan is not None and at is not None and at < len(self.plan.kinds):
            self._seen ^= {self.plan.kinds[at].rule}
            self.plan = self.plan.passing(self._seen)
            self._show_plan(keep=True)

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter, or a double click, says it too."""
        if self.can_tick:
            self.action_tick()

    def action_back(self) -> None:
        """Leave; says whether anything was done."""
        if self.is_working:
            super().action_back()
        else:
            self.dismiss(self._is_done or None)

    # ------------------------------------------------------------ what the thread says

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.query_one("#bulk-state", AutoHeightLines).show_lines(
            [progress_line(self.doing, done, total)]
        )

    def show_result(self, result: Plan | bulk_changes.Run) -> None:
        """The plan, or what was done."""
        found = result if isinstance(result, Plan) else result.plan
        is_plan = isinstance(result, Plan) and self.plan is None and self._action is not None
        self.plan = found
        self._is_done = not is_plan
        self._show_plan()
        if self._is_done:
            key = key_of("offers", "bulk")
            again = f" {key} takes it back as one." if self._action is not None else ""
            self._say(f"Done: {len(found.done):,} changed, {len(found.refused):,} left.{again}")

    def _show_plan(self, *, keep: bool = False) -> None:
        """What happens to each, and how many that are."""
        if self.plan is None:
            return
        make = partial(plan_items, self.plan, self._seen, is_done=self._is_done)
        self.query_one("#plan", LinesView).show_items(make, keep=keep)
        if not self._is_done:
            many = len(self.plan.done)
            what = f"{DO_IT} does this to {many:,}." if many else "There is nothing to do yet."
            unseen = any(item.refusal for item in self.plan.items if item.warned)
            self._say(what + (f" {SEEN} marks what was seen." if unseen else ""))
        self.refresh_bindings()

    def show_failure(self, error: DataError | None) -> None:
        """Nothing was changed."""
        wording = error.text if error is not None else "Stopped. Nothing was changed."
        self.query_one(FormNotice).say(wording)
        self._say("")
        self.query_one("#plan", LinesView).set_empty("Nothing was changed.")

    def _say(self, text: str) -> None:
        from data.values.styled_text import Span

        self.query_one("#bulk-state", AutoHeightLines).show_lines([(Span(text, "muted"),)])


def _plan(ids: Ids, action: Action, run: Run) -> Plan:
    return bulk_changes.plan(ids(), action, run)


def _change(ids: tuple[int, ...], action: Action, run: Run) -> bulk_changes.Run:
    return bulk_changes.run(ids, action, progress=run)


def _undo(run: Run) -> Plan:
    return bulk_changes.undo(progress=run)
