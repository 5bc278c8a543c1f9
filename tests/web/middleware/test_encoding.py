"""An address is UTF-8, whatever its body is said to be in."""

import io
from wsgiref.util import setup_testing_defaults

import pytest

from tracker.web.middleware.encoding import AsyncRequest, Request

#: What Python knows as encodings, of texts and of other things, and what nobody knows.
CHARSETS = [
    "hex",
    "rot13",
    "base64",
    "zlib",
    "punycode",
    "undefined",
    "utf-16",
    "gbk",
    "utf-8",
    "nonsense",
    "",
]


def request(charset, *, method="GET", kind="a/b", body=b""):
    environ = {
        "QUERY_STRING": "q=%E9%83%91%E5%B7%9E",
        "CONTENT_TYPE": f"{kind}; charset={charset}",
        "CONTENT_LENGTH": str(len(body)),
        "REQUEST_METHOD": method,
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    return Request(environ)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_the_query_is_utf_8(charset, method):
    assert request(charset, method=method).GET["q"] == "郑州"


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_is_utf_8(charset):
    sent = request(charset, method="POST", kind="application/x-www-form-urlencoded", body="a=郑州".encode())
    assert sent.POST["a"] == "郑州"


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_of_several_parts_is_utf_8(charset):
    body = '--x\r\nContent-Disposition: form-data; name="名"\r\n\r\n郑州\r\n--x--\r\n'.encode()
    assert (
        request(charset, method="POST", kind="multipart/form-data; boundary=x", body=body).POST["名"]
        == "郑州"
    )


@pytest.mark.parametrize("charset", CHARSETS)
def test_the_query_is_utf_8_whatever_serves(charset):
    scope = {
        "method": "GET",
        "path": "/",
        "query_string": b"q=%E9%83%91%E5%B7%9E",
        "headers": [(b"content-type", f"a/b; charset={charset}".encode())],
    }
    assert AsyncRequest(scope, io.BytesIO()).GET["q"] == "郑州"
