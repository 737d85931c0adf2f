"""Who may write what anybody can read."""

from walkumentary.domain.shared.actor import ActorKind
from walkumentary.domain.shared.errors import Forbidden
from walkumentary.domain.shared.ids import UserId
from walkumentary.infra.memory.transaction import Transaction


def check_may_publish(transaction: Transaction, owner_id: UserId | None) -> None:
    """Refuse a new row that row-level security would refuse.

    Raises:
        Forbidden: the row would be somebody else's, or everybody's.
    """
    actor = transaction.actor
    if actor.kind is not ActorKind.SYSTEM and owner_id != actor.user_id:
        raise Forbidden("Row-level security forbids this.")
