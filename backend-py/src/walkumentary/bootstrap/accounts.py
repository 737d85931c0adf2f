"""Composition: roles and tiers from the command line."""

from structlog.stdlib import get_logger

from walkumentary.bootstrap.keys import begun
from walkumentary.bootstrap.logging import configure_logging
from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.accounts.user import User
from walkumentary.infra.system.clock import SystemClock
from walkumentary.usecase.accounts.grant_access import GrantAccess, GrantAccessCommand

_log = get_logger(__name__)


async def grant_access(settings: Settings, command: GrantAccessCommand) -> User:
    """Give somebody a role and a tier; the log says to which account, not to whom.

    Raises:
        AccountNotFound: nobody has this address.
        DatabaseUnavailable: the database cannot be reached.
    """
    configure_logging(settings)
    async with begun(settings) as begin:
        user = await GrantAccess(begin=begin, clock=SystemClock()).execute(command)
    _log.info("access_granted", user_id=str(user.id), role=user.role, tier=user.tier)
    return user
