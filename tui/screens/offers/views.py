"""Saved views: open one by its key, save what is shown as one, change and remove them."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from data.errors import NotFound
from data.lists import saved_views
from data.lists.saved_views import View, ViewDraft
from data.values.styled_text import Line, Span
from tui.screens.base.confirm import Confirm
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.screens import Dialog
from tui.text import cells
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import Item, LinesView


class ListState(NamedTuple):
    """What the list shows now: filter and order, as a view keeps them."""

    filter: str
    sort: str
    descending: bool


class ViewsDialog(Dialog[View]):
    """All views; Enter or a view's own key opens it."""

    commands_name = "views"
    CSS_PATH = "../../styles/bulk.tcss"
    AUTO_FOCUS = "#views"

    def __init__(self, shown: ListState) -> None:
        super().__init__()
        self._now = shown
        self._views = saved_views.every_view()

    def compose(self) -> ComposeResult:
        """The views, and the keys."""
        with Vertical(classes="columns-box") as box:
            box.border_title = "Views"
            yield LinesView(id="views")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Show them."""
        self._show(None)

    def _show(self, chosen: int | None) -> None:
        self._views = saved_views.every_view()
        self.query_one(LinesView).show_items(self._make, keep=True, chosen=chosen)
        self.refresh_bindings()

    def _make(self, width: int) -> list[Item]:
        return [Item(_line(view, width), view.id) for view in self._views]

    def on_key(self, event: events.Key) -> None:
        """A view's own key opens it."""
        found = [view for view in self._views if view.key and view.key == event.character]
        if found:
            event.stop()
            self.dismiss(found[0])

    @property
    def has_selection(self) -> bool:
        """Whether there is a view."""
        return bool(self._views)

    def _view(self) -> View:
        key = self.query_one(LinesView).item_key
        if key is None:
            raise NotFound("No view is selected.")
        return saved_views.get(key)

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Open the view."""
        self.dismiss(saved_views.get(event.key))

    def action_new(self) -> None:
        """Save what the list shows as a view."""
        self.app.push_screen(ViewForm(ViewDraft("", "", *self._now)), self._saved)

    def action_edit(self) -> None:
        """Change the view; one that comes with the desk is saved as one's own."""
        view = self._view()
        draft = ViewDraft(view.name, view.key, view.filter, view.sort, view.descending)
        own = view.id if view.id > 0 else None
        self.app.push_screen(ViewForm(draft, own), self._saved)

    def action_remove(self) -> None:
        """Forget the view, after asking."""
        view = self._view()
        saved_views.require_own(view.id)

        def answered(yes: bool | None) -> None:
            if yes:
                saved_views.remove(view.id)
                self._show(None)

        lines = ("The offers that it shows are not touched.",)
        self.app.push_screen(Confirm(f"Remove the view {view.name}", lines, yes="Remove"), answered)

    def _saved(self, view: View | None) -> None:
        if view is not None:
            self._show(view.id)


class ViewForm(FormDialog[View]):
    """A view's name, key and filter; dismissed with the view as stored."""

    def __init__(self, draft: ViewDraft, view_id: int | None = None) -> None:
        super().__init__("Change the view" if view_id else "Save as a view", ())
        self._draft = draft
        self._view_id = view_id

    def compose_more(self) -> ComposeResult:
        """Name, key, filter; the order is that of the list."""
        yield Field("name", "Name", Entry(self._draft.name), required=True)
        hint = f"one of {saved_views.KEYS}"
        yield Field("key", "Key", Entry(self._draft.key), hint=hint, width=6)
        yield Field("filter", "Filter", Entry(self._draft.filter))

    def store(self) -> View:
        """Store the view."""
        entries = {key: self.field(key).text for key in ("name", "key", "filter")}
        return saved_views.save(ViewDraft(**entries, sort=self._draft.sort,
                                    descending=self._draft.descending), self._view_id)  # fmt: skip


def _line(view: View, width: int) -> Line:
    name = max(10, width * 2 // 5)
    order = f" · by {view.sort}" if view.sort else ""
    wording = f"{view.filter or 'everything'}{order}"
    return (
        Span(f"{view.key or ' '}  ", "accent"),
        Span(cells(view.name, name), "strong"),
        Span("  "),
        Span(cells(wording, max(1, width - name - 5)), "muted"),
    )
