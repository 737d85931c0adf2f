"""Habits that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import walkumentary

ROOT = Path(walkumentary.__file__).parent
ENTRY_POINTS = ("app.py", "worker.py", "cli.py", "bootstrap/", "controller/problem.py")
BROAD = frozenset({"Exception", "BaseException"})
CLOCK = "infra/system/clock.py"
SETTINGS = "bootstrap/settings.py"


def _sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"), filename=name)


SOURCES = tuple(_sources())


def _nodes[Node: ast.AST](kind: type[Node]) -> Iterator[tuple[str, Node]]:
    everything = ((name, node) for name, tree in SOURCES for node in ast.walk(tree))
    return ((name, node) for name, node in everything if isinstance(node, kind))


def _names(node: ast.AST | None) -> set[str]:
    inside = ast.walk(node) if node else ()
    return {n.id for n in inside if isinstance(n, ast.Name)}


def _attribute(node: ast.Attribute) -> str:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    return f"{owner}.{node.attr}"


def test_everything_is_caught_at_entry_points_only() -> None:
    broad = [
        f"{name}:{handler.lineno}"
        for name, handler in _nodes(ast.ExceptHandler)
        if (
            handler.type is None
            or {"Exception", "BaseException"} & _names(handler.type)
        )
        and not name.startswith(ENTRY_POINTS)
    ]

    assert broad == []


def test_nothing_is_typed_away() -> None:
    loose = [
        f"{name}:{node.lineno} {alias.name}"
        for name, node in _nodes(ast.ImportFrom)
        for alias in node.names
        if node.module == "typing" and alias.name in {"Any", "cast"}
    ]

    assert loose == []


def test_the_time_comes_from_the_clock_alone() -> None:
    telling = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
    told = [
        f"{name}:{node.lineno}"
        for name, node in _nodes(ast.Attribute)
        if name != CLOCK and _attribute(node) in {*telling, "time.time"}
    ]

    assert told == []


def test_the_environment_is_read_with_the_settings_alone() -> None:
    read = [
        f"{name}:{node.lineno}"
        for name, node in _nodes(ast.Attribute)
        if name != SETTINGS and _attribute(node) in {"os.environ", "os.getenv"}
    ]

    assert read == []


def test_every_module_and_package_says_what_it_is_for() -> None:
    silent = [name for name, tree in SOURCES if not ast.get_docstring(tree)]

    assert silent == []


def test_no_test_patches_by_path() -> None:
    tests = Path(__file__).parents[1]
    patched = [
        path.name
        for path in tests.rglob("*.py")
        if path != Path(__file__)
        and "unittest.mock" in path.read_text(encoding="utf-8")
    ]

    assert patched == []


def test_every_package_of_tests_has_a_line_about_itself() -> None:
    tests = Path(__file__).parents[1]
    folders = {path.parent for path in tests.rglob("*.py")}

    assert [f.name for f in sorted(folders) if not (f / "__init__.py").is_file()] == []
