"""What may be written after the sub-commands that change the desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.values.status import Status

Number = Callable[[str], int]


def declare(name: str, commands: Any, number: Number) -> argparse.ArgumentParser:
    """A sub-command that changes something, with the options that all of them have."""
    made = COMMANDS[name](commands, number)
    _shared(made)
    return made


def _shared(made: argparse.ArgumentParser) -> None:
    """How it is answered, for whom one acts, and whether it is done at all."""
    made.add_argument(
        "--json", nargs="?", const="", metavar="FILE",
        help="answer as JSON, mistakes by field; with a file, or - for standard input, what it"
        " says as a JSON object is entered",
    )  # fmt: skip
    made.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    on_behalf_of(made)


def on_behalf_of(made: argparse.ArgumentParser) -> None:
    """For whom one acts: asked by every command that writes into a history."""
    made.add_argument(
        "--on-behalf-of", metavar="USER", help="for this person: name, email address or number"
    )


def _offer_number(made: argparse.ArgumentParser, number: Number) -> None:
    made.add_argument("offer", type=number, metavar="ID", help="its number, here or elsewhere")


def _entries(made: argparse.ArgumentParser, *names: str) -> None:
    """An option for each entry of a form, named like it; an empty text empties it."""
    for name in names:
        made.add_argument(f"--{name.replace('_', '-')}", dest=f"enter_{name}", metavar="TEXT")


def _terms(made: argparse.ArgumentParser) -> None:
    from data.records.offer_terms import HTML, TERMS

    _entries(made, *(term.key for term in TERMS if term.type is not HTML))
    made.add_argument(
        "--field", dest="fields", action="append", default=[], metavar="KEY=VALUE",
        help="a custom field; again for each of several options",
    )  # fmt: skip


def _new(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser("new", help="make a new offer, a draft")
    made.add_argument("--candidate", dest="enter_candidate_id", type=number, metavar="ID")
    made.add_argument("--job", dest="enter_job_id", type=number, metavar="ID")
    made.add_argument("--application", dest="enter_application_id", type=number, metavar="ID")
    _terms(made)
    return made


def _edit(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "edit", help="change an offer's terms: a new version"
    )
    _offer_number(made, number)
    _terms(made)
    made.add_argument(
        "--correction", dest="enter_correction", action="store_const", const=True,
        help="keep a sent offer sent",
    )  # fmt: skip
    made.add_argument(
        "--seen", dest="enter_seen", action="append", metavar="WARNING",
        help="a correction passes this warning, by its name; all passes every one",
    )  # fmt: skip
    return made


def _approve(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "approve", help="put an offer up for approval, or write down what somebody said"
    )
    _offer_number(made, number)
    what = made.add_mutually_exclusive_group()
    what.add_argument(
        "--ask", action="append", default=[], metavar="NAMES",
        help='ask these: "Ana Ruiz, Ben Ode" (both) or "1 of Ana Ruiz, Ben Ode"; again for a step',
    )  # fmt: skip
    what.add_argument("--usual", action="store_true", help="ask those whom the settings name")
    what.add_argument("--by", default="", metavar="NAME", help="who approved it")
    what.add_argument("--refused-by", default="", metavar="NAME", help="who did not")
    what.add_argument("--take-back", action="store_true", help="it is not put up any more")
    made.add_argument("--in-order", action="store_true", help="each step after the one before")
    made.add_argument("--when", default="", help='such as "27 nov 14:30" (now)')
    made.add_argument("--note", metavar="TEXT", help="what was said; - reads standard input")
    made.add_argument("--mail", type=Path, metavar="FILE", help="keep their mail with the version")
    return made


def _negotiate(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "negotiate", help="write down what was asked for, countered and agreed on"
    )
    _offer_number(made, number)
    for key, name, text in (
        ("term", "NAME", "what it is about: salary, start_date, fields.KEY ..., or other"),
        ("who", "NAME", "who asked (the candidate)"),
        ("asked", "TEXT", "what was asked for"),
        ("counter", "TEXT", "what was offered instead"),
        ("agreed", "TEXT", "what was agreed on"),
    ):
        made.add_argument(f"--{key}", dest=f"enter_{key}", metavar=name, help=text)
    made.add_argument(
        "--outcome", dest="enter_outcome", choices=("agreed", "not agreed"), help="how it ended"
    )
    made.add_argument(
        "--version", dest="enter_version", type=number, metavar="N", help="the version it led to"
    )
    made.add_argument(
        "--follows", dest="enter_follows", type=number, metavar="N",
        help="go on with this one, by its number in show (the last one that is open)",
    )  # fmt: skip
    return made


def _note(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "note", help="write a note on an offer, a candidate or a job"
    )
    made.add_argument("subject", type=number, metavar="ID", help="its number")
    made.add_argument("text", nargs="?", metavar="TEXT", help="the note; - reads standard input")
    made.add_argument("--on", choices=("offer", "candidate", "job"), default="offer")
    return made


def _attach(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "attach", help="keep a file with an offer: a signed copy, a mail; list them, write one out"
    )
    _offer_number(made, number)
    made.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="the file (else list them)"
    )
    made.add_argument(
        "--kind", choices=("signed", "mail", "file"), default="file", help="what it is (file)"
    )
    made.add_argument("--version", type=number, metavar="N", help="it belongs to this version")
    made.add_argument("--number", type=number, metavar="N", help="the attached file that is meant")
    made.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it into this file or folder"
    )
    made.add_argument("--force", action="store_true", help="over a file that is there")
    made.add_argument("--open", action="store_true", help="open it with the system's program")
    made.add_argument("--remove", action="store_true", help="remove it for good")
    return made


def _delete(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "delete", help="remove an offer for good; it cannot be undone"
    )
    _offer_number(made, number)
    made.add_argument("--yes", action="store_true", help="do it; without it, say what would go")
    return made


def _job(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "job", help="make a job, or change one; without options, show it"
    )
    made.add_argument("number", type=number, nargs="?", metavar="ID", help="the job to change")
    _entries(
        made, "title", "department", "location", "pay_kind", "salary", "minimum", "maximum",
        "currency", "pay_frequency", "notes",
    )  # fmt: skip
    made.add_argument(
        "--closed", dest="enter_is_open", action="store_const", const=False, help="close it"
    )
    made.add_argument(
        "--open", dest="enter_is_open", action="store_const", const=True, help="open it again"
    )
    made.add_argument("--opening", action="append", default=[], metavar="NAME", help="add a seat")
    return made


def _candidate(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "candidate", help="make a candidate, change one, or join two; without options, show one"
    )
    made.add_argument("number", type=number, nargs="?", metavar="ID", help="whom to change")
    _entries(made, "first_name", "last_name", "full_name", "email", "phone", "address", "notes")
    made.add_argument(
        "--join", type=number, metavar="ID", help="this candidate is the same person: becomes one"
    )
    made.add_argument("--undo", action="store_true", help="take the last joining back")
    return made


def _apply(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "apply", help="a candidate applies for a job; or is hired or rejected"
    )
    made.add_argument("candidate", type=number, metavar="CANDIDATE", help="the candidate's number")
    made.add_argument("job", type=number, metavar="JOB", help="the job's number")
    made.add_argument("--status", choices=("active", "hired", "rejected"))
    made.add_argument("--reason", default="", help="why")
    return made


def _status(commands: Any, number: Number) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "status", help="send an offer, accept it, decline it, withdraw it, or take that back"
    )
    made.add_argument("offer", type=number, metavar="ID", help="its number, here or elsewhere")
    words = [str(one) for one in Status]
    made.add_argument("to", nargs="?", choices=words, metavar="STATUS", help=", ".join(words))
    made.add_argument("--undo", action="store_true", help="take the last change of status back")
    made.add_argument("--reason", default="", help="why, as in the lists of the settings")
    made.add_argument("--text", default="", help="why, in words")
    made.add_argument("--sent-at", default="", metavar="DAY", help="the day it was sent (today)")
    made.add_argument(
        "--decided-at", default="", metavar="WHEN", help='such as "27 nov 14:30" (now)'
    )
    made.add_argument(
        "--seen", action="append", default=[], metavar="WARNING",
        help="pass this warning, by its name; all passes every one",
    )  # fmt: skip
    made.add_argument(
        "--signed-copy", type=Path, metavar="FILE", help="accepting keeps this file with the offer"
    )
    made.add_argument("--force", action="store_true", help="a move that needs a reason")
    made.add_argument("--no-hire", action="store_true", help="accepting marks nobody hired")
    made.add_argument("--keep-opening", action="store_true", help="accepting closes no opening")
    made.add_argument("--keep-others", action="store_true", help="accepting withdraws no others")
    return made


COMMANDS: dict[str, Callable[[Any, Number], argparse.ArgumentParser]] = {
    "new": _new,
    "edit": _edit,
    "status": _status,
    "negotiate": _negotiate,
    "note": _note,
    "attach": _attach,
    "delete": _delete,
    "job": _job,
    "candidate": _candidate,
    "apply": _apply,
    "approve": _approve,
}
"""The sub-commands that change the desk, in the order of the help."""
