"""Jobs, the second front door: a name and arguments become a use case."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from structlog.stdlib import get_logger

from walkumentary.domain.accounts.user import NoSuchAccount
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.ids import TourId, UserId
from walkumentary.domain.tours.tour import TourNotFound
from walkumentary.gateway.alerts import BudgetAlert
from walkumentary.gateway.mail import MailRefused
from walkumentary.usecase import UseCases
from walkumentary.usecase.tours.make_tour import MakeTourCommand
from walkumentary.usecase.tours.read_tour import TourQuery
from walkumentary.usecase.tours.sweep_orphans import StorageNotOurs

_log = get_logger(__name__)

type Handler = Callable[[UseCases, Mapping[str, str]], Awaitable[None]]


async def make_tour(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """Make a tour, as its owner; one that was deleted meanwhile is no failure."""
    actor = Actor(user_id=UserId(UUID(arguments["owner_id"])), kind=ActorKind.USER)
    command = MakeTourCommand(actor=actor, tour_id=TourId(UUID(arguments["tour_id"])))
    try:
        await usecases.tours.make.execute(command)
    except (TourNotFound, NoSuchAccount):
        return


async def give_up_tour(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """End a tour that was tried too often, so that its listeners know."""
    actor = Actor(user_id=UserId(UUID(arguments["owner_id"])), kind=ActorKind.USER)
    tour_id = TourId(UUID(arguments["tour_id"]))
    try:
        await usecases.tours.give_up.execute(TourQuery(actor=actor, tour_id=tour_id))
    except (TourNotFound, NoSuchAccount):
        return


async def sweep_audio(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Throw away audio that nobody uses."""
    await usecases.tours.sweep_audio.execute()


async def sweep_narrations(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Throw away narrations that nobody uses."""
    await usecases.tours.sweep_narrations.execute()


async def sweep_orphans(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Throw away files nobody knows; another database's are none of ours."""
    try:
        await usecases.tours.sweep_orphans.execute()
    except StorageNotOurs as error:
        _log.warning("orphans_not_swept", detail=error.detail)


async def resume_tours(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Have tours made on whose job was lost."""
    await usecases.tours.resume.execute()


async def forget_account(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """Have an account forgotten where people sign in, once it was deleted here."""
    user_id = UserId(UUID(arguments["user_id"]))
    await usecases.accounts.forget.execute(user_id)


async def sweep_deleted(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Clear away what is left behind whoever left."""
    await usecases.accounts.sweep_deleted.execute()


async def alert_budget(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """Tell operators of a budget that is nearly, or wholly, spent."""
    alert = BudgetAlert(
        owner_id=UserId(UUID(arguments["owner_id"])),
        bucket=arguments["bucket"],
        level=int(arguments["level"]),
    )
    await usecases.ops.alert_budget.execute(alert)


async def sweep_guests(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Delete guests whom nobody is any more, with their tours."""
    await usecases.accounts.sweep_guests.execute()


async def sweep_ledger(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Settle provider calls whose end nobody wrote down."""
    await usecases.ops.sweep_ledger.execute()


async def sweep_keys(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Forget idempotency keys that are a day old, with what they answered."""
    await usecases.ops.sweep_keys.execute()


async def send_mail(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """Send a mail; one that no server will ever take is no failure of ours."""
    try:
        await usecases.accounts.send_mail.execute(arguments["seed"])
    except MailRefused as error:
        _log.warning("mail_refused", detail=error.detail)


async def send_mail_later(usecases: UseCases, arguments: Mapping[str, str]) -> None:
    """Begin again with a mail that was tried too often, while its link is good."""
    _log.warning("mail_still_waits", seed=arguments["seed"])
    await usecases.accounts.send_mail.later(arguments["seed"])


async def sweep_credentials(usecases: UseCases, _arguments: Mapping[str, str]) -> None:
    """Throw away what lets nobody in any more."""
    await usecases.accounts.sweep_credentials.execute()


HANDLERS: Mapping[str, Handler] = {
    "accounts.forget": forget_account,
    "accounts.send_mail": send_mail,
    "accounts.sweep": sweep_credentials,
    "tours.make": make_tour,
    "tours.resume": resume_tours,
    "tours.sweep_audio": sweep_audio,
    "tours.sweep_narrations": sweep_narrations,
    "tours.sweep_orphans": sweep_orphans,
    "accounts.sweep_deleted": sweep_deleted,
    "accounts.sweep_guests": sweep_guests,
    "ops.alert_budget": alert_budget,
    "ops.sweep_keys": sweep_keys,
    "ops.sweep_ledger": sweep_ledger,
}
"""Every job by its name, as stored in the queue."""

GIVE_UP: Mapping[str, Handler] = {
    "tours.make": give_up_tour,
    "accounts.send_mail": send_mail_later,
}
"""What is done instead once a job was tried too often."""

SCHEDULE: Mapping[str, str] = {
    "accounts.sweep": "27 * * * *",
    "tours.resume": "* * * * *",
    "tours.sweep_audio": "17 * * * *",
    "tours.sweep_narrations": "47 * * * *",
    "tours.sweep_orphans": "7 * * * *",
    "ops.sweep_keys": "27 * * * *",
    "accounts.sweep_deleted": "37 * * * *",
    "accounts.sweep_guests": "57 * * * *",
    "ops.sweep_ledger": "*/5 * * * *",
}
"""When jobs run by themselves, as crontab writes it (UTC)."""
