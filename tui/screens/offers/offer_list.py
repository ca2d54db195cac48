"""What can be done with the list of offers as a whole: marks, order, columns, views, bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from data.errors import NotAllowed
from data.filters.filter import Filter
from data.records.list_rows import OfferRow
from data.settings import settings
from tui import report, screens
from tui.screens.offer.offer_commands import OfferCommands
from tui.widgets import offer_table
from tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from data.lists.saved_views import View
    from data.lists.sort_order import SortOrder
    from tui.screens.base.picker import Picked
    from tui.widgets.offer_table import ChosenColumn


class OfferListScreen(OfferCommands):
    """A screen around one list of offers, with its filter, its order and its marks."""

    def __init__(self) -> None:
        super().__init__()
        self._job: int | None = None
        self._filter = Filter()
        self._filter_text = ""
        self._order = _order()
        self.chosen_columns = offer_table.chosen(
            tuple(one) for one in settings.get("offer_columns")
        )
        self.table = VirtualTable[OfferRow](
            offer_table.columns(self.chosen_columns), id="offers", classes="pane"
        )
        self._show_order()

    def show_offers(self, keep: int | None) -> None:
        """Read the list again, with the cursor on the offer `keep`."""
        raise NotImplementedError

    def name_list(self) -> None:
        """Say above the list what it shows."""
        raise NotImplementedError

    def set_filter(self, text: str) -> None:
        """Show only what matches; raises FilterError."""
        raise NotImplementedError

    # ------------------------------------------------------------ marks

    @property
    def marked(self) -> tuple[int, ...]:
        """The offers that are marked, shown or not."""
        return tuple(sorted(self.table.marked))

    def meant(self) -> Callable[[], Iterable[int]]:
        """The offers meant by what is done to many: the marked ones, else all listed ones.

        In the order of the list, and read when it is asked for: there may be a million of them.
        """
        from data.lists import offer_list

        marked, what = self.table.marked, (self._job, self._filter, self._order)
        if marked:
            return lambda: _in_order(marked, offer_list.ids(*what))
        return lambda: offer_list.ids(*what)

    def meant_words(self) -> str:
        """What those are, in words; a `+` where the list is still looking for more."""
        if self.table.marked:
            count = len(self.table.marked)
            return f"{count:,} marked {'offer' if count == 1 else 'offers'}"
        count, more = self.counted()
        if count == 1 and not more:
            return "the one listed offer"
        return f"all {count:,}{'+' if more else ''} listed offers"

    def counted(self) -> tuple[int, bool]:
        """How many offers are listed, and whether there may be more."""
        total = getattr(self.table.rows, "total", None)
        return len(self.table.rows), bool(total and total.more)

    def action_mark(self) -> None:
        """Mark the offer under the cursor, or not, and go on to the next."""
        key = self.table.cursor_key
        if key is not None:
            self.table.set_marked(self.table.marked ^ {key})
            self.table.action_cursor_down()
            self.name_list()

    def action_mark_all(self) -> None:
        """Mark all that are listed; when any is marked, none."""
        from itertools import islice

        from data.bulk import bulk_changes as bulk
        from data.lists import offer_list

        if self.table.marked:
            self.table.set_marked(())
        else:
            listed = tuple(islice(offer_list.ids(self._job, self._filter), bulk.MOST + 1))
            if len(listed) > bulk.MOST:
                raise NotAllowed(
                    f"At most {bulk.MOST:,} offers can be marked; narrow the list with / first."
                )
            self.table.set_marked(listed)
        self.name_list()

    # ------------------------------------------------------------ order

    def action_sort(self) -> None:
        """Choose the column by which the list is ordered; the same again turns it round."""
        from tui.widgets.choice import Option

        options = [
            Option(one.id, offer_table.title(one.id), self._way(one.id))
            for one in offer_table.EVERY
        ]
        now = next((one.id for one in offer_table.EVERY if _by(one.id) == self._order.column), None)
        self.app.push_screen(
            screens.Picker("Order the list by", options, value=(now,)), self._sorted
        )

    def _way(self, column_id: str) -> str:
        if _by(column_id) != self._order.column:
            return ""
        return "now; again turns it round"

    def _sorted(self, picked: Picked | None) -> None:
        if picked is not None and picked.values:
            self.sort_by(str(picked.values[0]))

    def on_virtual_table_header_clicked(self, event: VirtualTable.HeaderClicked) -> None:
        """A click on a title orders by it; a second one turns it round."""
        if event.table is self.table:
            with report.reported(self.app):
                self.sort_by(event.column_id)

    def sort_by(self, column_id: str) -> None:
        """Order by a column as people expect it; when it is the order already, turn it round."""
        from data.lists import sorting

        name = _by(column_id)
        if self._order.column == name:
            order = self._order._replace(descending=not self._order.descending)
        else:
            order = sorting.order(name)
        self._set_order(order)

    def _set_order(self, order: SortOrder) -> None:
        self._order = order
        settings.put("offer_order", list(order))
        self._show_order()
        self.show_offers(self.table.cursor_key)

    def _show_order(self) -> None:
        shown = next(
            (one.id for one in offer_table.EVERY if _by(one.id) == self._order.column), None
        )
        self.table.set_sort(shown, descending=self._order.descending)

    # ------------------------------------------------------------ columns

    def action_columns(self) -> None:
        """Choose columns, their order and width."""
        self.app.push_screen(screens.ColumnsDialog(self.chosen_columns), self._columns_chosen)

    def _columns_chosen(self, chosen: tuple[ChosenColumn, ...] | None) -> None:
        if chosen is not None:
            self.chosen_columns = chosen
            usual = chosen == offer_table.usual()
            settings.put("offer_columns", [] if usual else [list(one) for one in chosen])
            self.show_offers(self.table.cursor_key)

    # ------------------------------------------------------------ views

    def action_views(self) -> None:
        """Open a saved view, or save this one."""
        from data.lists.sort_order import NEWEST

        usual = self._order == NEWEST
        sort = "" if usual else self._order.column
        shown = screens.ListState(self._filter_text, sort, self._order.descending)
        self.app.push_screen(screens.ViewsDialog(shown), self._view_chosen)

    def _view_chosen(self, view: View | None) -> None:
        if view is None:
            return
        from data.lists.sort_order import NEWEST, SortOrder
        from data.lists.sorting import COLUMNS

        known = view.sort in COLUMNS
        with report.reported(self.app):
            self._order = SortOrder(view.sort, view.descending) if known else NEWEST
            self._show_order()
            self.set_filter(view.filter)

    # ------------------------------------------------------------ many at once

    def action_bulk(self) -> None:
        """Change all marked or listed offers at once, or take the last such change back."""
        ids = self.meant() if self._has_any else None
        screens.bulk_dialog.choose(self, ids, self.meant_words(), self._changed_many)

    def action_export(self) -> None:
        """Write the marked offers, or all listed ones in their order, into a file."""
        if not self._has_any:
            raise NotAllowed("No offers are listed; show some to export them.")
        screens.export.offers(self, self._to_export(), self.meant_words())

    def _to_export(self) -> Callable[[], Iterable[int] | None]:
        """What is meant; None for the whole desk in its own order, which needs no list of ids."""
        from data.lists import offer_list

        everything = (self._job, self._filter, self._order) == (None, Filter(), offer_list.NEWEST)
        return (lambda: None) if everything and not self.table.marked else self.meant()

    @property
    def _has_any(self) -> bool:
        return bool(len(self.table.rows) or self.table.marked)

    def _changed_many(self, done: bool | None) -> None:
        if done:
            self.table.set_marked(())
            self.reload()

    def action_compare(self) -> None:
        """Two marked offers side by side; else the offer's version and the one before."""
        from data.offers import offers

        if len(self.table.marked) == 2:
            first, second = self.marked
            screens.compare.show_offers(self, first, second)
            return
        if self.table.marked:
            raise NotAllowed("Mark two offers to compare them, or none for the offer's versions.")
        if self.table.cursor_key is not None:
            screens.compare.show_versions(self, offers.get(self.table.cursor_key))


def _by(column_id: str) -> str:
    """The order by a column, as `data.lists.sorting` names it."""
    return offer_table.SORTED_BY.get(column_id, column_id)


def _order() -> SortOrder:
    """The order that was chosen last."""
    from data.lists.sort_order import NEWEST, SortOrder
    from data.lists.sorting import COLUMNS

    stored = settings.get("offer_order")
    if len(stored) == 2 and stored[0] in COLUMNS:
        return SortOrder(str(stored[0]), bool(stored[1]))
    return NEWEST


def _in_order(keys: Iterable[int], listed: Iterable[int]) -> tuple[int, ...]:
    """These offers in the order of the list; what it does not show comes last."""
    wanted = set(keys)
    shown = [one for one in listed if one in wanted]
    return (*shown, *sorted(wanted.difference(shown)))
