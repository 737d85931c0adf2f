"""Look up what a person likes, for whoever works for them."""

from dataclasses import dataclass

from walkumentary.domain.accounts.preferences import Preferences
from walkumentary.domain.shared.actor import Actor
from walkumentary.gateway.unit_of_work import AccountWork, Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPreferences:
    """What a request leaves open is as the person likes it."""

    begin: Begin[AccountWork]

    async def execute(self, actor: Actor) -> Preferences:
        """Return the preferences; somebody unknown has none.

        Raises:
            DatabaseUnavailable: they cannot be looked up now.
        """
        async with self.begin(actor) as work:
            user = await work.users.find(actor.user_id)
        return user.preferences if user else Preferences()
