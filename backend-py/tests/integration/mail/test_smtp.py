"""Mail is handed to a real server on loopback."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.contracts.mail_gateway import Arrived, MailGatewayContract, Post, a_mail
from tests.integration.mail.server import LOGIN, Inboxes, mail_server
from walkumentary.gateway.mail import MailNotSent, MailRefused
from walkumentary.infra.mail.smtp import SmtpMail, server_of
from walkumentary.infra.memory.clock import NOON, FixedClock

SENDER = Address("Walkumentary, tours", addr_spec="walks@example.org")
AFAR = "127.0.0.2"
"""A host that is not known for being loopback, although it is."""
SECRET = quote(LOGIN[1], safe="")


def smtp(
    url: str, *, trust: ssl.SSLContext | None = None, timeout_s: float = 5.0
) -> SmtpMail:
    return SmtpMail(
        server=server_of(url),
        sender=SENDER,
        clock=FixedClock(),
        trust=trust,
        timeout_s=timeout_s,
    )


@dataclass
class RealPost:
    mail: SmtpMail
    inboxes: Inboxes

    def arrived(self) -> list[Arrived]:
        return self.inboxes.arrived()

    def refuse_once(self) -> None:
        self.inboxes.replies.append("451 greylisted, anna@example.org")


@pytest.fixture
async def inboxes() -> AsyncIterator[Inboxes]:
    async with mail_server() as inboxes:
        yield inboxes


@pytest.fixture
def post(inboxes: Inboxes) -> Post:
    return RealPost(smtp(f"smtp://127.0.0.1:{inboxes.port}"), inboxes)


class TestSmtpMail(MailGatewayContract):
    pass


async def test_a_mail_says_who_when_and_that_no_person_wrote_it(
    inboxes: Inboxes,
) -> None:
    mail = a_mail()

    await smtp(f"smtp://127.0.0.1:{inboxes.port}").send(mail)

    (message,) = inboxes.messages
    assert message["From"] == str(SENDER)
    assert parsedate_to_datetime(message["Date"]) == NOON
    assert message["Message-ID"] == f"<{mail.id}@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"


async def test_a_mail_sent_again_is_the_same_mail(inboxes: Inboxes) -> None:
    mail = a_mail()

    for _ in range(2):
        await smtp(f"smtp://127.0.0.1:{inboxes.port}").send(mail)

    assert len({message["Message-ID"] for message in inboxes.messages}) == 1


@pytest.mark.parametrize("subject", ["a\r\nBcc: eve@example.org", "a\nb", "a\r"])
async def test_a_subject_is_one_line(inboxes: Inboxes, subject: str) -> None:
    with pytest.raises(MailRefused):
        await smtp(f"smtp://127.0.0.1:{inboxes.port}").send(a_mail(subject=subject))

    assert inboxes.messages == []


async def test_an_address_the_server_never_takes_is_told_without_its_name(
    inboxes: Inboxes,
) -> None:
    inboxes.refused["anna@example.org"] = "550 no anna@example.org here"

    with pytest.raises(MailRefused) as refused:
        await smtp(f"smtp://127.0.0.1:{inboxes.port}").send(a_mail())

    assert "anna" not in refused.value.detail
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


async def test_an_address_the_server_takes_later_is_tried_again(
    inboxes: Inboxes,
) -> None:
    inboxes.refused["anna@example.org"] = "450 come back later"

    with pytest.raises(MailNotSent):
        await smtp(f"smtp://127.0.0.1:{inboxes.port}").send(a_mail())


async def test_a_server_that_hangs_is_given_up(inboxes: Inboxes) -> None:
    inboxes.hangs = True

    with pytest.raises(MailNotSent):
        async with asyncio.timeout(10):
            await smtp(f"smtp://127.0.0.1:{inboxes.port}", timeout_s=0.2).send(a_mail())


async def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(MailNotSent):
        await smtp("smtp://127.0.0.1:9").send(a_mail())


async def test_mail_is_encrypted_from_the_first_byte(certificate: Path) -> None:
    async with mail_server(tls=_serving(certificate)) as inboxes:
        mail = smtp(f"smtps://127.0.0.1:{inboxes.port}", trust=_trusting(certificate))

        await mail.send(a_mail())

    assert inboxes.encrypted == [True]


async def test_a_server_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    async with mail_server(tls=_serving(certificate)) as inboxes:
        with pytest.raises(MailNotSent):
            await smtp(f"smtps://127.0.0.1:{inboxes.port}").send(a_mail())

    assert inboxes.messages == []


async def test_a_login_opens_the_server() -> None:
    async with mail_server(login=True) as inboxes:
        await smtp(f"smtp://{LOGIN[0]}:{SECRET}@127.0.0.1:{inboxes.port}").send(
            a_mail()
        )

        wrong = smtp(f"smtp://{LOGIN[0]}:wrong@127.0.0.1:{inboxes.port}")
        with pytest.raises(MailNotSent) as refused:
            await wrong.send(a_mail())

    assert inboxes.logins == 2
    assert len(inboxes.messages) == 1
    assert "wrong" not in refused.value.detail


async def test_what_is_not_encrypted_becomes_so_where_the_server_can(
    certificate: Path,
) -> None:
    serving = mail_server(start_tls=_serving(certificate), login=True, host=AFAR)
    async with serving as inboxes:
        url = f"smtp://{LOGIN[0]}:{SECRET}@{AFAR}:{inboxes.port}"

        await smtp(url, trust=_trusting(certificate)).send(a_mail())
        with pytest.raises(MailNotSent):
            await smtp(url).send(a_mail())

    assert inboxes.encrypted == [True]


async def test_no_password_is_told_a_server_that_cannot_encrypt() -> None:
    async with mail_server(login=True, host=AFAR) as inboxes:
        with pytest.raises(MailNotSent):
            await smtp(f"smtp://{LOGIN[0]}:{SECRET}@{AFAR}:{inboxes.port}").send(
                a_mail()
            )

    assert inboxes.logins == 0


def test_a_password_travels_encrypted_or_not_at_all() -> None:
    assert server_of("smtp://a:b@mail.example:587").start_tls is True
    assert server_of("smtp://mail.example").start_tls is None
    assert server_of("smtps://a:b@mail.example").start_tls is False
    assert server_of("smtp://a:b@localhost:25").start_tls is False


@pytest.mark.parametrize("url", ["", "http://a", "smtp://", "smtp:///x", "smtp://h:x"])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        server_of(url)


def test_ports_have_their_usual_numbers() -> None:
    assert server_of("smtp://mail.example").port == 587
    assert server_of("smtps://mail.example").port == 465


def test_a_server_does_not_show_its_password() -> None:
    assert "secret" not in repr(server_of("smtp://me:secret@mail.example"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, which nobody but the test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    hosts = [x509.IPAddress(ipaddress.ip_address(h)) for h in ("127.0.0.1", AFAR)]
    now = dt.datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


def _serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)
