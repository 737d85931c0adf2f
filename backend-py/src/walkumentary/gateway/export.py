"""Port: everything of a person, to take along."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from walkumentary.domain.shared.actor import Actor


class ExportReader(Protocol):
    """Reads what people own, a part at a time."""

    def parts(self, actor: Actor) -> AsyncIterator[tuple[str, Sequence[str]]]:
        """Yield the name of a section and some of its rows as JSON objects.

        A section comes in one or more parts, none of them long, and one after the
        other; one without rows comes too. Secrets and their hashes are left out.

        Raises:
            NoSuchAccount: the actor's account was deleted.
            DatabaseUnavailable: it cannot be read now.
        """
        ...
