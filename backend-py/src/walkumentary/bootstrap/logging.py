"""One stream of log lines: ours and every library's, never with a secret in it."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from walkumentary.bootstrap.settings import LogFormat, Settings

_SECRETS = re.compile(
    r"(postgres(?:ql)?(?:\+\w+)?://|bearer\s+|\bsk-|\bAIza|\bsb_secret_|\beyJ|"
    r"\bwalk_(?=[\w-]{43})|"
    r"[?&](?:token|sig(?:nature)?)=)"
    r"[^\s\"'\\]+",
    re.IGNORECASE,
)
"""Addresses of databases, bearer tokens, providers' keys and ours, signed addresses."""
_CHATTY = (
    *("httpx", "httpx2", "httpcore", "httpcore2", "openai", "uvicorn.access"),
    *("anthropic", "google_genai"),
    *("procrastinate.blueprints", "procrastinate.jobs", "procrastinate.periodic"),
)
_SELF_WILLED = ("uvicorn", "uvicorn.access")
"""The uvicorn command gives its loggers handlers of their own."""
_COMMON: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure_logging(settings: Settings) -> None:
    """Send every log line to stderr, in the format and from the level asked for."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_COMMON,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.log_format))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in _SELF_WILLED:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _formatter(log_format: LogFormat) -> logging.Formatter:
    render = {"json": _as_json, "console": _for_people}[log_format]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_COMMON,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *render(),
            _hide_secrets,
        ],
    )


def _as_json() -> tuple[Processor, ...]:
    renderer = structlog.processors.JSONRenderer()
    return (structlog.processors.format_exc_info, renderer)


def _for_people() -> tuple[Processor, ...]:
    # Plain tracebacks: the pretty ones print local variables, secrets among them.
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(),
        exception_formatter=structlog.dev.plain_traceback,
    )
    return (renderer,)


def _hide_secrets(_: WrappedLogger, __: str, line: EventDict | str | bytes) -> str:
    return _SECRETS.sub(r"\1[hidden]", str(line))
