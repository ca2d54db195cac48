"""How a filter is answered, as SQL: conditions, and a plan of which index says what.

Apart from what makes them (data.filters.offer_conditions), because the first screen has no filter.
"""

from __future__ import annotations

from typing import NamedTuple


class IdBound:
    """Stands among the arguments for the smallest or largest id that is looked at."""


LOWEST, HIGHEST = IdBound(), IdBound()
Argument = str | int | float | None | IdBound


class SqlCondition(NamedTuple):
    """A condition with its arguments."""

    where: str = "1"
    args: tuple[Argument, ...] = ()

    @property
    def is_always(self) -> bool:
        """Whether every row passes."""
        return self.where == "1"


class IndexHint(NamedTuple):
    """Something that holds for whatever passes and that an index answers: `FROM` and `WHERE`."""

    table: str
    sql: SqlCondition


class FilterPlan(NamedTuple):
    """How a filter is answered: standings (None: any), a query of the search index, the rest.

    When one of the probes finds only a few offers, nothing else needs to be looked at. `before`
    and `since` are the moments of creation between which all lies; `job` finds the ids of jobs;
    `is_flagged` says that everything is.
    """

    standings: frozenset[str] | None = None
    match: str = ""
    rest: SqlCondition = SqlCondition()
    probes: tuple[IndexHint, ...] = ()
    before: str | None = None
    since: str | None = None
    job: SqlCondition | None = None
    is_flagged: bool = False

    def narrowed(self, only: SqlCondition, hint: IndexHint | None) -> FilterPlan:
        """The same of those that pass a condition, too, which an index may answer."""
        where = only.where if self.rest.is_always else f"({self.rest.where}) AND ({only.where})"
        rest = SqlCondition(where, (*self.rest.args, *only.args))
        return self._replace(rest=rest, probes=(*self.probes, *([hint] if hint else [])))

    @property
    def is_counted(self) -> bool:
        """Whether totals come from the counters, because only the standing is asked for."""
        return not self.match and self.rest.is_always
