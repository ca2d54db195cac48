"""What needs a person in one line, whole and in shorter forms: which one fits, the bar knows."""

from __future__ import annotations

from data.board.headline import Attention


def forms(found: Attention) -> tuple[str, ...]:
    """The line in fewer and fewer words: "3 expiring this week · 1 accepted, opening still open".

    A form always says everything, the last ones only how many there are.
    """
    parts = [(figure.offers, figure.words, figure.brief) for figure in found.figures]
    if not parts:
        return ("",)
    whole = " · ".join(f"{number:,} {long}" for number, long, _ in parts)
    brief = " · ".join(f"{number:,} {short}" for number, _, short in parts)
    folded = [
        " · ".join([*(f"{n:,} {short}" for n, _, short in parts[:kept]), f"{rest:,} more"])
        for kept in range(len(parts) - 1, 0, -1)
        if (rest := sum(number for number, _, _ in parts[kept:]))
    ]
    counted = f"{found.total:,} to look at"
    return tuple(dict.fromkeys((whole, brief, *folded, counted)))
