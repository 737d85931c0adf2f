"""The command line's entry point."""

import sys

from walkumentary.bootstrap.cli import build_cli
from walkumentary.domain.shared.errors import AppError


def main() -> None:
    """Run one command; a failure we expect is a sentence, not a traceback."""
    try:
        build_cli()()
    except AppError as error:
        fields = [
            f"  {field.pointer}: {field.detail}"
            for field in error.fields
            if field.detail not in error.detail
        ]
        sys.exit("\n".join([f"{error.title}. {error.detail}", *fields]))


if __name__ == "__main__":
    main()
