"""Let people leave, with everything that is theirs."""

from contextlib import suppress
from dataclasses import dataclass

from walkumentary.domain.accounts.erasure import Erased
from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import SYSTEM, Actor
from walkumentary.domain.shared.errors import GatewayError
from walkumentary.gateway.clock import Clock
from walkumentary.gateway.ids import Ids
from walkumentary.gateway.storage import StorageGateway
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAccount:
    """Rows first, all in one transaction; then the files those rows named.

    From then on every token and key of theirs is refused: keys and sessions are gone,
    and whoever reads or writes with an access token that has not ended yet meets the
    mark that the account leaves (``ErasureGateway.erase``). Who makes a tour for them
    loses the lease.
    """

    begin: Begin[AccountWork]
    storage: StorageGateway
    clock: Clock
    ids: Ids

    async def execute(self, actor: Actor) -> Erased:
        """Delete the account; return what is kept.

        Raises:
            NoSuchAccount: it was deleted, or never was.
            DatabaseUnavailable: nothing is deleted now.
        """
        async with self.begin(SYSTEM) as work:
            if await work.users.lock(actor.user_id) is None:
                raise NoSuchAccount("There is no such account any more.")
            erased = await work.erasure.erase(
                actor.user_id, alias=self.ids.new(), at=self.clock.now()
            )
            await work.jobs.forget_account(actor.user_id)
            await work.commit()
        # What cannot be deleted now, the sweep of files nobody knows takes.
        with suppress(GatewayError):
            await self.storage.delete(erased.files)
        return erased
