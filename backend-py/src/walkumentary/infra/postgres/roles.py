"""Refuses to work with a log-in that row-level security would not hold."""

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from walkumentary.domain.shared.errors import Forbidden

_POWERS = """
select coalesce(array_agg(power), '{}') from (
    select 'is a superuser' from pg_roles
    where rolsuper and pg_has_role(current_user, oid, 'member')
    union
    select 'bypasses row-level security' from pg_roles
    where rolbypassrls and pg_has_role(current_user, oid, 'member')
    union
    select 'owns tables' from pg_class
    where relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'member')
      and relnamespace = 'public'::regnamespace
) as powers (power)
"""


class PowerfulLogin(Forbidden):
    """The application's log-in could see and change everyone's rows."""

    code = "powerful-login"
    title = "The database log-in is too powerful"


async def refuse_powerful_login(connection: AsyncConnection[TupleRow]) -> None:
    """Check, at start-up, that the policies hold for whoever is logged in.

    Raises:
        PowerfulLogin: it is a superuser, bypasses row-level security or owns tables,
            or may become a role that does.
    """
    cursor = await connection.execute(_POWERS)
    row = await cursor.fetchone()
    if row is not None and row[0]:
        raise PowerfulLogin(
            f"DATABASE_URL's user {' and '.join(row[0])}. Use walkumentary_app there, "
            "and MIGRATION_DATABASE_URL for the owner."
        )
