"""The two kinds of process: one serves the API, one works through the jobs."""
# ruff: noqa: PLC0415 - each process loads what it needs, not what the other does

from walkumentary.bootstrap.settings import load_settings
from walkumentary.infra.system.ports import refuse_busy_port

_GRACE_S = 5
"""Event streams are cut off after this time, or they would never let us stop."""


def run_api() -> None:
    """Serve the API until told to stop.

    Raises:
        SettingsInvalid: the environment is wrong.
        CannotListen: HOST and PORT are not ours to use.
    """
    import uvicorn

    settings = load_settings()
    refuse_busy_port(settings.host, settings.port)
    uvicorn.run(
        "walkumentary.app:app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # TRUSTED_PROXIES says whom to believe; uvicorn would believe this machine.
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_S,
    )


def run_worker() -> None:
    """Run jobs until told to stop.

    Raises:
        SettingsInvalid: the environment is wrong.
    """
    import asyncio

    from walkumentary.bootstrap.jobs import work
    from walkumentary.bootstrap.logging import configure_logging

    settings = load_settings()
    configure_logging(settings)
    asyncio.run(work(settings))
