"""The API's entry point: `uvicorn --factory walkumentary.app:app`."""

from functools import partial

from fastapi import FastAPI

from walkumentary.bootstrap.api import create_app
from walkumentary.bootstrap.gateways import open_gateways
from walkumentary.bootstrap.logging import configure_logging
from walkumentary.bootstrap.settings import load_settings


def app() -> FastAPI:
    """Read the settings and assemble the application; nothing is opened yet."""
    settings = load_settings()
    configure_logging(settings)
    return create_app(partial(open_gateways, settings), settings.edge)
