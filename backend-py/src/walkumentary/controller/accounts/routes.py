"""Accounts over HTTP."""

from fastapi import APIRouter

from walkumentary.controller.accounts.schemas import SignedInView
from walkumentary.controller.context import Accounts
from walkumentary.controller.problem import problems

router = APIRouter(prefix="/v1/auth", tags=["accounts"])


@router.post("/anonymous", status_code=201, responses=problems(403, 503))
async def sign_in_anonymously(accounts: Accounts) -> SignedInView:
    """Become a guest: an account without a name, which owns its tours."""
    return SignedInView.of(await accounts.sign_in_anonymously.execute())
