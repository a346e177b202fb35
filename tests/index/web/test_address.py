from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from index.errors import BadAddress
from index.web.address import allowed_hosts, normal

CANONICAL = {
    "HTTPS://News.Example:443/a#top": "https://news.example/a",
    "http://news.example:80": "http://news.example/",
    "https://news.example./a": "https://news.example/a",
    "  https://news.example/a\n": "https://news.example/a",
    "https://zürich.example/straße?ort=köln": "https://xn--zrich-kva.example/stra%C3%9Fe?ort=k%C3%B6ln",
    "https://news.example/a/../b/./c": "https://news.example/b/c",
    "https://news.example/%7Eann/a%20b": "https://news.example/~ann/a%20b",
    "https://news.example/a?utm_source=x&utm_Medium=y&id=7&fbclid=z": "https://news.example/a?id=7",
    "https://news.example/a?utm_source=x": "https://news.example/a",
    "https://news.example/a?gclid=1&at_campaign=2&mc_eid=3&_ga=4&xtor=5&ns_source=6": "https://news.example/a",
    "https://news.example/?z=1&a=2&a=1": "https://news.example/?z=1&a=2&a=1",
    "https://news.example/?gallery=3&source=bbc&ref=7&page=2&cid=4&q=": "https://news.example/?gallery=3&source=bbc&ref=7&page=2&cid=4&q=",
    "https://news.example/a//b": "https://news.example/a//b",
    "http://１２７.0.0.1/": "http://127.0.0.1/",
    "http://[2001:DB8:0::1]/": "http://[2001:db8::1]/",
    "http://[::ffff:127.0.0.1]:443/": "http://[::ffff:7f00:1]:443/",
}

REFUSED = {
    "news.example/a": "http:// or https://",
    "": "http:// or https://",
    "ftp://news.example/a": "http:// or https://",
    "file:///etc/passwd": "http:// or https://",
    "javascript:alert(1)": "http:// or https://",
    "data:text/html,x": "http:// or https://",
    "http:///a": "no host",
    "http:a": "no host",
    "https://ann:secret@news.example/": "user name or password",
    "https://ann@news.example/": "user name or password",
    "https://news.example:8443/": "port 8443",
    "https://news.example:0/": "port 0",
    "https://news.example:99999/": "no web address",
    "https://news.example\\@evil.example/": "no web address",
    "https://news.example/a\x00b": "no web address",
    "https://news.example/a\nb": "no web address",
    "https://news\t.example/": "no web address",
    "https://news..example/": "no host name",
    "https://-.example/": "no host name",
    "https://news%00.example/": "no host name",
    "https://ex%61mple.com/": "no host name",
    "http://2130706433/": "usual form",
    "http://0x7f000001/": "usual form",
    "http://0x7f.1/": "usual form",
    "http://0177.0.0.1/": "usual form",
    "http://127.1/": "usual form",
    "http://127.0.0.01/": "usual form",
    "http://1.2.3.256/": "usual form",
    "http://1.2.3.4.5/": "usual form",
    "http://[fe80::1%25eth0]/": "zone",
    "http://[::1/": "no web address",
    "http://[]@/": "no web address",
    "https://news.example/" + "a" * 4000: "4,000 characters",
}


@pytest.mark.parametrize(("url", "kept"), CANONICAL.items())
def test_an_address_is_kept_in_one_form(url: str, kept: str) -> None:
    assert normal(url) == kept


@pytest.mark.parametrize(("url", "reason"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_no_address_to_fetch_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(BadAddress, match=reason.replace("(", r"\(")):
        normal(url)


def test_a_refusal_repeats_no_password_and_no_control_characters() -> None:
    with pytest.raises(BadAddress) as caught:
        normal("https://ann:secret@news.example/\x1b[31m")
    assert "secret" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_an_operator_allows_other_ports_host_by_host() -> None:
    allowed = allowed_hosts(" Wiki.Example:8080, 127.0.0.1:9000,[::1]:81,")
    assert normal("http://wiki.example:8080/a", allowed) == "http://wiki.example:8080/a"
    assert normal("http://[0:0::1]:81/", allowed) == "http://[::1]:81/"
    for other in ("http://wiki.example:9000/", "http://other.example:8080/", "http://127.0.0.1:81/"):
        with pytest.raises(BadAddress, match="FETCH_ALLOW_HOSTS"):
            normal(other, allowed)


@pytest.mark.parametrize(
    "setting", ["wiki.example", "wiki.example:", "a@b:80", "b:80/x", "b:99999", "0x7f.1:80", "b:8 0"]
)
def test_an_allowed_host_is_named_with_its_port(setting: str) -> None:
    with pytest.raises(BadAddress, match="FETCH_ALLOW_HOSTS"):
        allowed_hosts(setting)


PART = st.text(alphabet=st.sampled_from("aZ9.-_~%2fFeE/?#&=+;:@! é中�\\[]"), max_size=20)


@given(
    st.builds(
        "http{}://{}{}{}".format, st.sampled_from(["", "s", "S"]), PART, st.sampled_from(["/", "?", "#", ""]), PART
    )
)
def test_the_canonical_form_is_its_own(url: str) -> None:
    try:
        kept = normal(url)
    except BadAddress:
        return
    assert normal(kept) == kept
    assert kept.isascii()
    assert URL(kept, encoded=True).fragment == ""
    assert URL(kept).raw_host == URL(kept, encoded=True).raw_host  # read alike, encoded or not


@given(st.text(max_size=80))
def test_any_text_has_a_form_or_a_reason(text: str) -> None:
    for url in (text, "https://" + text, "https://news.example/" + text):
        try:
            kept = normal(url)
        except BadAddress:
            continue
        assert normal(kept) == kept
