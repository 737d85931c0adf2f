"""An account acts as the kind of person it is."""

from tests import makers
from walkumentary.domain.shared.actor import ActorKind


def test_a_guest_acts_as_a_guest() -> None:
    user = makers.a_user(kind=ActorKind.GUEST)

    actor = user.as_actor()

    assert (actor.user_id, actor.kind) == (user.id, ActorKind.GUEST)
