"""Adapter: mail on a console, for whoever develops without a mail server."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

from walkumentary.gateway.mail import Mail


@dataclass(frozen=True, slots=True)
class ConsoleMail:
    """Satisfies ``MailGateway`` by printing; not through the log, which hides links."""

    out: TextIO = field(default_factory=lambda: sys.stderr)

    async def send(self, mail: Mail) -> None:
        """See ``MailGateway.send``."""
        rule = "-" * 72
        text = f"{rule}\nTo: {mail.to}\nSubject: {mail.subject}\n\n{mail.text}\n{rule}"
        print(text, file=self.out, flush=True)
