"""Damage done to a desk by another program."""

import sqlite3
from pathlib import Path


def damage(path: Path) -> None:
    """What no program of ours can do: another one drops the trigger and writes."""
    other = sqlite3.connect(path)
    other.execute("DROP TRIGGER letters_stay")
    other.execute("UPDATE letters SET html = replace(html, '92,500', '12,500')")
    other.commit()
    other.close()
