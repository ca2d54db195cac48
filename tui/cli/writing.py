"""What the sub-commands that change the desk share: for whom, whether at all, and the answer."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from data.errors import Invalid, NotFound
from data.values.text import one_line
from tui.cli.open_desk import open_desk, print_lines, say

if TYPE_CHECKING:
    from data.records.user_records import Actor

Document = dict[str, Any]
Answer = tuple[str, Callable[[], Document]]
"""What was done in words, and as a document."""


def run(args: argparse.Namespace, change: Callable[[Actor], Answer]) -> int:
    """Make the change and print what it says; with `--dry-run` nothing of it stays.

    0 when it was done, 1 when rules forbid it: each mistake on a line, or by field as JSON.
    """
    with open_desk(args.path):
        from data.storage.database import rehearsal, transaction

        try:
            with rehearsal() if args.dry_run else transaction():
                words, document = change(_actor(args.on_behalf_of))
                lead = "Would be done: " if args.dry_run else ""
                lines = [_json(document())] if args.json else [f"{lead}{one_line(words)}"]
        except Invalid as error:
            return _refused(error, as_json=args.json)
    print_lines(lines)
    return 0


def _refused(error: Invalid, *, as_json: bool) -> int:
    """Every mistake with its field, in the shape of the references when JSON is asked for."""
    if as_json:
        found = [{"field": one.field, "message": one.text} for one in error.problems]
        print_lines([_json({"message": "Validation error", "errors": found})])
        return 1
    for problem in error.problems:
        _, _, warning = problem.field.partition("warnings.")
        how = f" (--seen {warning})" if warning else ""
        say(f"offerdesk: {one_line(problem.text)}{how}")
    return 1


def _json(document: Document) -> str:
    from data.offers import json_documents

    return json_documents.dumps(document)


def _actor(on_behalf_of: str | None) -> Actor:
    """Who acts, and for whom; raises NotFound for a name that nobody, or several people, have."""
    from data.people import users
    from data.records.user_records import Actor

    current = users.current()
    if on_behalf_of is None:
        return current
    wanted = on_behalf_of.strip().casefold()
    found = [
        user
        for user in users.everyone()
        if wanted in (user.name.casefold(), user.email.casefold(), str(user.id))
    ]
    if len(found) != 1:
        many = "Several people are" if found else "Nobody is"
        raise NotFound(f"{many} called {one_line(on_behalf_of)} at this desk.")
    return Actor(current.user_id, found[0].id if found[0].id != current.user_id else None)
