"""Nobody is sent to another host in our name."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.accounts.return_to import ReturnToInvalid, check_return_to


@pytest.mark.parametrize("path", ["/", "/tours", "/a/b?c=d&e=%20", "/@me", "/a//b"])
def test_a_path_here_is_kept(path: str) -> None:
    assert check_return_to(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tours",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nset-cookie: a=b",
        "/tours\r\n",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " /tours",
        "/tours#access_token=x",
        "/\u2028",
        "/é",
        "/\0",
        "/" + "a" * 501,
    ],
)
def test_anything_else_is_refused(path: str) -> None:
    with pytest.raises(ReturnToInvalid):
        check_return_to(path)


@given(st.text(st.sampled_from("/\\:.@?#%\t\r\n evilhtps"), max_size=12))
def test_whatever_is_kept_stays_on_this_host(path: str) -> None:
    try:
        kept = check_return_to(path)
    except ReturnToInvalid:
        return

    assert urlsplit(urljoin("https://walk.example/v1/auth", kept)).netloc == (
        "walk.example"
    )
