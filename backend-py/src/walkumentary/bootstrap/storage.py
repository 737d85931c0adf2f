"""Where files lie: in DATA_DIR, or in a bucket of Supabase Storage."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from structlog.stdlib import get_logger

from walkumentary.bootstrap.settings import Settings
from walkumentary.domain.ops.resilience import Operation
from walkumentary.domain.shared.errors import GatewayTimeout, GatewayUnavailable
from walkumentary.gateway.storage import StorageGateway
from walkumentary.infra.resilience.chain import Forge
from walkumentary.infra.resilience.storage import ResilientStorage
from walkumentary.infra.storage.local_files import LocalFiles

if TYPE_CHECKING:
    from walkumentary.infra.supabase.storage import SupabaseStorage

_log = get_logger(__name__)


async def open_storage(
    settings: Settings, forge: Forge, opened: AsyncExitStack
) -> StorageGateway:
    """Return the storage the settings name.

    Raises:
        GatewayRefused: the key, or the bucket, is not one to work with.
    """
    if settings.storage == "local":
        return LocalFiles(settings.data_dir / "files")
    bucket = await opened.enter_async_context(_bucket(settings))
    await _inspect(bucket)
    storage: StorageGateway = bucket
    chain = forge.chain(
        Operation.STORE,
        ("supabase", storage),
        in_flight=settings.provider_concurrency,
    )
    return ResilientStorage(chain=chain)


async def check_storage(settings: Settings) -> None:
    """Find out whether the storage is set up; one that is only away may come back.

    Raises:
        GatewayRefused: the key, or the bucket, is not one to work with.
    """
    if settings.storage == "supabase":
        async with _bucket(settings) as bucket:
            await _inspect(bucket)


async def make_bucket(settings: Settings) -> Sequence[str]:
    """Make the bucket if there is none; return what was made, in words.

    Raises:
        GatewayError: it cannot be made, or there is a public one of this name.
    """
    if settings.storage == "local":
        return ()
    async with _bucket(settings) as bucket:
        was_missing = await bucket.make_bucket()
    name = settings.supabase_storage_bucket
    return (f"bucket {name!r} (private)",) if was_missing else ()


async def _inspect(bucket: "SupabaseStorage") -> None:
    try:
        await bucket.inspect()
    except (GatewayUnavailable, GatewayTimeout) as error:
        _log.warning("storage_not_reached", detail=error.detail)


@asynccontextmanager
async def _bucket(settings: Settings) -> AsyncIterator["SupabaseStorage"]:
    # Slow to load, and of no use to those who keep files in a directory.
    from walkumentary.infra.supabase.storage import SupabaseStorage  # noqa: PLC0415

    key = settings.supabase_service_role_key
    async with SupabaseStorage(
        url=settings.supabase_url or "",
        key=key.get_secret_value() if key else "",
        bucket=settings.supabase_storage_bucket,
    ) as bucket:
        yield bucket
