"""One document of a catalog by HTTP, or the word that a copy of it is still current."""

from dataclasses import dataclass
from http import HTTPStatus

from smguard.errors import InputError, Problem, UnreachableError
from smguard.http import Client, Limits, shown_url, status_text
from smguard.source import MAX_BYTES

LIMITS = Limits(size=MAX_BYTES, read=30.0, total=120.0)

_LATER = "try again later, or name another source"


@dataclass(frozen=True, slots=True)
class Download:
    """What a source answered; content is None if it has not changed since the copy with that tag or date."""

    content: bytes | None
    etag: str
    last_modified: str


def download(url: str, etag: str = "", last_modified: str = "", limits: Limits = LIMITS) -> Download:
    """The document at an address, unless it is the one with this tag or date.

    Raises UnreachableError if the server does not answer in time or cannot answer now, InputError if its answer
    cannot be used.
    """
    name = shown_url(url)
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    with Client(name, limits, _LATER, netrc=True) as client:
        answer = client.send("GET", url, {header: value for header, value in conditions.items() if value})
    tags = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    if answer.status == HTTPStatus.NOT_MODIFIED:
        if not (etag or last_modified):
            raise InputError(
                Problem(name, "the server answers that the catalog has not changed, but the cache has no copy")
            )
        return Download(None, *tags)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnreachableError(Problem(name, f"the server answers {status_text(answer.status)}: {_LATER}"))
    if answer.status != HTTPStatus.OK:
        hint = _HINTS.get(answer.status, "name another source")
        raise InputError(Problem(name, f"the server answers {status_text(answer.status)}: {hint}"))
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise InputError(Problem(name, "the server sends it compressed, which was not requested: name another source"))
    return Download(answer.body, *tags)


_HINTS = {
    401: "add credentials to your netrc file",
    403: "your credentials do not allow it",
    404: "check the address",
    410: "check the address",
}
