"""What the sub-commands that change the desk share: for whom, whether at all, and the answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import Invalid, Problem
from data.values.text import one_line
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, print_lines, say

if TYPE_CHECKING:
    from data.records.user_records import Actor

Document = dict[str, Any]
Answer = tuple[str, Callable[[], Document]]
"""What was done in words, and as a document."""


def run(
    args: argparse.Namespace, change: Callable[[Actor], Answer], takes: tuple[str, ...] = ()
) -> int:
    """Make the change and print what it says; with `--dry-run` nothing of it stays.

    `takes` are the options that a JSON object may say too. What the change needs of standard input
    is read before: other windows wait for its end.
    0 when it was done, 1 when rules forbid it: each mistake on a line, or by field as JSON.
    """
    if takes and args.json:
        try:
            _take(args, takes)
        except Invalid as error:
            return _refused(error, as_json=True)
    with open_desk(args.path, on_behalf_of=args.on_behalf_of):
        from data.people import users
        from data.storage.database import rehearsal, transaction

        try:
            with rehearsal() if args.dry_run else transaction():
                words, document = change(users.current())
                lead = "Would be done: " if args.dry_run else ""
                as_json = args.json is not None
                lines = [_json(document())] if as_json else [f"{lead}{one_line(words)}"]
        except Invalid as error:
            return _refused(error, as_json=args.json is not None)
    print_lines(lines)
    return 0


def entered(args: argparse.Namespace) -> Document:
    """What is handed in, as a file or standard input and as options; the options win.

    Raises Usage for what is no JSON object.
    """
    document = _read(args.json) if args.json else {}
    for name, value in vars(args).items():
        key = name.removeprefix("enter_")
        if key != name and value is not None:
            document[key] = None if value == "" else value
    found = _fields(getattr(args, "fields", []))
    if found:
        given = document.get("fields") or {}
        if not isinstance(given, dict):
            raise Usage("fields: expected an object of custom fields by their keys.")
        document["fields"] = {**given, **found}
    return document


def _take(args: argparse.Namespace, names: tuple[str, ...]) -> None:
    """Put what a document says into the options that were not given.

    Raises Invalid with every key that is none of these names, or is of another kind.
    """
    document = _read(args.json)
    problems = [
        Problem(key, "", text)
        for key, value in document.items()
        if (text := _misfit(key, value, args, names))
    ]
    if problems:
        raise Invalid(tuple(problems))
    vars(args).update({key: one for key, one in document.items() if not getattr(args, key)})


def _misfit(key: str, value: object, args: argparse.Namespace, names: tuple[str, ...]) -> str:
    """What is wrong with a key of a document, or its value; empty for what fits."""
    if key not in names:
        return f"{key} is none of: {', '.join(names)}."
    usual = getattr(args, key)
    if isinstance(usual, bool):
        return "" if isinstance(value, bool) else f"{key} is true or false."
    if isinstance(usual, list):
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if is_list else f"{key} is a list of texts."
    return "" if isinstance(value, str) else f"{key} is text."


def refuse_document(args: argparse.Namespace) -> None:
    """Raise Usage for a document that is handed in where all that is entered are options."""
    if args.json:
        raise Usage(f"{args.command} takes no JSON; --json by itself answers in it.")


def passed(names: frozenset[str]) -> frozenset[str]:
    """The rules whose warnings are passed by these names; raises Usage for what is none."""
    from data.offers import warnings

    unknown = names - warnings.EVERY - {"all"}
    if unknown:
        wrong, known = (", ".join(sorted(some)) for some in (unknown, warnings.EVERY))
        raise Usage(f"{one_line(wrong)} is no warning. They are: all, {known}.")
    return warnings.EVERY if "all" in names else names


def text_of(word: str | None) -> str:
    """Text as it was given; - is what standard input says. Raises Usage."""
    if word != "-":
        return word or ""
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise Usage("standard input is no text in UTF-8.") from None


def _fields(words: list[str]) -> Document:
    """Custom fields as options name them: text, or the options of one that was named again."""
    values: dict[str, list[str]] = {}
    for word in words:
        key, sign, text = word.partition("=")
        if not sign:
            raise Usage(f"--field takes KEY=VALUE, not {one_line(word)}.")
        values.setdefault(key.strip(), []).append(text)
    return {key: found[0] if len(found) == 1 else found for key, found in values.items()}


def _read(name: str) -> Document:
    """The JSON object in a file, or on standard input for -."""
    from data.values import exact_json

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        document = exact_json.load_json(text)
    except (OSError, ValueError) as error:
        raise Usage(
            f"{one_line(name)} is no JSON that can be read: {one_line(str(error))}"
        ) from error
    if not isinstance(document, dict):
        raise Usage(f"{one_line(name)} is no JSON object.")
    return document


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
