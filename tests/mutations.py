"""Small changes of a module's meaning, one at a time: what `mutants.py` tries.

A mutation is a replacement in the text at a place that the syntax tree names, so that the rest of
the file stays as it is and the changed line can be shown. Expressions inside f-strings are left
alone (their places are wrong before Python 3.12); SQL is changed wherever it is written.
"""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"), ast.Or: ("or", "and"), ast.Add: ("+", "-"), ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"), ast.FloorDiv: ("//", "*"), ast.Mod: ("%", "*"), ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}  # fmt: skip
CALLED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list",
    "startswith": "endswith", "endswith": "startswith",
}  # fmt: skip
DROPPED = frozenset({"strip", "lower", "upper", "desc", "distinct", "casefold"})
"""Methods without arguments that are left out."""
LONGEST = 12
"""Entries are left out of displays and calls that have no more than so many."""

_IS_SQL = re.compile(r"\b(SELECT|WHERE|AND|IS (NOT )?NULL|ORDER BY|BETWEEN|JOIN|standing)\b")
_SQL = (
    (" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" = ", " <> "),
    (" <> ", " = "), ("IS NOT NULL", "IS NULL"), ("IS NULL", "IS NOT NULL"), (" AND ", " OR "),
    (" OR ", " AND "), (" DESC", ""), ("max(", "min("), ("min(", "max("),
    ("NOT EXISTS", "EXISTS"), ("LEFT JOIN", "JOIN"), ("UNION ALL", "EXCEPT"), ("DISTINCT ", ""),
)  # fmt: skip

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Placed = ast.expr | ast.stmt | ast.keyword


class Mutation(NamedTuple):
    """A changed module: its new text, the changed line before and after, the lines it runs with.

    Without lines it runs when the module is imported.
    """

    kind: str
    source: str
    line: int
    before: str
    after: str
    lines: range


def mutations(source: str) -> Iterator[Mutation]:
    """Every change of a module's source that is still Python and another program, in its order."""
    tree = ast.parse(source)
    finder = _Finder(source)
    finder.walk(tree)
    seen = {ast.dump(tree)}
    for kind, start, end, text, lines in sorted(finder.found, key=lambda found: found[1:3]):
        changed = source[:start] + text + source[end:]
        meaning = _meaning(changed)
        if meaning and meaning not in seen:
            seen.add(meaning)
            line = source.count("\n", 0, start) + 1
            before = _whole_lines(source, start, end)
            after = _whole_lines(changed, start, start + len(text))
            yield Mutation(kind, changed, line, before, after, lines)


def _meaning(source: str) -> str:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""


def _whole_lines(source: str, start: int, end: int) -> str:
    first = source.rfind("\n", 0, start) + 1
    last = source.find("\n", end)
    return " ".join(source[first : last if last >= 0 else None].split())


class _Finder:
    """Collects kind, start, end, new text and the lines of the statement of every change."""

    def __init__(self, source: str) -> None:
        self.found: list[tuple[str, int, int, str, range]] = []
        self._source = source
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._statement = range(0)
        self._in_function = False
        self._is_ordered = True
        self._looks: dict[type[ast.AST], Callable[..., None]] = {
            ast.Compare: self._comparison,
            ast.BoolOp: self._and_or,
            ast.BinOp: self._arithmetic,
            ast.UnaryOp: self._unary,
            ast.If: self._condition,
            ast.IfExp: self._condition,
            ast.While: self._condition,
            ast.comprehension: self._comprehension,
            ast.Constant: self._constant,
            ast.JoinedStr: self._sql,
            ast.Call: self._call,
            ast.Dict: self._dict,
            ast.Set: self._display,
            ast.List: self._display,
            ast.Tuple: self._tuple,
            ast.Expr: self._expression,
            ast.Raise: self._removed,
            ast.AugAssign: self._removed,
            ast.Assign: self._assignment,
            ast.Continue: self._jump,
            ast.Break: self._jump,
        }

    def walk(self, node: ast.AST) -> None:
        """Look at a node and all in it."""
        before = self._statement, self._in_function
        if isinstance(node, ast.stmt):
            self._statement = self._lines_of(node)
            self._in_function |= isinstance(node, _FUNCTIONS)
        look = self._looks.get(type(node))
        if look is not None:
            look(node)
        is_ordered = not isinstance(node, ast.Compare | ast.ExceptHandler)  # else it is one of them
        for child in _parts(node):
            self._is_ordered = is_ordered
            self.walk(child)
        self._statement, self._in_function = before

    def _lines_of(self, node: ast.stmt) -> range:
        """A statement's lines, of a compound one those of its head; none of what an import runs."""
        if not self._in_function or isinstance(node, _FUNCTIONS):
            return range(0)
        body = getattr(node, "body", None)
        last = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
        return range(node.lineno, max(last, node.lineno + 1))

    # ---------------------------------------------------------------- places

    def _at(self, line: int, column: int) -> int:
        """The index of a place whose column counts bytes."""
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def _start(self, node: Placed) -> int:
        return self._at(node.lineno, node.col_offset)

    def _end(self, node: Placed) -> int:
        return self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _text(self, node: Placed) -> str:
        return self._source[self._start(node) : self._end(node)]

    def _put(self, kind: str, start: int, end: int, text: str) -> None:
        self.found.append((kind, start, end, text, self._statement))

    def _replace(self, kind: str, node: Placed, text: str) -> None:
        self._put(kind, self._start(node), self._end(node), text)

    # ---------------------------------------------------------------- operators and conditions

    def _operator(self, kind: str, left: ast.expr, operator: ast.AST, right: ast.expr) -> None:
        """Another operator between two operands."""
        if type(operator) not in OPERATORS:
            return
        old, new = OPERATORS[type(operator)]
        begin, end = self._end(left), self._start(right)
        found = re.search(re.escape(old).replace(r"\ ", r"\s+"), self._source[begin:end])
        if found is not None:
            self._put(kind, begin + found.start(), begin + found.end(), new)

    def _comparison(self, node: ast.Compare) -> None:
        operands = (node.left, *node.comparators)
        for left, operator, right in zip(operands, node.ops, node.comparators, strict=False):
            self._operator("comparison", left, operator, right)

    def _and_or(self, node: ast.BoolOp) -> None:
        for left, right in pairwise(node.values):
            self._operator("and/or", left, node.op, right)

    def _arithmetic(self, node: ast.BinOp) -> None:
        if not any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right)):
            self._operator("arithmetic", node.left, node.op, node.right)

    def _unary(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.Invert | ast.USub):
            self._replace("not", node, f"({self._text(node.operand)})")

    def _condition(self, node: ast.If | ast.IfExp | ast.While) -> None:
        self._turned(node.test)
        if isinstance(node, ast.If) and not node.orelse:
            self._replace("never", node.test, f"False and ({self._text(node.test)})")

    def _comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._turned(test)
            self._replace("always", test, f"(True or {self._text(test)})")

    def _turned(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            self._replace("condition", test, f"(not ({self._text(test)}))")

    # ---------------------------------------------------------------- values

    def _constant(self, node: ast.Constant) -> None:
        match node.value:
            case bool():
                self._replace("constant", node, str(not node.value))
            case int() | float():
                self._replace("constant", node, f"({self._text(node)} + 1)")
            case str():
                self._sql(node)

    def _sql(self, node: ast.Constant | ast.JoinedStr) -> None:
        text = self._text(node)
        if not _IS_SQL.search(text):
            return
        start = self._start(node)
        for old, new in _SQL:
            for found in re.finditer(re.escape(old), text):
                self._put("SQL", start + found.start(), start + found.end(), new)

    def _dict(self, node: ast.Dict) -> None:
        firsts = [key or value for key, value in zip(node.keys, node.values, strict=True)]
        self._left_out("entry", firsts, node.values, node)

    def _display(self, node: ast.Set | ast.List) -> None:
        self._left_out("entry", node.elts, node.elts, node)

    def _tuple(self, node: ast.Tuple) -> None:
        if isinstance(node.ctx, ast.Load):
            self._left_out("entry", node.elts, node.elts, node)
            if len(node.elts) == 2 and self._is_ordered:
                first, second = map(self._text, node.elts)
                self._put("swapped", self._start(node.elts[0]), self._end(node.elts[1]),
                          f"{second}, {first}")  # fmt: skip

    def _left_out(
        self, kind: str, firsts: Sequence[Placed], lasts: Sequence[Placed], whole: Placed
    ) -> None:
        """Each entry of a display left out, up to the next one or the end."""
        if not 1 < len(firsts) <= LONGEST:
            return
        for index, first in enumerate(firsts):
            if index + 1 < len(firsts):
                self._put(kind, self._begin(first), self._begin(firsts[index + 1]), "")
            else:
                self._put(kind, self._end(lasts[index - 1]), self._end(lasts[index]), "")

    def _begin(self, entry: Placed) -> int:
        """Where an entry begins, with the stars before it."""
        return len(self._source[: self._start(entry)].rstrip("*"))

    # ---------------------------------------------------------------- calls

    def _call(self, node: ast.Call) -> None:
        name, place = _called(node.func), self._end(node.func)
        if name in CALLED:
            self._put("other call", place - len(name), place, CALLED[name])
        if name in DROPPED and not node.args and isinstance(node.func, ast.Attribute):
            self._put("call left out", self._end(node.func.value), self._end(node), "")
        if name in ("sorted", "sort") and not any(word.arg == "reverse" for word in node.keywords):
            self._put("order", self._end(node) - 1, self._end(node) - 1, self._comma(node))
        if name == "order_by":
            self._put("order", place - len(name), self._end(node), "order_by()")
        for index, word in enumerate(node.keywords):
            if word.arg is not None:
                before = (*node.args, *node.keywords[:index])
                start = max((self._end(one) for one in before), default=place + 1)
                self._put("keyword", start, self._end(word), "")

    def _comma(self, node: ast.Call) -> str:
        inside = self._text(node)[:-1].rstrip()
        return f"{'' if inside.endswith(('(', ',')) else ', '}reverse=True"

    # ---------------------------------------------------------------- statements

    def _expression(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant | ast.Yield):
            self._removed(node)

    def _removed(self, node: ast.stmt) -> None:
        self._replace("removed", node, "pass")

    def _assignment(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
            self._removed(node)

    def _jump(self, node: ast.Continue | ast.Break) -> None:
        self._replace("jump", node, "break" if isinstance(node, ast.Continue) else "continue")


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """What is in a node, without annotations, decorators and the parts of an f-string."""
    match node:
        case ast.JoinedStr():
            return
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body)
        case ast.AnnAssign():
            yield from filter(None, (node.value,))
        case ast.ClassDef():
            yield from node.body
        case ast.Subscript():
            yield from (node.value, node.slice)
        case _:
            yield from ast.iter_child_nodes(node)
