"""What a simulated project of Supabase Auth knows: people, sessions, mails, flows.

Source: github supabase/auth (internal/api: signup, anonymous, token, token_refresh,
token_oidc, pkce, verify, user, recover, logout, admin), read 2026-11-21.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from tests.simulator.auth_keys import Keys
from walkumentary.gateway.clock import Clock
from walkumentary.infra.system.clock import SystemClock

AUDIENCE = "authenticated"
REUSE_S = 10
MAIL_LIFE_S = 86_400
CLIENT = "client-id-of-the-test"
GOOGLE = "https://accounts.google.com"


class Refused(Exception):
    """A refusal, as the server words it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def _link_is_bad() -> Refused:
    return Refused(403, "otp_expired", "Email link is invalid or has expired")


class MailKind(StrEnum):
    """What a mail is for, as ``type`` of /verify names it."""

    SIGNUP = "signup"
    RECOVERY = "recovery"
    EMAIL_CHANGE = "email_change"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was sent; ``token_hash`` is in its link."""

    to: str
    kind: MailKind
    token_hash: str
    otp: str
    person_id: str
    sent_at: datetime


@dataclass(slots=True, kw_only=True)
class Person:
    """One user."""

    created_at: datetime
    id: str = field(default_factory=lambda: str(uuid4()))
    email: str = ""
    new_email: str = ""
    password: str = ""
    is_anonymous: bool = False
    confirmed_at: datetime | None = None
    seen_at: datetime | None = None
    mailed_at: datetime | None = None
    metadata: dict[str, object] = field(default_factory=dict)
    app_metadata: dict[str, object] = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    """Subjects by their providers."""


@dataclass(slots=True)
class Device:
    """A session; ``tokens`` are its refresh tokens, the last one is good."""

    person_id: str
    id: str = field(default_factory=lambda: str(uuid4()))
    tokens: list[str] = field(default_factory=list)
    used_at: datetime | None = None


@dataclass(slots=True)
class Flow:
    """A sign-in at Google that is under way."""

    challenge: str
    redirect_to: str
    person_id: str | None = None
    google: "GooglePerson | None" = None


@dataclass(frozen=True, slots=True)
class GooglePerson:
    """Whom Google vouches for."""

    subject: str
    email: str
    is_verified: bool = True
    name: str = "Anna Example"


@dataclass(slots=True, kw_only=True)
class Project:
    """One project, with the switches its owner has."""

    url: str = ""
    clock: Clock = field(default_factory=SystemClock)
    keys: Keys = field(default_factory=Keys)
    google_keys: Keys = field(default_factory=Keys)
    autoconfirm: bool = True
    has_anonymous: bool = True
    has_google: bool = True
    links_identities: bool = True
    takes_sign_ups: bool = True
    mail_every_s: float = 0.0
    life_s: int = 3_600
    people: dict[str, Person] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    _spent: set[str] = field(default_factory=set)

    # --- signing up ----------------------------------------------------------------

    def sign_up(
        self, email: str, password: str, metadata: Mapping[str, object]
    ) -> dict[str, object]:
        """Return a session, or the user where a mail was sent."""
        self._check_open()
        self._check_password(password)
        known = self.find(email)
        if known is not None and known.confirmed_at:
            return self._taken(email)
        person = known or self._new(email=email, password=password)
        person.metadata = dict(metadata)
        return self._confirmed_or_mailed(person)

    def sign_up_anonymously(self, metadata: Mapping[str, object]) -> dict[str, object]:
        """Return a session."""
        self._check_open()
        if not self.has_anonymous:
            off = "Anonymous sign-ins are disabled"
            raise Refused(422, "anonymous_provider_disabled", off)
        person = self._new(is_anonymous=True)
        person.metadata = dict(metadata)
        return self.session(self._open(person))

    def _check_open(self) -> None:
        if not self.takes_sign_ups:
            closed = "Signups not allowed for this instance"
            raise Refused(422, "signup_disabled", closed)

    def _check_password(self, password: str) -> None:
        if len(password) < 6:
            short = "Password should be at least 6 characters."
            raise Refused(422, "weak_password", short)

    def _taken(self, email: str) -> dict[str, object]:
        """Tell it, or answer like for anybody new: an id, but no identity."""
        if self.autoconfirm:
            raise Refused(422, "user_already_exists", "User already registered")
        feigned = Person(created_at=self.clock.now(), email=email)
        return {**self.described(feigned), "identities": []}

    def _confirmed_or_mailed(self, person: Person) -> dict[str, object]:
        person.identities["email"] = person.id
        if self.autoconfirm:
            person.confirmed_at = self.clock.now()
            return self.session(self._open(person))
        self._mail(person, MailKind.SIGNUP, person.email)
        return self.described(person)

    def _new(self, **known: object) -> Person:
        person = Person(created_at=self.clock.now())
        for name, value in known.items():
            setattr(person, name, value)
        self.people[person.id] = person
        return person

    def find(self, email: str) -> Person | None:
        """Return the person with an address."""
        wanted = email.casefold()
        return next((p for p in self.people.values() if p.email == wanted), None)

    # --- mails ---------------------------------------------------------------------

    def _mail(self, person: Person, kind: MailKind, to: str) -> None:
        now = self.clock.now()
        pause = timedelta(seconds=self.mail_every_s)
        if person.mailed_at and now - person.mailed_at < pause:
            often = "For security purposes, you can only request this after 59 seconds."
            raise Refused(429, "over_email_send_rate_limit", often)
        person.mailed_at = now
        otp = f"{secrets.randbelow(1_000_000):06}"
        hashed = hashlib.sha224(f"{to}{otp}{uuid4()}".encode()).hexdigest()
        self.mails.append(Mail(to, kind, hashed, otp, person.id, now))

    def recover(self, email: str) -> None:
        """Send a way back in, where somebody is to have it."""
        person = self.find(email)
        if person:
            self._mail(person, MailKind.RECOVERY, person.email)

    def verify(self, kind: str, *, token_hash: str) -> dict[str, object]:
        """Return a session for what a mail carried."""
        return self._verified(
            [m for m in self.mails if m.kind == kind and m.token_hash == token_hash]
        )

    def verify_otp(self, kind: str, *, email: str, otp: str) -> dict[str, object]:
        """Return a session for the digits of a mail."""
        sent = [m for m in self.mails if m.kind == kind and m.to == email]
        return self._verified([mail for mail in sent[-1:] if mail.otp == otp])

    def _verified(self, found: list[Mail]) -> dict[str, object]:
        good = [mail for mail in found if self._is_good(mail)]
        if not good:
            raise _link_is_bad()
        mail = good[0]
        self._spent.add(mail.token_hash)
        person = self.people[mail.person_id]
        self._confirm(person, mail.to)
        return self.session(self._open(person))

    def _is_good(self, mail: Mail) -> bool:
        age_s = (self.clock.now() - mail.sent_at).total_seconds()
        known = mail.person_id in self.people and mail.token_hash not in self._spent
        newest = [m for m in self.mails if m.person_id == mail.person_id][-1]
        return known and age_s < MAIL_LIFE_S and newest is mail

    def _confirm(self, person: Person, email: str) -> None:
        person.email, person.new_email = email.casefold(), ""
        person.confirmed_at = self.clock.now()
        person.is_anonymous = False
        person.identities["email"] = person.id

    # --- sessions ------------------------------------------------------------------

    def log_in(self, email: str, password: str) -> dict[str, object]:
        """Return a session for a password."""
        person = self.find(email)
        if person is None or not password or person.password != password:
            raise Refused(400, "invalid_credentials", "Invalid login credentials")
        if person.confirmed_at is None:
            raise Refused(400, "email_not_confirmed", "Email not confirmed")
        return self.session(self._open(person))

    def refresh(self, token: str) -> dict[str, object]:
        """Return the next pair; a used token is good for ten seconds, then stolen."""
        device = next((d for d in self.devices.values() if token in d.tokens), None)
        if device is None:
            missing = "Invalid Refresh Token: Refresh Token Not Found"
            raise Refused(400, "refresh_token_not_found", missing)
        if token != device.tokens[-1]:
            self._check_reuse(device, token)
            return self.session(device)
        return self.session(self._renewed(device))

    def _check_reuse(self, device: Device, token: str) -> None:
        used_at = device.used_at or self.clock.now()
        is_recent = self.clock.now() - used_at < timedelta(seconds=REUSE_S)
        if token not in device.tokens[-2:] or not is_recent:
            del self.devices[device.id]
            used = "Invalid Refresh Token: Already Used"
            raise Refused(400, "refresh_token_already_used", used)

    def _open(self, person: Person) -> Device:
        device = Device(person.id)
        self.devices[device.id] = device
        person.seen_at = self.clock.now()
        return self._renewed(device)

    def _renewed(self, device: Device) -> Device:
        device.tokens.append(secrets.token_urlsafe(9))
        device.used_at = self.clock.now()
        return device

    def session(self, device: Device) -> dict[str, object]:
        """Return the answer that opens or renews a session."""
        now = int(self.clock.now().timestamp())
        person = self.people[device.person_id]
        return {
            "access_token": self.keys.sign(self.claims(person, device)),
            "token_type": "bearer",
            "expires_in": self.life_s,
            "expires_at": now + self.life_s,
            "refresh_token": device.tokens[-1],
            "user": self.described(person),
        }

    def claims(self, person: Person, device: Device) -> dict[str, object]:
        """Return what an access token says."""
        now = int(self.clock.now().timestamp())
        return {
            "iss": f"{self.url}/auth/v1",
            "sub": person.id,
            "aud": AUDIENCE,
            "exp": now + self.life_s,
            "iat": now,
            "email": person.email,
            "phone": "",
            "app_metadata": person.app_metadata,
            "user_metadata": person.metadata,
            "role": "authenticated",
            "aal": "aal1",
            "amr": [{"method": "password", "timestamp": now}],
            "session_id": device.id,
            "is_anonymous": person.is_anonymous,
        }

    def end(self, devices: Iterable[Device]) -> None:
        """Log out."""
        for device in [*devices]:
            self.devices.pop(device.id, None)

    def of(self, person_id: str) -> list[Device]:
        """Return somebody's sessions."""
        return [d for d in self.devices.values() if d.person_id == person_id]

    # --- the person who asks -------------------------------------------------------

    def change(
        self, person: Person, device: Device, asked: Mapping[str, str]
    ) -> dict[str, object]:
        """Change password and address; whoever was anonymous is not any more."""
        email, password = asked.get("email", "").casefold(), asked.get("password", "")
        self._check_change(person, email=email, password=password)
        if password:
            person.password = password
            self.end(d for d in self.of(person.id) if d.id != device.id)
        if email and email != person.email:
            self._readdress(person, email)
        return self.described(person)

    def _check_change(self, person: Person, *, email: str, password: str) -> None:
        if email and self.find(email):
            exists = "A user with this email address has already been registered"
            raise Refused(422, "email_exists", exists)
        if password:
            self._check_new_password(person, email, password)

    def _check_new_password(self, person: Person, email: str, password: str) -> None:
        self._check_password(password)
        if person.is_anonymous and not email:
            lacking = "Updating password of an anonymous user without an email"
            raise Refused(422, "validation_failed", lacking)
        if password == person.password:
            same = "New password should be different from the old password."
            raise Refused(422, "same_password", same)

    def _readdress(self, person: Person, email: str) -> None:
        if person.is_anonymous and self.autoconfirm:
            self._confirm(person, email)
        else:
            person.new_email = email
            self._mail(person, MailKind.EMAIL_CHANGE, email)

    def forget(self, person_id: str) -> dict[str, object]:
        """Delete somebody with all sessions."""
        person = self.people.pop(person_id, None)
        if person is None:
            raise Refused(404, "user_not_found", "User not found")
        self.end(self.of(person_id))
        return self.described(person)

    # --- Google --------------------------------------------------------------------

    def begin(self, flow: Flow) -> str:
        """Return the state of a sign-in that begins."""
        if not self.has_google:
            off = "Unsupported provider: provider is not enabled"
            raise Refused(400, "validation_failed", off)
        state = secrets.token_urlsafe(24)
        self.flows[state] = flow
        return state

    def consented(self, state: str, person: GooglePerson) -> tuple[str, str]:
        """Return where the browser goes from Google, and the code it carries."""
        flow = self.flows.pop(state)
        flow.google = person
        code = str(uuid4())
        self.flows[code] = flow
        return flow.redirect_to, code

    def redeem(self, code: str, verifier: str) -> dict[str, object]:
        """Return a session for a code."""
        flow = self.flows.get(code)
        if flow is None or flow.google is None:
            gone = "invalid flow state, no valid flow state found"
            raise Refused(404, "flow_state_not_found", gone)
        digest = hashlib.sha256(verifier.encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != flow.challenge:
            other = "code challenge does not match previously saved code verifier"
            raise Refused(400, "bad_code_verifier", other)
        del self.flows[code]
        return self.vouched(flow.google, flow.person_id)

    def vouched(self, google: GooglePerson, person_id: str | None) -> dict[str, object]:
        """Return a session for whom Google vouches; the guest may become them."""
        known = self._known(google)
        if person_id is None:
            person = known or self._new(email=google.email.casefold())
        else:
            person = self._linked(person_id, known)
        self._check_vouched(google)
        person.identities["google"] = google.subject
        person.metadata = {**person.metadata, "full_name": google.name}
        self._confirm(person, google.email)
        return self.session(self._open(person))

    def _known(self, google: GooglePerson) -> Person | None:
        people = self.people.values()
        by_subject = (p for p in people if p.identities.get("google") == google.subject)
        return next(by_subject, None) or self.find(google.email)

    def _linked(self, person_id: str, known: Person | None) -> Person:
        if not self.links_identities:
            off = "Manual linking is disabled"
            raise Refused(404, "manual_linking_disabled", off)
        if known is not None:
            other = "Identity is already linked to another user"
            raise Refused(422, "identity_already_exists", other)
        return self.people[person_id]

    def _check_vouched(self, google: GooglePerson) -> None:
        if not google.is_verified and not self.autoconfirm:
            unknown = "Unverified email with google. A confirmation email has been sent"
            raise Refused(422, "provider_email_needs_verification", unknown)

    # --- wording -------------------------------------------------------------------

    def described(self, person: Person) -> dict[str, object]:
        """Return a user as answers hold it; what is not there is left out."""
        now = self.clock.now().isoformat()
        times = {
            "confirmed_at": person.confirmed_at,
            "email_confirmed_at": person.confirmed_at,
            "last_sign_in_at": person.seen_at,
            "confirmation_sent_at": person.mailed_at,
        }
        return {
            "id": person.id,
            "aud": AUDIENCE,
            "role": "authenticated",
            "email": person.email,
            "phone": "",
            "app_metadata": person.app_metadata,
            "user_metadata": person.metadata,
            "identities": [
                self._identity(person, *one) for one in person.identities.items()
            ],
            "created_at": person.created_at.isoformat(),
            "updated_at": now,
            "is_anonymous": person.is_anonymous,
            **{name: at.isoformat() for name, at in times.items() if at},
            **({"new_email": person.new_email} if person.new_email else {}),
        }

    def _identity(
        self, person: Person, provider: str, subject: str
    ) -> dict[str, object]:
        at = person.created_at.isoformat()
        return {
            "identity_id": str(uuid4()),
            "id": subject if provider == "email" else str(uuid4()),
            "user_id": person.id,
            "identity_data": {"sub": subject, "email": person.email},
            "provider": provider,
            "last_sign_in_at": at,
            "created_at": at,
            "updated_at": at,
            "email": person.email,
        }
