"""A template's syntax tree, checked before it is compiled: only nodes of the language pass.

What would run without end or grow without bound is either refused here, or led through a filter
that counts (the private filters below; a template cannot name them).
"""

import difflib
from collections.abc import Callable
from typing import TypeVar

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.visitor import NodeTransformer

from data.letter_words import FILTERS

COUNTED, COMPARED, JOINED = "%counted", "%compared", "%joined"
TESTS = frozenset({"defined", "undefined", "none", "number", "string", "odd", "even"})

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr),
    *(nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword, nodes.If),
    *(nodes.CondExpr, nodes.For, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or),
    *(nodes.Neg, nodes.Pos, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
    *(nodes.Concat, nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Block, nodes.Extends),
    *(nodes.Include, nodes.FromImport, nodes.Macro, nodes.CallBlock, nodes.FilterBlock),
    *(nodes.List, nodes.Tuple, nodes.Scope),
)
_CALLED = {
    nodes.Pow: "'**'",
    nodes.Dict: "'{…: …}'",
    nodes.NSRef: "a dot left of '='",
    nodes.Import: "'import … as'",
    nodes.ScopedEvalContextModifier: "'autoescape'",
}
_Node = TypeVar("_Node", bound=nodes.Node)


class Checker(NodeTransformer):
    """Refuses what is not part of the language, and leads loops through the counting filter."""

    def generic_visit(self, node: _Node, *args: object, **kwargs: object) -> _Node:
        """Check the node, then what is in it."""
        if not isinstance(node, _ALLOWED):
            name = _CALLED.get(type(node), f"'{type(node).__name__.lower()}'")
            raise TemplateSyntaxError(f"{name} is not part of the language", node.lineno)
        super().generic_visit(node, *args, **kwargs)
        return node

    def get_visitor(self, node: nodes.Node) -> Callable[..., nodes.Node] | None:
        """The special treatment of a kind of node, if it has one."""
        handlers: dict[type[nodes.Node], Callable[..., nodes.Node]] = {
            nodes.For: self._for,
            nodes.Concat: self._concat,
            nodes.Compare: self._compare,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
        }
        return handlers.get(type(node))

    def _for(self, node: nodes.For) -> nodes.For:
        """A loop counts its turns and does not call itself."""
        if node.recursive:
            raise TemplateSyntaxError("'recursive' is not part of the language", node.lineno)
        self.generic_visit(node)
        node.iter = _through(COUNTED, node.iter)
        return node

    def _concat(self, node: nodes.Concat) -> nodes.Filter:
        """`a ~ b` counts what it makes."""
        self.generic_visit(node)
        return _through(JOINED, nodes.List(node.nodes, lineno=node.lineno))

    def _compare(self, node: nodes.Compare) -> nodes.Compare:
        """A comparison looks at plain values and flat lists only."""
        self.generic_visit(node)
        node.expr = _through(COMPARED, node.expr)
        for operand in node.ops:
            operand.expr = _through(COMPARED, operand.expr)
        return node

    def _filter(self, node: nodes.Filter) -> nodes.Filter:
        """A filter is one of the language's."""
        _listed(node, "filter", list(FILTERS))
        return self.generic_visit(node)

    def _test(self, node: nodes.Test) -> nodes.Test:
        """A test is one of the language's."""
        _listed(node, "test", sorted(TESTS))
        return self.generic_visit(node)


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _listed(node: nodes.Filter | nodes.Test, kind: str, known: list[str]) -> None:
    if node.name in known:
        return
    close = difflib.get_close_matches(node.name, known, 1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(known)}"
    raise TemplateSyntaxError(f"there is no {kind} '{node.name}'; {hint}", node.lineno)
