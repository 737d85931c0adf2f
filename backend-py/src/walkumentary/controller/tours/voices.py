"""The catalogue of voices over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from walkumentary.controller.context import LivingReader, Tours
from walkumentary.controller.problem import problems
from walkumentary.controller.strict_json import StrictRoute
from walkumentary.controller.tours.bodies import LANGUAGE
from walkumentary.controller.tours.views import VoicesView
from walkumentary.usecase.tours.list_voices import ListVoicesQuery

router = APIRouter(prefix="/v1/voices", tags=["tours"], route_class=StrictRoute)

Language = Annotated[
    str | None,
    Query(pattern=LANGUAGE, description="BCP 47 tag", examples=["de"]),
]


@router.get("", responses=problems(401, 403, 422, 503))
async def list_voices(
    tours: Tours, _: LivingReader, language: Language = None
) -> VoicesView:
    """List the voices for a language, or the default voice of every language.

    A language that nothing speaks is refused, and those that are spoken are named.
    """
    query = ListVoicesQuery(language=language)
    return VoicesView.of(await tours.list_voices.execute(query))
