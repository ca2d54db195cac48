"""`offerdesk backup`, `restore`, `verify` and `salvage`: keeping a desk safe."""

from __future__ import annotations

import argparse

from data.storage import database
from tui.cli.open_desk import open_desk, print_lines
from tui.folders import expanded

FOUND = 1


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Do what the command says: 0 done or whole, 1 when `verify` found anything.

    Raises Unwritable, NotFound, NotAllowed and Storage.
    """
    code = {"backup": _backup, "restore": _restore, "verify": _verify, "salvage": _salvage}
    return code[args.command](args)


def _backup(args: argparse.Namespace) -> int:
    from data.safekeeping import backup

    with open_desk(args.path):
        target = expanded(args.file) if args.file else backup.usual_name(args.path)
        backup.backup(target, force=args.force)
    print_lines([f"The desk was copied to {target}."])
    return 0


def _restore(args: argparse.Namespace) -> int:
    from data.safekeeping import backup

    done = backup.restore(expanded(args.file), args.path)
    kept = f" The one that was there is kept as {done.aside}." if done.aside else ""
    print_lines([f"{done.desk} is what {args.file} was.{kept}", *database.notices()])
    return 0


def _verify(args: argparse.Namespace) -> int:
    from data.safekeeping import verify

    path = expanded(args.file) if args.file else args.path
    database.require_desk(path)
    found = verify.verify(path)
    print_lines(f"{one.check}: {one.text}" for one in found)
    print_lines([verify.summary(found, path)])
    return FOUND if found else 0


def _salvage(args: argparse.Namespace) -> int:
    from data.safekeeping import salvage

    source, target = expanded(args.file), expanded(args.output)
    database.require_desk(source)
    saved = salvage.salvage(source, target)
    print_lines([*saved.lines, f"What could be read is in {target}."])
    return 0
