"""`python -m tests.checker FOLDER NOTES`: judge a tour; 1 when anything is wrong."""

import sys
from pathlib import Path

from tests.checker.files import read_tour
from tests.checker.notes import read_notes
from tests.checker.rules import breaches


def main(folder: str, notes: str) -> int:
    """Print every breach and return the exit code."""
    found = breaches(read_tour(Path(folder)), read_notes(Path(notes)))
    sys.stdout.writelines(f"{breach}\n" for breach in found or ["nothing wrong"])
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
