"""`offerdesk attach`: a file kept with an offer, written out, opened, or removed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.cli import writing
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, print_lines
from tui.cli.writing import Answer

if TYPE_CHECKING:
    from data.records.attachment_records import AttachmentRecord
    from data.records.user_records import Actor


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Keep the file; without one, list what is kept or do what an option says; raises NotFound."""
    writing.refuse_document(args)
    _refuse_odd(args)
    if args.file is not None:
        return writing.run(args, lambda actor: _attached(args, actor))
    if args.remove:
        return writing.run(args, lambda actor: _removed(args, actor))
    with open_desk(args.path):
        if args.open:
            _open(args)
        elif args.output is not None:
            _save(args)
        else:
            _list(args)
    return 0


def _refuse_odd(args: argparse.Namespace) -> None:
    """Raise Usage for what cannot be meant together."""
    wanted = [args.file is not None, args.remove, args.open, args.output is not None]
    if sum(wanted) > 1:
        raise Usage("Name a file to keep, or one of -o, --open and --remove.")
    if any(wanted[1:]) and args.number is None:
        raise Usage("Name the attachment: --number N, as the list of an offer's files says it.")


def _attached(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import attachments, json_documents, offers
    from data.records.attachment_records import AttachmentDraft, AttachmentKind

    draft = AttachmentDraft(args.file.expanduser(), AttachmentKind(args.kind), args.version)
    kept = attachments.attach(offers.resolve_number(args.offer), draft, actor)
    words = f"Attached to offer {kept.offer_id} as number {kept.id}: {kept.kind.words} {kept.name}"
    return words, lambda: json_documents.attachment_document(kept)


def _removed(args: argparse.Namespace, actor: Actor) -> Answer:
    from data.offers import attachments, json_documents

    _own(args)
    gone = attachments.remove(args.number, actor)
    words = f"Removed from offer {gone.offer_id}: {gone.kind.words} {gone.name}"
    return words, lambda: json_documents.attachment_document(gone)


def _own(args: argparse.Namespace) -> AttachmentRecord:
    """The attachment that is named, which has to be the offer's; raises NotFound."""
    from data.errors import NotFound
    from data.offers import attachments, offers

    found, offer = attachments.get(args.number), offers.resolve_number(args.offer)
    if found.offer_id != offer:
        raise NotFound(f"Offer {offer} has no attachment {args.number}.")
    return found


def _open(args: argparse.Namespace) -> None:
    from data.delivery import attached_files

    print_lines([str(attached_files.open_outside(_own(args).id))])


def _save(args: argparse.Namespace) -> None:
    from data.delivery import attached_files

    print_lines([str(attached_files.save(_own(args).id, args.output, force=args.force))])


def _list(args: argparse.Namespace) -> None:
    from data.offers import attachments, json_documents, offers
    from tui.cli import printing

    found = attachments.of_offer(offers.resolve_number(args.offer))
    if args.json is not None:
        print_lines(
            [json_documents.dumps([json_documents.attachment_document(one) for one in found])]
        )
    else:
        print_lines([printing.attachment(one).strip() for one in found] or ["No file is attached."])
