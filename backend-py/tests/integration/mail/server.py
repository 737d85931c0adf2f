"""A mail server on loopback, which can be busy, slow or fussy."""

import asyncio
import email
import email.policy
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.contracts.mail_gateway import Arrived

LOGIN = ("walkumentary", "se:cret/word")


@dataclass(slots=True)
class Inboxes:
    """Takes what it is sent, unless told otherwise; knows how it was sent."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[Sequence[str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    logins: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self,
        server: SMTP,
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        if self.hangs:
            await self.released.wait()
        if self.replies:
            return self.replies.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=email.policy.default)
        self.messages.append(message)
        self.recipients.append(tuple(envelope.rcpt_tos))
        self.encrypted.append(_is_encrypted(server))
        return "250 OK"

    def authenticate(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _way: str,
        said: object,
    ) -> AuthResult:
        assert isinstance(said, LoginPassword)
        self.logins += 1
        is_right = (said.login.decode(), said.password.decode()) == LOGIN
        return AuthResult(success=is_right)

    def arrived(self) -> list[Arrived]:
        return [
            Arrived(to=list(to), subject=message["Subject"], text=_text(message))
            for to, message in zip(self.recipients, self.messages, strict=True)
        ]


def _is_encrypted(server: SMTP) -> bool:
    assert server.transport is not None
    return server.transport.get_extra_info("ssl_object") is not None


def _text(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


@asynccontextmanager
async def mail_server(
    *,
    tls: SSLContext | None = None,
    start_tls: SSLContext | None = None,
    login: bool = False,
    host: str = "127.0.0.1",
) -> AsyncIterator[Inboxes]:
    """Listen on loopback; ``tls`` from the first byte, ``start_tls`` when asked."""
    inboxes = Inboxes()
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        with warnings.catch_warnings():
            # It warns of log-ins without TLS; loopback is where they are tested.
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(
                inboxes,
                hostname="mail.test",
                tls_context=start_tls,
                authenticator=inboxes.authenticate if login else None,
                auth_required=login,
                auth_require_tls=start_tls is not None,
                loop=loop,
            )

    server = await loop.create_server(session, host, 0, ssl=tls)
    inboxes.port = server.sockets[0].getsockname()[1]
    try:
        yield inboxes
    finally:
        inboxes.released.set()
        server.close()
