"""One document by HTTP, within limits: of time in all, of size, of tries and of redirects; TLS is always verified."""

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urljoin, urlsplit, urlunsplit

from smguard import __version__
from smguard.errors import InputError, Problem, UnreachableError
from smguard.source import MAX_BYTES

if TYPE_CHECKING:
    import requests

_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAUSED = 429
_LATER = "try again later, or name another source"


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds; connect and read are for one wait, total is for everything together; size is in bytes."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    retries: int = 3
    backoff: float = 0.5
    redirects: int = 5
    size: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered; content is None where it has not changed since the copy with that tag or date."""

    content: bytes | None
    etag: str
    last_modified: str


def download(url: str, etag: str = "", last_modified: str = "", limits: Limits | None = None) -> Answer:
    """The document at an address, or that it is the one with this tag or date.

    Raises UnreachableError where no answer could be had in time and after the tries, InputError where there was
    one that cannot be used. Proxies are those of the usual environment variables.
    """
    attempt = _Attempt(url, etag, last_modified, limits or Limits())
    # Whoever sends a byte now and then resets every timeout of a socket: only another thread can keep the total.
    worker = threading.Thread(target=attempt.run, daemon=True)
    worker.start()
    worker.join(attempt.limits.total)
    if worker.is_alive():
        attempt.abandoned.set()
        message = f"did not answer completely within {attempt.limits.total:g} s: {_LATER}"
        raise UnreachableError(Problem(shown_url(url), message))
    if attempt.answer is None:
        raise attempt.failure or AssertionError("the attempt ended without an answer and without a failure")
    return attempt.answer


def shown_url(url: str) -> str:
    """The address as it may be printed and recorded: without user, password and query."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as https://[::1
        return re.sub(r"//[^/]*@", "//", re.split("[?#]", url)[0])
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _Attempt:
    """Everything that is tried for one document; run() sets answer or failure."""

    def __init__(self, url: str, etag: str, last_modified: str, limits: Limits) -> None:
        self.url = url
        self.name = shown_url(url)
        self.limits = limits
        self.end = time.monotonic() + limits.total
        self.abandoned = threading.Event()
        self.answer: Answer | None = None
        self.failure: InputError | None = None
        self.conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        self.conditional = bool(etag or last_modified)

    def run(self) -> None:
        """Tries until there is an answer, or no more is to be tried."""
        try:
            self.answer = self.try_again()
        except InputError as error:
            self.failure = error

    def try_again(self) -> Answer:
        """The answer of the first try that has one."""
        import requests

        for left in range(self.limits.retries, -1, -1):
            try:
                return self.follow()
            except requests.exceptions.SSLError as error:
                self.refuse(f"its certificate or TLS cannot be trusted: {_reason(error)}")
            except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, ValueError):
                self.refuse("is no address that can be asked: https://…")
            except requests.exceptions.RequestException as error:
                failure = UnreachableError(Problem(self.name, f"could not be reached: {_reason(error)}"))
                wait = self.backoff(left)
            except _LaterError as later:
                failure = UnreachableError(Problem(self.name, f"answered {later}: {_LATER}"))
                wait = max(later.seconds, self.backoff(left))
            if not left or time.monotonic() + wait >= self.end or self.abandoned.wait(wait):
                raise failure
        raise AssertionError("unreachable")

    def backoff(self, left: int) -> float:
        """How long to wait before the next try: twice as long each time."""
        return float(self.limits.backoff * 2 ** (self.limits.retries - left))

    def follow(self) -> Answer:
        """The answer of the address, or of the one that it redirects to."""
        import requests

        url = self.url
        with requests.Session() as session:
            for _ in range(self.limits.redirects + 1):
                if urlsplit(url).scheme not in ("http", "https"):
                    self.refuse(f"only http and https can be asked, not {urlsplit(url).scheme or 'nothing'}:")
                with self.ask(session, url) as response:
                    if response.status_code not in _REDIRECTS:
                        return self.read(response)
                    url = self.redirected(url, response.headers.get("Location", ""))
        return self.refuse(f"redirects more than {self.limits.redirects} times, last to {shown_url(url)}")

    def ask(self, session: "requests.Session", url: str) -> "requests.Response":
        """One request; its answer's body is not read yet."""
        conditions = {name: value for name, value in self.conditions.items() if value}
        headers = {"User-Agent": f"smguard/{__version__}", "Accept-Encoding": "identity", **conditions}
        timeout = (self.limits.connect, self.limits.read)
        return session.get(url, headers=headers, timeout=timeout, stream=True, verify=True, allow_redirects=False)

    def redirected(self, url: str, location: str) -> str:
        """Where a redirect leads, which must be the same scheme, or https in place of http."""
        if not location:
            self.refuse("redirects to nowhere")
        target = urljoin(url, location)
        before, after = urlsplit(url).scheme, urlsplit(target).scheme
        if after != before and (before, after) != ("http", "https"):
            self.refuse(f"redirects from {before} to {after}: {shown_url(target)}, which is refused")
        return target

    def read(self, response: "requests.Response") -> Answer:
        """The answer of a response that is no redirect."""
        status = response.status_code
        tags = response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        if status == HTTPStatus.NOT_MODIFIED:
            if not self.conditional:
                self.refuse("answered 304, not modified, but there is no copy of it here")
            return Answer(None, *tags)
        if status == _PAUSED or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _LaterError(_status(status), _seconds(response.headers))
        if status != HTTPStatus.OK:
            self.refuse(f"answered {_status(status)}")
        if (coding := response.headers.get("Content-Encoding", "identity")) != "identity":
            self.refuse(f"sent its answer compressed ({coding}) though that was not asked for")
        return Answer(self.body(response), *tags)

    def body(self, response: "requests.Response") -> bytes:
        """The whole body, within the limit of size."""
        import requests

        declared = response.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > self.limits.size:
            self.refuse(self.too_large())
        content = bytearray()
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > self.limits.size:
                self.refuse(self.too_large())
            if self.abandoned.is_set():
                break
        if declared.isdigit() and len(content) != int(declared):
            raise requests.exceptions.ConnectionError(f"{len(content)} of {declared} bytes came")
        return bytes(content)

    def too_large(self) -> str:
        """Why an answer is refused that is larger than the limit."""
        size = self.limits.size
        limit = f"{size // 1024 // 1024} MiB" if size >= 1024 * 1024 else f"{size} bytes"
        return f"sends more than {limit}: that is no catalog of one service"

    def refuse(self, message: str) -> NoReturn:
        """Raises InputError, naming the source."""
        raise InputError(Problem(self.name, message))


class _LaterError(Exception):
    """A status that may pass, with the seconds that the server asks to wait."""

    def __init__(self, status: str, seconds: float) -> None:
        asks = f" and asks to wait {seconds:.0f} s" if seconds else ""
        super().__init__(status + asks)
        self.seconds = seconds


def _seconds(headers: Mapping[str, str]) -> float:
    """What Retry-After asks for, in seconds or as a date; 0 without one that can be read."""
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _reason(error: Exception) -> str:
    """The innermost words of an error, without the objects that libraries print around them."""
    while error.args and isinstance(error.args[0], Exception):
        error = error.args[0]
    reason = getattr(error, "reason", None)
    if isinstance(reason, Exception):
        return _reason(reason)
    words = str(error.args[0] if error.args and isinstance(error.args[0], str) else error)
    return words.rpartition("Failed to establish a new connection: ")[2]
