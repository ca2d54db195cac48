"""A monkey at the keyboard of the running desk."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

from looks import screens
from support import monkey
from torture.rounds import Torture

from data.storage import database

EACH = 2_000
"""Keys into one running desk; the seed of a desk that goes wrong plays the same ones again."""


def keys(run: Torture) -> str:
    """Random keys into the running desk, without a pause."""
    desks = 0
    home = Path.cwd()
    for number in run.until():
        path = run.fresh("desk.db")
        os.chdir(path.parent)
        database.open_desk(path)
        try:
            run.reached += asyncio.run(asyncio.wait_for(_play(number), 900))
        except BaseException as error:
            run.fail(f"keys of {number}: {type(error).__name__}: {error}")
            if isinstance(error, KeyboardInterrupt):
                raise
        finally:
            os.chdir(home)
            database.close_desk()
        run.is_whole(path, f"after the keys of {number}")
        desks += 1
    return f"{run.reached:,} keys into {desks:,} desks"


async def _play(seed: int) -> int:
    app = monkey.unleavable()
    async with app.run_test(size=random.Random(seed).choice(screens.SIZES)):
        return len(await monkey.play(app, seed, EACH, longest=0.02))
