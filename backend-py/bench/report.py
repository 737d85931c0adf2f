"""The table people read, and the file other programs read."""

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

from bench.figures import Figure, Part

RESULTS = Path(__file__).with_name("results.json")
_WIDTH = 100
_VERDICTS = {True: "met", False: "MISSED", None: ""}


def table(parts: Sequence[Part]) -> str:
    """Return the figures as text, formulas beneath."""
    return "\n".join(line for part in parts for line in _part_lines(part))


def write_results(parts: Sequence[Part], path: Path = RESULTS) -> None:
    """Write every single value, and what machine it was measured on."""
    machine = {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
    }
    content = {"machine": machine, "parts": [_record(part) for part in parts]}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _record(part: Part) -> dict[str, object]:
    judged = [
        {**asdict(figure), "goal": _goal(figure), "met": figure.met}
        for figure in part.figures
    ]
    return {**asdict(part), "figures": judged}


def _goal(figure: Figure) -> str | None:
    return str(figure.goal) if figure.goal else None


def _part_lines(part: Part) -> Iterator[str]:
    yield f"\n{part.name} ({part.seconds:.0f} s)"
    if part.skipped:
        yield f"  not measured: {part.skipped}"
    told: set[str] = set()
    for figure in part.figures:
        yield from _figure_lines(figure, told)
        told |= {figure.formula, figure.size}


def _figure_lines(figure: Figure, told: set[str]) -> Iterator[str]:
    """Yield a row, and beneath it what the rows before have not said already."""
    goal = f"goal {figure.goal}" if figure.goal else ""
    yield (
        f"  {figure.name:<42} {_number(figure.median):>7} {figure.unit:<2} "
        f"{_spread(figure):<26} {goal:<12} {_VERDICTS[figure.met]}"
    ).rstrip()
    size = _seeded(figure)
    beneath = {figure.formula: f"= {figure.formula}", figure.size: f"N: {size}"}
    for text, line in beneath.items():
        yield from _indented("" if text in told else line)
    yield from _indented(figure.remark)


def _seeded(figure: Figure) -> str:
    return figure.size if figure.seed is None else f"{figure.size}; seed {figure.seed}"


def _spread(figure: Figure) -> str:
    low, high = _number(min(figure.values)), _number(max(figure.values))
    runs = len(figure.values)
    return f"({low} … {high}, {runs} runs)" if runs > 1 else "(one run)"


def _indented(text: str) -> list[str]:
    indent = " " * 6
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
