"""Whatever a link says, a login leads to a page of this service."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import RedirectResponse

from app.login.destination import safe

HERE = "https://connector.example/login?next=x"
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/a\\..\\..\\/evil.example",
    "/\u2028/evil.example",
    "/\x00/evil.example",
    "/login?next=/x",
    "/logout",
    "/" + "x" * 3000,
    "",
]
#: What tells a host apart from a path in one reader or another.
TEMPTING = st.lists(
    st.sampled_from(
        ["/", "//", "\\", ":", "@", "..", "?", "#", "%2f", "%5c", "\uff0f", "v1", "https:", "evil.example"]
    )
    | st.sampled_from("\t\r\n \x00\u2028")
    | st.text(max_size=3),
    max_size=8,
).map("".join)


def host_a_browser_goes_to(location: str) -> str:
    """As browsers read an address: tabs and line ends vanish, a backslash is a slash, spaces around go."""
    read = re.sub(r"[\t\r\n]", "", location).strip("".join(map(chr, range(33)))).replace("\\", "/")
    if re.match(r"//+", read):
        return "elsewhere"
    return urlsplit(urljoin(HERE, read)).netloc


@given(wanted=TEMPTING)
def test_no_text_leads_to_another_host(wanted: str) -> None:
    location = RedirectResponse(safe(wanted)).headers["Location"]

    assert location.startswith("/")
    assert "connector.example" == host_a_browser_goes_to(location)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_what_is_not_a_path_here_leads_to_the_start_page(wanted: str) -> None:
    assert "/" == safe(wanted)


@pytest.mark.parametrize(
    "wanted", ["/", "/v1/runs/01990000/report?format=html", "/docs#/Records", "/a/../b?c=d&e=f"]
)
def test_a_path_here_is_gone_to_as_it_is(wanted: str) -> None:
    assert wanted == safe(wanted)
