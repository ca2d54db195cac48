"""How long the program takes to start: python start_up.py OFFERDESK, beside desk.db."""

import statistics
import subprocess
import sys
import time


def milliseconds(*command: str) -> float:
    """The median of seven runs."""
    taken = []
    for _ in range(7):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


empty = milliseconds(sys.executable, "-c", "pass")
version = milliseconds(sys.argv[1], "--version")
listing = milliseconds(sys.argv[1], "--db", "desk.db", "list", "--json")
print(f"python alone {empty:.0f} ms, --version {version:.0f} ms, list {listing:.0f} ms")
