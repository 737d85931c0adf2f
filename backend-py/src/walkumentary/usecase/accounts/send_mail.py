"""Write to somebody about their account."""

from dataclasses import dataclass

from walkumentary.domain.accounts import letters
from walkumentary.domain.accounts.letters import Letter
from walkumentary.domain.accounts.names import email_key
from walkumentary.domain.accounts.sessions import AccountToken, Purpose, hash_of
from walkumentary.domain.accounts.user import User
from walkumentary.domain.shared.actor import SYSTEM
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.mail import LinkSeals, Mail, MailGateway
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMail:
    """Send the mail that waits under a seed.

    Only here is it looked up whether an address has an account: who asked for the
    mail got their answer before.

    ``home`` is where the page is; links carry their token behind ``#``, which no
    server is sent and no log holds.
    """

    begin: Begin[AccountWork]
    mail: MailGateway | None
    links: LinkSeals
    clock: Clock
    home: str

    async def execute(self, seed: str) -> None:
        """Send it, unless its link was used or is too old.

        Raises:
            MailNotSent: the mail server did not take it; try again.
            MailRefused: the mail server will never take it.
        """
        mail = await self._written(seed)
        if mail is not None and self.mail is not None:
            await self.mail.send(mail)

    async def later(self, seed: str) -> None:
        """Have it tried again, for as long as its link is good."""
        async with self.begin(SYSTEM) as work:
            if await self._waiting(work, seed) is not None:
                await work.jobs.send_mail(seed)
                await work.commit()

    async def _written(self, seed: str) -> Mail | None:
        async with self.begin(SYSTEM) as work:
            token = await self._waiting(work, seed)
            if token is None:
                return None
            email = token.content["email"]
            user = await work.users.find_by_email_key(email_key(email))
        letter = self._letter(token.purpose, user, self.links.token_of(seed))
        if letter is None:
            return None
        return Mail(id=seed, to=email, subject=letter.subject, text=letter.text)

    async def _waiting(self, work: AccountWork, seed: str) -> AccountToken | None:
        hashed = hash_of(self.links.token_of(seed))
        return await work.account_tokens.find(hashed, now=self.clock.now())

    def _letter(self, purpose: Purpose, user: User | None, token: str) -> Letter | None:
        if purpose is Purpose.CONFIRM:
            return self._welcome(user, token)
        return letters.way_back(f"{self.home}/#reset={token}") if user else None

    def _welcome(self, user: User | None, token: str) -> Letter:
        if user is not None:
            return letters.already_there(f"{self.home}/#sign-in")
        return letters.confirmation(f"{self.home}/#confirm={token}")
