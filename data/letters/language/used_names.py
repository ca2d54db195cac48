"""Finds the names that a template uses and letters do not know, without rendering it.

A name that the template gives itself (set, for, macro, block arguments) is known, wherever it is
given. What is only known while rendering (a clause named by a variable) is left to rendering.
"""

from collections.abc import Collection

from jinja2 import nodes

from data.letters.language.filter_reference import FILTERS
from data.letters.language.name_reference import FIELD_GROUPS, LANGUAGE, MAIN, nearest
from data.letters.language.render_limits import LOOKED_UP, current

Fields = tuple[Collection[str] | None, Collection[str] | None]
"""The keys of the custom fields of offers, and of jobs; None where they are not to be checked."""
PlacedText = tuple[int, str]
"""A place and the text that stands there."""

_OURS = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs", "range"})


class UsedNames:
    """What a template uses, gives itself and includes, each with its place."""

    def __init__(self, tree: nodes.Template) -> None:
        self.parts: list[PlacedText] = []
        self._used: list[PlacedText] = []
        self._given = set(_OURS)
        self._walk(tree)

    def unknown(self, fields: Fields) -> list[PlacedText]:
        """Where a name stands that letters do not know, and what to say of it."""
        known = [*LANGUAGE, *_field_names(fields)]
        found: list[PlacedText] = []
        for place, name in self._used:
            if name.partition(".")[0] in self._given or _is_known(name, fields):
                continue
            hint = _hint(name, known)
            more = f"; did you mean {hint}?" if hint else ""
            found.append((place, f"{name[:80]} is no name that letters know{more}"))
            if len(found) == LOOKED_UP:
                break
        return found

    def _walk(self, tree: nodes.Template) -> None:
        letter = current.get()
        waiting: list[nodes.Node] = [tree]
        while waiting:
            node = waiting.pop()
            letter.tick()
            dotted = _dotted(node)
            if dotted is not None:
                self._used.append(dotted)
                continue
            self._note(node)
            waiting += reversed(list(node.iter_child_nodes()))

    def _note(self, node: nodes.Node) -> None:
        match node:
            case nodes.Name():
                self._given.add(node.name)
            case nodes.Macro():
                self._given.add(node.name)
            case nodes.Include() if not node.ignore_missing:
                self._part(node.template)
            case nodes.Extends():
                self._part(node.template)
            case nodes.FromImport():
                self._given |= {one if isinstance(one, str) else one[1] for one in node.names}
                self._part(node.template)

    def _part(self, template: nodes.Expr) -> None:
        if isinstance(template, nodes.Const) and isinstance(template.value, str):
            self.parts.append((template.lineno, template.value))


def _dotted(node: nodes.Node) -> PlacedText | None:
    """`offer.fields.bonus` or `offer.fields["bonus"]` with its place; None for anything else."""
    names: list[str] = []
    while True:
        if isinstance(node, nodes.Name):
            if node.ctx != "load":
                return None
            return node.lineno, ".".join([node.name, *reversed(names)])
        if isinstance(node, nodes.Getattr):
            names.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            if not isinstance(node.arg.value, str):
                return None
            names.append(node.arg.value)
        else:
            return None
        node = node.node


def _hint(name: str, known: list[str]) -> str:
    """What was probably meant; `candidate.name.upper` is a filter in letters."""
    value, _, method = name.rpartition(".")
    return (
        f"{value} | {method}" if value in LANGUAGE and method in FILTERS else nearest(name, known)
    )


def _is_known(name: str, fields: Fields) -> bool:
    if name in LANGUAGE or name in MAIN:
        return True
    for group, reported in FIELD_GROUPS.items():
        if name == group:
            return True
        if name.startswith(f"{group}."):
            keys = fields[reported == "job.fields"]
            return keys is None or name.removeprefix(f"{group}.") in keys
    return False


def _field_names(fields: Fields) -> list[str]:
    offers, jobs = fields
    return [
        *(f"offer.fields.{key}" for key in offers or ()),
        *(f"job.fields.{key}" for key in jobs or ()),
    ]
