"""Where a request comes from, for those who count by it."""

from typing import Annotated

from fastapi import Depends, Request

from walkumentary.domain.shared.addresses import ClientAddress
from walkumentary.middleware.client_address import client_address


async def _client_address(request: Request) -> ClientAddress:
    return client_address(request.scope)


FromAddress = Annotated[ClientAddress, Depends(_client_address)]
