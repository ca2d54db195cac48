"""Styles are parsed once for all apps of a run: most tests of screens use the same."""

from collections.abc import Hashable
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_rules: dict[Hashable, list[RuleSet]] = {}


def patch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share what is parsed between apps, as each app shares it between its screens."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parsed_once)


def _parsed_once(self: Stylesheet, *args: Any, **options: Any) -> list[RuleSet]:
    key = (frozenset(self._variables.items()), args, frozenset(options.items()))
    if key not in _rules:
        _rules[key] = _parse(self, *args, **options)
    return _rules[key]
