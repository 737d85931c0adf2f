"""The provider as a process: python -m tests.simulator --port 8100."""

import typer

from tests.simulator.app import Provider
from tests.simulator.knobs import Knobs
from tests.simulator.server import base_url, loopback, server_of


def main(
    port: int = 0,
    first_token_s: float = 0.6,
    tokens_per_s: float = 60.0,
    speech_factor: float = 12.0,
    invent_every: int = 0,
) -> None:
    """Serve until a signal comes; the first line on standard output is the address."""
    knobs = Knobs(
        first_token_s=first_token_s,
        tokens_per_s=tokens_per_s,
        speech_factor=speech_factor,
        invent_every=invent_every,
    )
    listening = loopback(port)
    typer.echo(base_url(listening))
    server_of(Provider(knobs).app()).run(sockets=[listening])


typer.run(main)
