"""The table people read, and the file other programs read."""

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

from bench.figures import Figure, Part

RESULTS = Path(__file__).with_name("results.json")
_WIDTH = 88
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
    for figure in part.figures:
        yield from _figure_lines(figure)


def _figure_lines(figure: Figure) -> Iterator[str]:
    goal = f"goal {figure.goal}" if figure.goal else ""
    yield (
        f"  {figure.name:<38} {_number(figure.median):>8} {figure.unit:<6} "
        f"{goal:<13} {_VERDICTS[figure.met]}"
    )
    seed = "" if figure.seed is None else f"; seed {figure.seed}"
    yield from _indented(f"{_spread(figure)}; {figure.size}{seed}")
    yield from _indented(f"= {figure.formula}")
    yield from _indented(figure.remark)


def _spread(figure: Figure) -> str:
    low, high = _number(min(figure.values)), _number(max(figure.values))
    runs = len(figure.values)
    return f"{low} to {high} in {runs} runs" if runs > 1 else "one run"


def _indented(text: str) -> list[str]:
    indent = " " * 6
    return wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
