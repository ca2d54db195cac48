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


_GOES_WITH = {
    "--note": "--ask, --usual, --by or --refused-by",
    "--when": "--by or --refused-by",
    "--mail": "--by or --refused-by",
    "--in-order": "--ask or --usual",
}


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Ask, answer or take back; raises Usage, NotFound and NotAllowed."""
    _refuse_idle(args)
    note = writing.text_of(args.note)
    return writing.run(args, lambda actor: _changed(args, note, actor))


def _refuse_idle(args: argparse.Namespace) -> None:
    """Nothing that was said is dropped: what an act does not take is refused."""
    takes = {"--note", "--in-order"} if args.usual or args.ask else {"--note", "--when", "--mail"}
    takes = set() if args.take_back else takes
    given = {"--note": args.note, "--when": args.when, "--mail": args.mail,
             "--in-order": args.in_order}  # fmt: skip
    for option in (name for name, value in given.items() if value and name not in takes):
        raise Usage(f"{option} goes with {_GOES_WITH[option]}.")


def _changed(args: argparse.Namespace, note: str, actor: Actor) -> Answer:
    from data.offers import json_documents, offers

    offer = _done(args, offers.resolve_number(args.offer), note, actor)
    known = offer.approval
    how = known.words if known else "not put up for approval any more"
    words = f"{offer.candidate_name}, version {offer.version}: {how}"
    return words, lambda: json_documents.offer_document(offer)


def _done(args: argparse.Namespace, offer_id: int, note: str, actor: Actor) -> OfferRecord:
    from dataclasses import replace

    from data.offers import approvals
    from data.records.approval_records import AnswerDraft, AskDraft

    if args.take_back:
        return approvals.take_back(offer_id, actor)
    if args.usual or args.ask:
        draft = approvals.usual() if args.usual else AskDraft("\n".join(args.ask))
        in_order = args.in_order or draft.in_order
        return approvals.ask(offer_id, replace(draft, in_order=in_order, note=note), actor)
    who = args.by or args.refused_by
    mail = args.mail.expanduser() if args.mail else None
    answer = AnswerDraft(who, bool(args.by), note, args.when, mail=mail)
    return approvals.answer(offer_id, answer, actor)
