"""`offerdesk approve`: puts an offer's version up for approval, and writes down what was said."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.arguments import Usage
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.offer_records import OfferRecord
    from data.records.user_records import Actor


_ACTS = ("ask", "usual", "by", "refused_by", "take_back")
_MORE = ("in_order", "when", "note", "mail")
_GOES_WITH = {
    "--note": "--ask, --usual, --by or --refused-by",
    "--when": "--by or --refused-by",
    "--mail": "--by or --refused-by",
    "--in-order": "--ask or --usual",
}


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Ask, answer or take back; raises Usage, NotFound and NotAllowed."""
    args.note = writing.text_of(args.note)
    return writing.run(args, lambda actor: _changed(args, actor), takes=(*_ACTS, *_MORE))


def _refuse_idle(args: argparse.Namespace) -> None:
    """One act, and nothing that was said is dropped: what it does not take is refused."""
    if sum(bool(getattr(args, act)) for act in _ACTS) != 1:
        raise Usage("Name one of --ask, --usual, --by, --refused-by and --take-back.")
    takes = {"--note", "--in-order"} if args.usual or args.ask else {"--note", "--when", "--mail"}
    takes = set() if args.take_back else takes
    given = {"--note": args.note, "--when": args.when, "--mail": args.mail,
             "--in-order": args.in_order}  # fmt: skip
    for option in (name for name, value in given.items() if value and name not in takes):
        raise Usage(f"{option} goes with {_GOES_WITH[option]}.")


def _changed(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import json_documents, offers

    _refuse_idle(args)
    offer = _done(args, offers.resolve_number(args.offer), actor)
    known = offer.approval
    how = known.words if known else "not put up for approval any more"
    words = f"{offer.candidate_name}, version {offer.version}: {how}"
    return words, lambda: json_documents.offer_document(offer)


def _done(args: argparse.Namespace, offer_id: int, actor: Actor) -> OfferRecord:
    from dataclasses import replace
    from pathlib import Path

    from data.offers import approvals
    from data.records.approval_records import AnswerDraft, AskDraft

    if args.take_back:
        return approvals.take_back(offer_id, actor)
    if args.usual or args.ask:
        draft = approvals.usual() if args.usual else AskDraft("\n".join(args.ask))
        in_order = args.in_order or draft.in_order
        return approvals.ask(offer_id, replace(draft, in_order=in_order, note=args.note), actor)
    who = args.by or args.refused_by
    mail = Path(args.mail).expanduser() if args.mail else None
    answer = AnswerDraft(who, bool(args.by), args.note, args.when, mail=mail)
    return approvals.answer(offer_id, answer, actor)
