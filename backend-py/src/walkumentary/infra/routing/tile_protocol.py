"""What is said between the application and a Valhalla child process.

The child greets with an empty message once its tiles are open; every question, an
action and its JSON, gets one reply.
"""

ANSWERED, REFUSED = b"a", b"r"
_SEPARATOR = "\0"


def question(action: str, request: str) -> bytes:
    """Return the body of a question."""
    return f"{action}{_SEPARATOR}{request}".encode()


def read_question(body: bytes) -> tuple[str, str]:
    """Return the action and the request of a question."""
    action, _, request = body.decode().partition(_SEPARATOR)
    return action, request


def refusal(number: int, detail: str) -> bytes:
    """Return the body of a reply that is none."""
    return REFUSED + f"{number}{_SEPARATOR}{detail}".encode()


def read_refusal(content: bytes) -> tuple[int, str]:
    """Return the engine's error code and words."""
    number, _, detail = content.decode().partition(_SEPARATOR)
    return int(number), detail
