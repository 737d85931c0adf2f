"""The generated rows."""

from tests.databases import DatabaseUrls
from tools.generate_models import TARGET, rendered, tidied


def test_the_rows_are_those_of_the_migrated_schema(
    database_urls: DatabaseUrls,
) -> None:
    assert tidied(rendered(database_urls.owner)) == TARGET.read_text()
