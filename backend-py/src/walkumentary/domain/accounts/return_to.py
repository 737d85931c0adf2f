"""Where a browser goes on after it was elsewhere: a path here, and nowhere else."""

import re

from walkumentary.domain.shared.errors import FieldProblem, Invalid

_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}")
"""No host (//), no backslash that a browser takes for one, no fragment, no control."""


class ReturnToInvalid(Invalid):
    """Not a path on this host."""

    code = "return-to-invalid"
    title = "Not a path here"


def check_return_to(path: str) -> str:
    """Return the path.

    Raises:
        ReturnToInvalid: a browser would, or might, leave for another host.
    """
    if not _PATH.fullmatch(path):
        raise ReturnToInvalid(
            "return_to is a path on this host, such as /tours.",
            fields=[FieldProblem("/return_to", "must be a path on this host")],
        )
    return path
