"""Accounts that live in a project's Supabase Auth."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from walkumentary.domain.accounts.sign_in import (
    EmailTaken,
    NoGoogleHere,
    WrongCredentials,
)
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.errors import Unauthenticated
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.identity import Departure, NewAccount, Session
from walkumentary.infra.supabase.auth import (
    Address,
    AuthCall,
    AuthReply,
    AuthServer,
    AuthUser,
    Entered,
    Opened,
    ProjectSettings,
)
from walkumentary.infra.supabase.flows import OAuthFlow, SealedFlows
from walkumentary.infra.supabase.people import People
from walkumentary.infra.supabase.refusals import (
    CODE,
    GOOGLE,
    GUEST,
    LINK,
    LOG_IN,
    OWN,
    REFRESH,
    SIGN_UP,
)
from walkumentary.infra.supabase.tokens import SupabaseTokens
from walkumentary.infra.system import compact

MOST_BEARERS = 10_000
"""People whose tokens are remembered."""

_TAKEN = frozenset({"user_already_exists", "email_exists"})
_MAILED_LATELY = "over_email_send_rate_limit"
_CANNOT_LINK = frozenset({"identity_already_exists", "manual_linking_disabled"})
_KINDS_OF_LINKS = ("signup", "email_change")
"""A new account's mail, and the mail to a guest who signs up."""


@dataclass(kw_only=True)
class SupabaseIdentity:
    """Satisfies ``IdentityGateway``.

    What people wish of their own account travels under the token they came with, which
    is remembered from ``verify``: the rest of the program knows people, not tokens.

    Args:
        server: the project's Auth.
        tokens: reads access tokens.
        people: our rows.
        flows: sign-ins at Google.
        url: of the project, as browsers reach it.
        callback: our address to which a browser comes back from Google.
    """

    server: AuthServer
    tokens: SupabaseTokens
    people: People
    flows: SealedFlows
    url: str
    callback: str
    project: ProjectSettings = field(default_factory=ProjectSettings)
    _bearers: "OrderedDict[UserId, str]" = field(
        default_factory=OrderedDict, repr=False
    )

    @property
    def reveals_addresses(self) -> bool:
        """See ``IdentityGateway.reveals_addresses``; hidden until we know better."""
        return self.project.mailer_autoconfirm

    async def inspect(self) -> None:
        """Learn what the project's owner switched on.

        Raises:
            KeyRefused: the anon key is none of this project's.
            GatewayError: not just now.
        """
        call = AuthCall(method="GET", path="/settings", may_repeat=True)
        self.project = (await self.server.ask(call)).read(ProjectSettings, {})

    async def verify(self, access_token: str) -> Actor:
        """See ``IdentityGateway.verify``.

        Somebody of whom there is no row, who signed in at Supabase itself, is asked
        for there once: the account may be deleted, and the token still good.
        """
        actor = await self.tokens.verify(access_token)
        self._remember(actor.user_id, access_token)
        if not await self.people.has(actor.user_id):
            await self._enrol(access_token)
        return actor

    # Signing up

    async def sign_up(self, account: NewAccount) -> Session | None:
        """See ``IdentityGateway.sign_up``."""
        await self.people.check_name(account.username)
        guest = account.guest
        if guest is not None and guest.kind is ActorKind.GUEST:
            return await self._convert(account, self._bearer(guest))
        return await self._enter(account)

    async def _enter(self, account: NewAccount) -> Session | None:
        reply = await self._post("/signup", _described(account))
        if reply.code in _TAKEN:
            await self._tell(account.email)
            return None
        return await self._entered(account, reply)

    async def _entered(self, account: NewAccount, reply: AuthReply) -> Session | None:
        entered = reply.read(Entered, SIGN_UP)
        if entered.access_token:
            return await self._opened(reply.read(Opened, SIGN_UP))
        if entered.identities == []:
            await self._tell(account.email)
        return None

    async def _convert(self, account: NewAccount, bearer: str) -> Session | None:
        """Make a user out of a guest, who keeps the id and all that hangs on it."""
        reply = await self._put_user(bearer, _described(account))
        if reply.code in _TAKEN:
            await self._tell(account.email)
            return None
        if reply.read(AuthUser, {**OWN, **SIGN_UP}).is_anonymous:
            return None
        session = await self.log_in(email=account.email, password=account.password)
        await self._log_out(session.access_token, "others")
        return session

    async def _tell(self, email: str) -> None:
        """Say that an address is taken: to its owner by mail, else to whoever asks.

        Where mails are sent, one goes out whether it is taken or not, and the
        project's limit of mails holds for both.
        """
        if self.reveals_addresses:
            raise EmailTaken("There is an account with this address: sign in.")
        (await self._post("/recover", {"email": email})).check(SIGN_UP)

    async def confirm_email(self, token: str) -> Session:
        """See ``IdentityGateway.confirm_email``."""
        reply = await self._followed(token, *_KINDS_OF_LINKS)
        return await self._opened(reply.read(Opened, LINK))

    async def sign_in_anonymously(self) -> Session:
        """See ``IdentityGateway.sign_in_anonymously``."""
        reply = await self._post("/signup", {"data": {}})
        return await self._opened(reply.read(Opened, GUEST))

    # Sessions

    async def log_in(self, *, email: str, password: str) -> Session:
        """See ``IdentityGateway.log_in``."""
        said = {"email": email, "password": password}
        reply = await self._grant("password", said, may_repeat=True)
        return await self._opened(reply.read(Opened, LOG_IN))

    async def refresh(self, refresh_token: str) -> Session:
        """See ``IdentityGateway.refresh``; repeated, it is good for ten seconds."""
        said = {"refresh_token": refresh_token}
        reply = await self._grant("refresh_token", said, may_repeat=True)
        return await self._opened(reply.read(Opened, REFRESH))

    async def log_out(self, refresh_token: str) -> None:
        """See ``IdentityGateway.log_out``; Supabase wants an access token for it."""
        said = {"refresh_token": refresh_token}
        reply = await self._grant("refresh_token", said, may_repeat=True)
        if reply.code in REFRESH:
            return
        opened = reply.read(Opened, REFRESH)
        await self._log_out(opened.access_token, "local")

    # Passwords

    async def forgot_password(self, email: str) -> None:
        """See ``IdentityGateway.forgot_password``."""
        reply = await self._post("/recover", {"email": email})
        if reply.code not in {_MAILED_LATELY, "validation_failed"}:
            reply.check({})

    async def reset_password(self, *, token: str, password: str) -> None:
        """See ``IdentityGateway.reset_password``."""
        reply = await self._followed(token, "recovery")
        opened = reply.read(Opened, LINK)
        await self._set_password(opened.access_token, password)
        await self._log_out(opened.access_token, "global")

    async def change_password(
        self, actor: Actor, *, current: str, password: str
    ) -> Session:
        """See ``IdentityGateway.change_password``."""
        email = await self.people.address(actor.user_id)
        if not email:
            raise WrongCredentials("The account has no password.")
        session = await self.log_in(email=email, password=current)
        await self._set_password(session.access_token, password)
        await self._log_out(session.access_token, "others")
        return session

    async def _set_password(self, bearer: str, password: str) -> None:
        reply = await self._put_user(bearer, {"password": password})
        if reply.code != "same_password":
            reply.check({**OWN, **SIGN_UP})

    # Google

    async def google_address(self, *, return_to: str, guest: Actor | None) -> Departure:
        """See ``IdentityGateway.google_address``."""
        self._check_google()
        flow = OAuthFlow.to(return_to)
        state = self.flows.seal(flow)
        asking = self._asking(flow, state)
        linked = await self._linking(asking, guest) if guest else None
        direct = f"{self.url}/auth/v1/authorize?{urlencode(asking)}"
        return Departure(address=linked or direct, state=state)

    def _asking(self, flow: OAuthFlow, state: str) -> Mapping[str, str]:
        return {
            "provider": "google",
            "scopes": "openid email profile",
            "redirect_to": f"{self.callback}?{urlencode({'state': state})}",
            "code_challenge": flow.challenge,
            "code_challenge_method": "s256",
        }

    async def _linking(self, asking: Mapping[str, str], guest: Actor) -> str | None:
        """Return where the guest becomes whom Google knows; None where nobody may."""
        call = AuthCall(
            method="GET",
            path="/user/identities/authorize",
            query={**asking, "skip_http_redirect": "true"},
            bearer=self._bearer(guest),
            may_repeat=True,
        )
        reply = await self.server.ask(call)
        if reply.code in _CANNOT_LINK:
            return None
        return reply.read(Address, GOOGLE).url

    async def finish_google(self, *, state: str, code: str) -> tuple[Session, str]:
        """See ``IdentityGateway.finish_google``."""
        flow = self.flows.open(state)
        said = {"auth_code": code, "code_verifier": flow.verifier}
        reply = await self._grant("pkce", said)
        session = await self._opened(reply.read(Opened, {**GOOGLE, **CODE}))
        return session, flow.return_to

    async def log_in_with_google(
        self, *, id_token: str, nonce: str | None, guest: Actor | None
    ) -> Session:
        """See ``IdentityGateway.log_in_with_google``."""
        self._check_google()
        _check_verified(id_token)
        said = {"provider": "google", "id_token": id_token}
        asked = {**said, "nonce": nonce} if nonce else said
        reply = await self._vouched(asked, guest)
        return await self._opened(reply.read(Opened, GOOGLE))

    async def _vouched(
        self, asked: Mapping[str, object], guest: Actor | None
    ) -> AuthReply:
        """Let the guest be whom Google knows, unless somebody is already."""
        if guest is None:
            return await self._grant("id_token", asked)
        linking = {**asked, "link_identity": True}
        reply = await self._grant("id_token", linking, bearer=self._bearer(guest))
        cannot = reply.code in _CANNOT_LINK
        return await self._grant("id_token", asked) if cannot else reply

    def _check_google(self) -> None:
        if not self.project.external.get("google", False):
            raise NoGoogleHere("The project has no Google.")

    # The end

    async def forget(self, user_id: UserId) -> None:
        """See ``IdentityGateway.forget``."""
        call = AuthCall(
            method="DELETE",
            path=f"/admin/users/{user_id}",
            is_administration=True,
            may_repeat=True,
        )
        reply = await self.server.ask(call)
        if reply.code != "user_not_found":
            reply.check({})
        await self.people.remove(user_id)
        self._bearers.pop(user_id, None)

    # What the rest is made of

    async def _opened(self, opened: Opened) -> Session:
        """Return a session, and have our row of its person."""
        user = await self.people.keep(opened.user)
        self._remember(user.id, opened.access_token)
        return Session(
            actor=user.as_actor(),
            access_token=opened.access_token,
            expires_in_s=opened.expires_in,
            refresh_token=opened.refresh_token,
            email=user.email,
            display_name=user.display_name,
        )

    async def _enrol(self, bearer: str) -> None:
        call = AuthCall(method="GET", path="/user", bearer=bearer, may_repeat=True)
        await self.people.keep((await self.server.ask(call)).read(AuthUser, OWN))

    def _remember(self, user_id: UserId, token: str) -> None:
        self._bearers[user_id] = token
        self._bearers.move_to_end(user_id)
        while len(self._bearers) > MOST_BEARERS:
            self._bearers.popitem(last=False)

    def _bearer(self, actor: Actor) -> str:
        bearer = self._bearers.get(actor.user_id)
        if bearer is None:
            raise Unauthenticated("Send the guest's own token along.")
        return bearer

    async def _post(self, path: str, said: Mapping[str, object]) -> AuthReply:
        return await self.server.ask(AuthCall(method="POST", path=path, body=said))

    async def _put_user(self, bearer: str, said: Mapping[str, object]) -> AuthReply:
        call = AuthCall(method="PUT", path="/user", body=said, bearer=bearer)
        return await self.server.ask(call)

    async def _grant(
        self,
        kind: str,
        said: Mapping[str, object],
        *,
        bearer: str | None = None,
        may_repeat: bool = False,
    ) -> AuthReply:
        call = AuthCall(
            method="POST",
            path="/token",
            query={"grant_type": kind},
            body=said,
            bearer=bearer,
            may_repeat=may_repeat,
        )
        return await self.server.ask(call)

    async def _followed(self, token: str, *kinds: str) -> AuthReply:
        """Follow a link of one of these kinds."""
        for kind in kinds:
            reply = await self._post("/verify", {"type": kind, "token_hash": token})
            if reply.is_good:
                break
        return reply

    async def _log_out(self, bearer: str, scope: str) -> None:
        call = AuthCall(
            method="POST",
            path="/logout",
            query={"scope": scope},
            bearer=bearer,
            may_repeat=True,
        )
        reply = await self.server.ask(call)
        if reply.code not in OWN:
            reply.check({})


def _described(account: NewAccount) -> dict[str, object]:
    names = {"display_name": account.display_name, "username": account.username}
    carried = {name: value for name, value in names.items() if value}
    return {"email": account.email, "password": account.password, "data": carried}


def _check_verified(id_token: str) -> None:
    """Refuse an address Google does not vouch for: projects may be more lenient."""
    try:
        claims = compact.read(id_token).claims
    except ValueError as error:
        raise WrongCredentials("Google does not vouch for it.") from error
    if claims.get("email_verified") is not True:
        raise WrongCredentials("Google does not vouch for the address.")
