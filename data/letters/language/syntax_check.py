"""Checks a template before it is compiled: only nodes of the language pass.

What would run without end or grow without bound is either refused here, or led through a filter
that counts (the private filters below; a template cannot name them). Everything that is wrong is
collected, each thing with its place.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from data.letters.language.render_limits import ForbiddenError, current, nearest_of

COUNTED, COMPARED, JOINED, SLICED = "%counted", "%compared", "%joined", "%sliced"
NAMES_USED = 400
"""The most names that a template uses; compiling takes time for each in every condition."""
DEEPEST = 100
"""The most parts of an expression or of the tags inside one another."""
MISTAKES = 20
"""After so many mistakes no more are looked for."""

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
_Part = TypeVar("_Part", nodes.Include, nodes.FromImport)


class Checker(NodeTransformer):
    """Finds what is not part of the language, and leads loops through the counting filter."""

    def __init__(
        self, filters: Mapping[str, Callable[..., object]], tests: Mapping[str, object]
    ) -> None:
        self.mistakes: list[tuple[int, str]] = []
        self.names: set[str] = set()
        self._filters = filters
        self._tests = tests
        self._depth = 0
        self._handlers: dict[type[nodes.Node], Callable[..., nodes.Node]] = {
            nodes.For: self._for,
            nodes.Concat: self._concat,
            nodes.Compare: self._compare,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.Call: self._call,
            nodes.Name: self._name,
            nodes.Getitem: self._item,
            nodes.Include: self._part,
            nodes.FromImport: self._part,
        }

    def get_visitor(self, node: nodes.Node) -> Callable[..., nodes.Node] | None:
        """The special treatment of a kind of node, if it has one."""
        return self._handlers.get(type(node))

    def generic_visit(self, node: _Node, *args: object, **kwargs: object) -> _Node:
        """Check the node, then what is in it."""
        current.get().tick()
        if not isinstance(node, _ALLOWED):
            name = _CALLED.get(type(node), f"'{type(node).__name__.lower()}'")
            self._wrong(node, f"{name} is not part of the language")
            return node
        self._depth += 1
        if self._depth > DEEPEST:
            raise RecursionError
        super().generic_visit(node, *args, **kwargs)
        self._depth -= 1
        return node

    def _wrong(self, node: nodes.Node, text: str) -> None:
        if len(self.mistakes) < MISTAKES:
            self.mistakes.append((node.lineno, text))

    def _name(self, node: nodes.Name) -> nodes.Name:
        """Names are counted."""
        self.names.add(node.name)
        if len(self.names) > NAMES_USED:
            raise ForbiddenError(f"the template uses more than {NAMES_USED} names")
        return node

    def _for(self, node: nodes.For) -> nodes.For:
        """A loop counts its turns and does not call itself."""
        if node.recursive:
            self._wrong(node, "'recursive' is not part of the language")
        self.generic_visit(node)
        node.iter = _through(COUNTED, node.iter)
        return node

    def _concat(self, node: nodes.Concat) -> nodes.Filter:
        """`a ~ b` counts what it makes."""
        self.generic_visit(node)
        return _through(JOINED, nodes.List(node.nodes, lineno=node.lineno))

    def _part(self, node: _Part) -> _Part:
        """A clause sees the letter's values, its macros too: nothing is kept from another."""
        node.with_context = True
        return self.generic_visit(node)

    def _item(self, node: nodes.Getitem) -> nodes.Getitem | nodes.Filter:
        """`a[1:3]` counts what it makes; Jinja2 itself does not ask the sandbox for a part."""
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        bounds = [end or nodes.Const(None, lineno=node.lineno) for end in ends]
        return nodes.Filter(node.node, SLICED, bounds, [], None, None, lineno=node.lineno)

    def _compare(self, node: nodes.Compare) -> nodes.Compare:
        """A comparison looks at plain values and flat lists only."""
        self.generic_visit(node)
        node.expr = _through(COMPARED, node.expr)
        for operand in node.ops:
            operand.expr = _through(COMPARED, operand.expr)
        return node

    def _filter(self, node: nodes.Filter) -> nodes.Filter:
        """A filter is one of the language's, and gets what it takes."""
        make = self._filters.get(node.name)
        if make is None or node.name.startswith("%"):
            known = [name for name in self._filters if not name.startswith("%")]
            self._wrong(node, f"there is no filter '{node.name}'{_hint(node.name, known)}")
        else:
            self._arguments(node, make)
        return self.generic_visit(node)

    def _arguments(self, node: nodes.Filter, make: Callable[..., object]) -> None:
        named = [str(keyword.key) for keyword in node.kwargs]
        takes = inspect.signature(make)
        try:
            takes.bind(None, *node.args, **dict.fromkeys(named))
        except TypeError:
            wanted = list(takes.parameters)[1:]
            text = f"takes {', '.join(wanted)}" if wanted else "takes nothing in brackets"
            self._wrong(node, f"'{node.name}' {text}")
        self._no_stars(node)

    def _test(self, node: nodes.Test) -> nodes.Test:
        """A test is one of the language's."""
        if node.name not in self._tests:
            self._wrong(
                node, f"there is no test '{node.name}'{_hint(node.name, sorted(self._tests))}"
            )
        elif node.args or node.kwargs:
            self._wrong(node, f"'is {node.name}' takes nothing in brackets")
        self._no_stars(node)
        return self.generic_visit(node)

    def _call(self, node: nodes.Call) -> nodes.Call:
        """A call names its arguments one by one."""
        self._no_stars(node)
        return self.generic_visit(node)

    def _no_stars(self, node: nodes.Filter | nodes.Test | nodes.Call) -> None:
        if node.dyn_args or node.dyn_kwargs:
            self._wrong(node, "'*' before an argument is not part of the language")


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _hint(name: str, known: list[str]) -> str:
    close = nearest_of(name, known)
    return f"; did you mean '{close}'?" if close else f"; there are {', '.join(known)}"
