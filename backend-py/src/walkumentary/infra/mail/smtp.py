"""Adapter: mail by SMTP (RFC 5321), encrypted wherever the server can."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as LINES
from ssl import SSLContext
from urllib.parse import unquote, urlsplit

from walkumentary.gateway.clock import Clock
from walkumentary.gateway.mail import Mail, MailNotSent, MailRefused

TIMEOUT_S = 15.0
"""For each step of the conversation."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_FOR_GOOD = 500
"""From here on a reply says that sending it again is no use (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over, read from ``smtp://`` or ``smtps://``."""

    hostname: str
    port: int
    use_tls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def start_tls(self) -> bool | None:
        """None is: where the server can. A password travels encrypted or not at all."""
        if self.use_tls or self.hostname in _LOOPBACK:
            return False
        return True if self.password else None


def server_of(url: str) -> Server:
    """Return the server an address names.

    Raises:
        ValueError: that is no such address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("write it as smtp://user:password@host:587 or smtps://host")
    use_tls = parts.scheme == "smtps"
    return Server(
        hostname=parts.hostname,
        port=parts.port or (465 if use_tls else 587),
        use_tls=use_tls,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMail:
    """Satisfies ``MailGateway``; one connection a mail.

    Args:
        server: who takes it.
        sender: whom it is from, as ``Walkumentary <walks@example.org>``.
        trust: whose certificates are believed; default: the system's.
    """

    server: Server
    sender: Address
    clock: Clock
    trust: SSLContext | None = None
    timeout_s: float = TIMEOUT_S

    async def send(self, mail: Mail) -> None:
        """See ``MailGateway.send``."""
        import aiosmtplib  # noqa: PLC0415 - slow to load, rarely needed

        mail.check()
        with _refusals():
            await aiosmtplib.send(
                message_of(mail, sender=self.sender, clock=self.clock),
                hostname=self.server.hostname,
                port=self.server.port,
                username=self.server.username,
                password=self.server.password,
                use_tls=self.server.use_tls,
                start_tls=self.server.start_tls,
                tls_context=self.trust,
                timeout=self.timeout_s,
            )


def message_of(mail: Mail, *, sender: Address, clock: Clock) -> EmailMessage:
    """Return a mail as it travels."""
    message = EmailMessage(policy=LINES)
    message["From"] = sender
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = clock.now()
    message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


@contextmanager
def _refusals() -> Iterator[None]:
    """Say what happened; what the server said names people, and goes no further."""
    from aiosmtplib import SMTPException  # noqa: PLC0415 - see above

    try:
        yield
    except (SMTPException, OSError) as error:
        raise _meaning(error) from None


def _meaning(error: Exception) -> MailNotSent | MailRefused:
    from aiosmtplib import SMTPRecipientsRefused  # noqa: PLC0415 - see above

    if not isinstance(error, SMTPRecipientsRefused):
        return MailNotSent(f"The mail server: {_what(error)}.")
    code = min(one.code for one in error.recipients)
    if code < _FOR_GOOD:
        return MailNotSent(f"The mail server does not take the address now: {code}.")
    return MailRefused(f"The mail server refused the address: {code}.")


def _what(error: Exception) -> str:
    from aiosmtplib import SMTPResponseException  # noqa: PLC0415 - see above

    code = error.code if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__} {code}".strip()
