"""The suites that judge adapters cannot be softened by them."""

import pytest

from tests.contracts.base import PortContract


class Promise(PortContract):
    def test_it_holds(self) -> None:
        """Hold."""


def test_an_adapter_cannot_override_a_promise() -> None:
    with pytest.raises(TypeError, match="test_it_holds"):
        type("Softened", (Promise,), {"test_it_holds": lambda _: None})


def test_an_adapter_may_promise_more() -> None:
    type("Stricter", (Promise,), {"test_more": lambda _: None})
