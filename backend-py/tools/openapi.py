"""Write the OpenAPI document of the API: backend-py/openapi.json.

`--check` writes nothing and fails where document and code differ.
"""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from walkumentary.bootstrap.api import create_app
from walkumentary.bootstrap.usecases import Gateways

TARGET = Path(__file__).resolve().parents[1] / "openapi.json"


def main() -> int:
    """Write the document, or compare it; return the exit code."""
    text = document()
    if "--check" in sys.argv[1:]:
        return compared(text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


def document() -> str:
    """Return the document, in an order that changes with its content only."""
    schema = create_app(never_opened).openapi()
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


@asynccontextmanager
async def never_opened() -> AsyncIterator[Gateways]:
    """Stand for the gateways of an application that is never started."""
    raise NotImplementedError
    yield  # makes this a generator


def compared(text: str) -> int:
    """Return 0 if this is the committed document."""
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{TARGET.name} differs from the code: run `make openapi`.\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
