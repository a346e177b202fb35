"""Ways to make a fetcher visit what it must not: none of them may reach a canary, or so much as try to connect."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.errors import BadAddress, FetchFailed
from index.web.fetch import Fetcher
from tests.index.web.conftest import Wire
from tests.web_server import QUICK, Canary, Names, Reply, WebServer, allowing
from tests.web_server.personalities import head, raw, redirect


def _words(text: str) -> list[str]:
    return text.split()


# {port} and {six} are those of canaries on 127.0.0.1 and ::1, {web} is the port of a server that the operator allows.
LITERALS = _words("""
    127.0.0.1 127.0.0.2 127.255.255.254 0.0.0.0 0.0.0.1 10.0.0.1 100.64.0.1 169.254.169.254
    169.254.170.2 172.16.0.1 192.0.0.8 192.168.1.1 198.18.0.1 192.0.2.1 224.0.0.1 239.255.255.250
    240.0.0.1 255.255.255.255 [::] [::1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::ffff:127.0.0.1]
    [::ffff:7f00:1] [0:0:0:0:0:ffff:169.254.169.254] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1]
    [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1] [100::1] [2001::1] [2001:0:4136:e378:8000:63bf:80ff:fffe]
    [2001:20::1] [2001:db8::1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2a00::5efe:7f00:1] [3fff::1]
    [5f00::1] [fc00::1] [fd00:ec2::254] [fe80::1] [fec0::1] [ff02::1]
""")
SPELLINGS = _words("""
    2130706433 0x7f000001 017700000001 0x7f.1 0x7F.0.0.1 0177.0.0.1 0177.1 127.1 127.0.1 127.0.0.01 0 00
    0x0 1.2.3 256.256.256.256 127.0.0.1. 127.0.0.1.. １２７.0.0.1 127。0。0。1 127．0．0．1 ①②⑦.⓪.⓪.①
    127.0.0.1%00 127.0.0.1%2f %31%32%37.0.0.1 [::1%25lo] [fe80::1%25eth0] [127.0.0.1] [::1 ::1 localhost
    LOCALHOST localhost. ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌocalhost local%68ost
""")
OTHERS = _words(r"""
    https://127.0.0.1/ https://[::1]/ https://localhost/ http://127.0.0.1:443/ https://127.0.0.1:80/
    http://127.0.0.1:{port}/ http://localhost:{port}/ http://[::1]:{six}/ http://[::ffff:127.0.0.1]:{port}/
    http://127.0.0.1:0/ http://127.0.0.1:22/ http://127.0.0.1:65536/ http://127.0.0.1:{web}0/
    https://127.0.0.1:{web}:{port}/ http://localhost:{web}/ http://[::ffff:127.0.0.1]:{web}/ http://127.1:{web}/
    http://2130706433:{web}/ http://127.0.0.1:{web}@127.0.0.1:{port}/ http://ann:pw@127.0.0.1:{web}/
    http://@127.0.0.1:{port}/ http://127.0.0.1:{web}\@127.0.0.1:{port}/ http://127.0.0.1:{port}\@127.0.0.1:{web}/
    http://127.0.0.1:{port}%2f@127.0.0.1:{web}/ http:127.0.0.1:{port}/ http:///127.0.0.1:{port}/ //127.0.0.1:{port}/
    127.0.0.1:{port}/ file:///etc/passwd file://localhost/etc/passwd FILE:///etc/passwd ftp://127.0.0.1:{port}/
    gopher://127.0.0.1:{port}/_PING dict://127.0.0.1:{port}/ ws://127.0.0.1:{port}/ data:text/html,x
    http+unix://%2Fvar%2Frun%2Fdocker.sock/ jar:http://127.0.0.1:{port}/!/ view-source:http://127.0.0.1:{port}/
""")
ADDRESSES = [
    *(f"http://{host}/" for host in (*LITERALS, *SPELLINGS)),
    *OTHERS,
    "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1:{web}/\r\nX: y",
]
# Names and what a name server says they are; every private one would lead to a canary's port.
NAMES: dict[str, Sequence[str] | Sequence[Sequence[str]]] = {
    "loopback": ["127.0.0.1"],
    "loopback-six": ["::1"],
    "mapped": ["::ffff:127.0.0.1"],
    "unspecified": ["0.0.0.0"],
    "unspecified-six": ["::"],
    "both": ["127.0.0.1", "::1"],
    "metadata": ["169.254.169.254"],
    "nat64": ["64:ff9b::7f00:1"],
    "public-then-private": ["93.184.215.14", "127.0.0.1"],
    "private-then-public": ["127.0.0.1", "93.184.215.14"],
    "rebinding": [["93.184.215.14"], ["127.0.0.1"]],
    "rebinding-late": [["93.184.215.14"], ["93.184.215.14"], ["127.0.0.1", "::1"]],
    "spelled": ["127.1"],
    "a-name": ["localhost"],
    "zone": ["::1%lo"],
}
TARGETS = [
    *_words(r"""
    http://127.0.0.1:{port}/ http://127.0.0.1/ http://localhost/ //localhost/ //127.0.0.1:{port}/x http://[::1]/
    http://[::ffff:127.0.0.1]:80/ http://2130706433/ http://0x7f.1/ http://127.1/
    http://169.254.169.254/latest/meta-data/ https://127.0.0.1/ http://loopback.example/ http://both.example/
    http://nat64.example/ http://rebinding.example/ http://ann:pw@127.0.0.1/ http://localhost:{web}/
    https://127.0.0.1:{port}/ http://127.0.0.1:{web}@127.0.0.1:{port}/ http:\\127.0.0.1:{port}\ file:///etc/passwd
    ftp://127.0.0.1:{port}/ gopher://127.0.0.1:{port}/ data:text/html,x javascript:x
"""),
    "/\t/127.0.0.1",
    "http://[]@/",
    "",
]


def _filled(text: str, web: WebServer, canary: Canary, six: Canary) -> str:
    return text.replace("{port}", str(canary.port)).replace("{six}", str(six.port)).replace("{web}", str(web.port))


async def _refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises((BadAddress, FetchFailed)) as caught:
        await fetcher.fetch(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ADDRESSES, ids=ascii)
async def test_an_address_reaches_nothing_private(url: str, web: WebServer, wire: Wire) -> None:
    with Canary() as canary, Canary("::1") as six:
        async with Fetcher(allowing(web), manners=QUICK) as fetcher:
            await _refused(fetcher, _filled(url, web, canary, six))
        assert (canary.touched, six.touched, wire.tried, web.requests) == (0, 0, [], [])


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_reaches_nothing_private(name: str, wire: Wire) -> None:
    with Canary() as canary, Canary("::1") as six:
        names = Names({f"{name}.example": NAMES[name]}, ports={4: canary.port, 6: six.port})
        async with Fetcher(allowing(), manners=QUICK, resolver=names) as fetcher:
            await _refused(fetcher, f"http://{name}.example/")
        assert (canary.touched, six.touched) == (0, 0)
        assert {host for host, _ in wire.tried} <= {"93.184.215.14"}


@pytest.mark.parametrize("name", ["loopback", "loopback-six", "mapped", "both", "rebinding"])
async def test_the_canaries_sing_where_the_operator_allows_the_name(name: str, wire: Wire) -> None:
    with Canary() as canary, Canary("::1") as six:
        names = Names({f"{name}.example": NAMES[name]}, ports={4: canary.port, 6: six.port})
        async with Fetcher(allowing(f"{name}.example:80"), manners=QUICK, resolver=names) as fetcher:
            response = await fetcher.fetch(f"http://{name}.example/")
        assert response.body == b"secret"
        assert canary.touched + six.touched > 0


@pytest.mark.parametrize(
    ("target", "status"),
    [*((target, 302) for target in TARGETS), *((TARGETS[0], status) for status in (301, 303, 307, 308))],
    ids=ascii,
)
async def test_a_redirect_reaches_nothing_private(target: str, status: int, web: WebServer, wire: Wire) -> None:
    with Canary() as canary, Canary("::1") as six:
        filled = _filled(target, web, canary, six)
        web.routes["/"] = redirect(filled, status) if filled.isprintable() else raw(head("302 Found", Location=filled))
        names = Names({f"{name}.example": found for name, found in NAMES.items()}, ports={4: canary.port, 6: six.port})
        async with Fetcher(allowing(web), manners=QUICK, resolver=names) as fetcher:
            await _refused(fetcher, web.url())
        assert (canary.touched, six.touched) == (0, 0)
        assert {at for at in wire.tried if at[0] != "93.184.215.14"} == {("127.0.0.1", web.port)}


@pytest.mark.parametrize("status", [300, 304, 305, 306, 201, 202])
async def test_a_location_that_is_no_redirect_is_not_followed(status: int, web: WebServer, wire: Wire) -> None:
    with Canary() as canary:
        web.routes["/"] = Reply(status, headers={"Location": f"http://127.0.0.1:{canary.port}/"})
        async with Fetcher(allowing(web), manners=QUICK) as fetcher:
            await _refused(fetcher, web.url())
        assert (canary.touched, set(wire.tried)) == (0, {("127.0.0.1", web.port)})


async def test_robots_txt_leads_to_nothing_private_either(web: WebServer, wire: Wire) -> None:
    with Canary() as canary:
        web.routes["/robots.txt"] = redirect(f"http://127.0.0.1:{canary.port}/")
        web.page("/", "<p>page")
        async with Fetcher(allowing(web), manners=QUICK) as fetcher:
            await _refused(fetcher, web.url())
        assert canary.touched == 0
        assert web.asked("/") == []


@pytest.mark.parametrize("header", ["Refresh", "Alt-Svc", "Content-Location", "Link", "Set-Cookie", "Host"])
async def test_other_headers_lead_nowhere(header: str, web: WebServer, wire: Wire) -> None:
    with Canary() as canary:
        address = f"http://127.0.0.1:{canary.port}/"
        values = {"Refresh": f"0;url={address}", "Alt-Svc": f'http/1.1="127.0.0.1:{canary.port}"'}
        web.routes["/"] = Reply(200, b"page", {header: values.get(header, address)})
        async with Fetcher(allowing(web), manners=QUICK) as fetcher:
            for _ in range(2):
                response = await fetcher.fetch(web.url())
        assert (response.body, response.url) == (b"page", web.url())
        assert "cookie" not in web.requests[-1].headers
        assert (canary.touched, set(wire.tried)) == (0, {("127.0.0.1", web.port)})


async def test_a_proxy_in_the_environment_is_not_used(
    web: WebServer, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Canary() as canary:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
            monkeypatch.setenv(name.upper(), f"http://127.0.0.1:{canary.port}")
        web.page("/", "<p>page")
        names = Names({"loopback.example": ["127.0.0.1"]})
        async with Fetcher(allowing(web), manners=QUICK, resolver=names) as fetcher:
            assert (await fetcher.fetch(web.url())).body == b"<p>page"
            await _refused(fetcher, "http://loopback.example/")
        assert canary.touched == 0


async def test_an_allowed_host_opens_no_other(wire: Wire) -> None:
    with WebServer() as allowed, WebServer() as other, WebServer("::1") as six:
        for server in (allowed, other, six):
            server.page("/", "<p>page")
        names = Names({"wiki.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
        settings = allowing(f"wiki.example:{allowed.port}", six)
        async with Fetcher(settings, manners=QUICK, resolver=names) as fetcher:
            for server, host in ((allowed, "wiki.example"), (six, "")):
                assert (await fetcher.fetch(server.url(host=host))).status == 200
            for server, host in ((allowed, ""), (allowed, "other.example"), (other, "wiki.example"), (other, "")):
                await _refused(fetcher, server.url(host=host))
                allowed.routes["/away"] = redirect(server.url(host=host))
                await _refused(fetcher, allowed.url("/away", host="wiki.example"))
        assert other.requests == []
        assert set(wire.tried) == {("127.0.0.1", allowed.port), ("::1", six.port)}


async def test_an_allowed_host_may_lead_to_another_allowed_one(web: WebServer) -> None:
    with WebServer() as other:
        other.page("/b", "<p>b")
        web.routes["/a"] = redirect(other.url("/b"))
        async with Fetcher(allowing(web, other), manners=QUICK) as fetcher:
            assert (await fetcher.fetch(web.url("/a"))).url == other.url("/b")


async def test_an_answer_hidden_behind_another_is_not_taken_for_the_next(web: WebServer) -> None:
    hidden = head(Content_Length=6) + b"hidden"
    web.routes["/first"] = lambda request: iter([head(Content_Length=5) + b"first" + hidden, b"", hidden])
    web.page("/second", "second")
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        assert (await fetcher.fetch(web.url("/first"))).body == b"first"
        assert (await fetcher.fetch(web.url("/second"))).body == b"second"


async def test_a_stored_validator_cannot_add_headers(web: WebServer) -> None:
    web.page("/", "<p>page")
    async with Fetcher(allowing(web), manners=QUICK) as fetcher:
        response = await fetcher.fetch(web.url(), etag='"1"\r\nX-Evil: 1', modified="\x00")
    assert response.status == 200
    assert not {"x-evil", "if-none-match", "if-modified-since"} & set(web.asked("/")[0].headers)


def test_there_are_more_than_sixty_forms() -> None:
    assert len(ADDRESSES) + len(NAMES) + len(TARGETS) > 60
