"""Finds the texts a person may see: in the window's code what goes through translation, below it what is said in English.

Reads the sources only (ast). Qt's own tool takes `tr("Context", "text")` for a text called Context with a comment,
and knows nothing of the sentences below the window; so this one finds both, and refuses what it cannot read.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

ROOMS_BELOW = (
    "core",
    "ingest",
    "search",
    "worker",
    "catalogue",
    "vectors",
    "embedding",
    "media",
)
TOLD = "Told"
"""The context of what is said below the window; there the text is a whole sentence and is found again by itself."""
ERRORS = frozenset({"FindlingError", "MediaError", "Hold"})
"""Calls whose message and hint are read by a person."""
SAYING = {
    "failure": (),
    "Failure": ("reason", "hint"),
    "ProviderNote": ("limits", "leaves", "to_whom", "terms"),
    "Trouble": (),
}
"""Calls with further sentences: which named arguments; empty: all of them."""
SENTENCES = {
    "media/failures.py": ("_TABLE",),
    "embedding/service.py": ("whose", "day", "place", "_project"),
    "embedding/keys.py": ("words",),
    "embedding/registry.py": ("leaves",),
    "embedding/trouble.py": ("harmless",),
    "search/council.py": ("_stays_here",),
    "search/realms.py": ("STILL_LOADING", "PARTLY_LOADING"),
    "search/examples.py": ("_read", "_nothing_to_compare"),
    "ingest/writes.py": ("trouble",),
    "media/opening.py": ("what",),
}
"""What else is shown: tables, constants, variables and functions, and every text in them."""
SINGLE_WORDS = frozenset({"today", "tomorrow"})
"""Else one word alone is a code and no text."""


class Unreadable(Exception):
    """A text that cannot be taken out of the code; says where it stands."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    context: str
    source: str


def texts_of_window(folder: Path) -> list[Text]:
    """Every text in the window's code, each once, in the order of files and lines. Unreadable."""
    found: dict[Text, None] = {}
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for text in _Window(path.relative_to(folder)).texts(tree):
            found[text] = None
    return list(found)


def texts_below(source: Path) -> list[Text]:
    """Sentences of the rooms below the window, with {names} where something is filled in."""
    found: dict[Text, None] = {}
    for room in ROOMS_BELOW:
        for path in sorted((source / room).rglob("*.py")):
            where = path.relative_to(source).as_posix()
            for sentence in _Below(where).sentences(ast.parse(path.read_text("utf-8"))):
                found[Text(TOLD, sentence)] = None
    return list(found)


# --- the window ---


class _Window:
    def __init__(self, path: Path) -> None:
        self._path = path

    def texts(self, tree: ast.Module) -> Iterator[Text]:
        yield from self._inside(tree, klass="", own=frozenset())

    def _inside(self, node: ast.AST, *, klass: str, own: frozenset[str]) -> Iterator[Text]:
        """`own`: names that stand for `self.tr` here."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                yield from self._inside(child, klass=child.name, own=own)
                continue
            inner = own
            if isinstance(child, ast.FunctionDef):
                inner = own | {name for name, value in _bindings(child) if _is_own(value)}
            if isinstance(child, ast.Call):
                yield from self._call(child, klass=klass, own=inner)
            yield from self._inside(child, klass=klass, own=inner)

    def _call(self, call: ast.Call, *, klass: str, own: frozenset[str]) -> Iterator[Text]:
        name = _name(call.func)
        if _is_own(call.func) or (isinstance(call.func, ast.Name) and name in own):
            if not klass:
                raise Unreadable(f"{self._at(call)}: self.tr outside a class")
            yield from (Text(klass, source) for source in self._literals(call, 0))
        elif name in ("translate", "tr") and not _moves_something(call.func):
            for context in self._literals(call, 0):
                yield from (Text(context, source) for source in self._literals(call, 1))

    def _literals(self, call: ast.Call, place: int) -> Iterator[str]:
        if len(call.args) <= place:
            raise Unreadable(f"{self._at(call)}: no text")
        for one in _branches(call.args[place]):
            if not (isinstance(one, ast.Constant) and isinstance(one.value, str)):
                raise Unreadable(f"{self._at(call)}: only plain text can be translated")
            yield one.value

    def _at(self, node: ast.expr) -> str:
        return f"{self._path}:{node.lineno}"


def _bindings(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            yield from ((t.id, node.value) for t in node.targets if isinstance(t, ast.Name))


def _moves_something(function: ast.expr) -> bool:
    """`translate` of a painter or a rectangle, not of a module of words."""
    if not (isinstance(function, ast.Attribute) and function.attr == "translate"):
        return False
    owner = function.value
    return not (isinstance(owner, ast.Name) and owner.id in ("words", "QCoreApplication"))


def _is_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "tr" and _name(node.value) == "self"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    """`a if x else b` says both."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _branches(value)
    else:
        yield node


# --- below the window ---


class _Below:
    def __init__(self, where: str) -> None:
        self._named = frozenset(SENTENCES.get(where, ()))
        self._constants: dict[str, str] = {}

    def sentences(self, tree: ast.Module) -> Iterator[str]:
        self._constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for node in ast.walk(tree):
            for expression in self._said(node):
                yield from self._templates(expression)

    def _said(self, node: ast.AST) -> Iterator[ast.expr]:
        if isinstance(node, ast.Call):
            yield from _arguments(node)
        elif isinstance(node, ast.FunctionDef) and node.name in self._named:
            yield from _texts_in(node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_name(target) in self._named for target in targets):
                yield from _texts_in([node])

    def _templates(self, node: ast.expr) -> Iterator[str]:
        for one in _branches(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                if _is_words(one.value):
                    yield one.value
            elif isinstance(one, ast.JoinedStr):
                template = self._template(one)
                if _is_words(_FILLED.sub("", template)):
                    yield template
                for part in one.values:
                    if _chooses(part):
                        yield from self._templates(part.value)

    def _template(self, text: ast.JoinedStr) -> str:
        """Two values of one name are told apart by a number."""
        pieces: list[str] = []
        names: list[str] = []
        for part in text.values:
            if isinstance(part, ast.Constant):
                pieces.append(str(part.value))
                continue
            assert isinstance(part, ast.FormattedValue)
            constant = self._constants.get(_name(part.value))
            if constant is not None:
                pieces.append(constant)
                continue
            name = _value_name(part.value)
            names.append(name)
            pieces.append(f"{{{name}{names.count(name) if names.count(name) > 1 else ''}}}")
        return "".join(pieces)


def _chooses(part: ast.expr) -> TypeGuard[ast.FormattedValue]:
    return isinstance(part, ast.FormattedValue) and isinstance(
        part.value, ast.IfExp | ast.BoolOp
    )


_FILLED = re.compile(r"\{\w+\}")


def _is_words(text: str) -> bool:
    return text in SINGLE_WORDS or (" " in text.strip() and any(c.isalpha() for c in text))


def _value_name(node: ast.expr) -> str:
    """The last name in an expression: of `self._project` it is `project`."""
    attributes = [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    return next(iter([*attributes, *names]), "value").strip("_").lower()


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    name = _name(call.func)
    if name in ERRORS:
        yield from call.args[1:2]
        yield from (k.value for k in call.keywords if k.arg == "hint")
    elif name in SAYING:
        wanted = SAYING[name]
        yield from (k.value for k in call.keywords if not wanted or k.arg in wanted)
        if name == "Trouble":
            yield from call.args[1:2]


def _texts_in(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Texts and filled-in texts, outermost first; docstrings are none."""
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            yield node
        else:
            yield from _texts_in(ast.iter_child_nodes(node))
