"""HTTP within limits: of attempts, time in all, bytes and redirects. TLS is always verified.

urllib3's Retry decides what is sent again, and how long to wait: requests whose repetition changes nothing, after
failures that may pass. It cannot bound a whole exchange or read its body, so `Client` does that around it.
"""

import re
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urljoin, urlsplit, urlunsplit

from smguard import __version__
from smguard.errors import InputError, Problem, SmguardError, UnreachableError

if TYPE_CHECKING:
    import requests
    from urllib3 import Retry

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that another attempt may change."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_METHOD = frozenset({307, 308})
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange, with all its attempts and redirects.

    Times are in seconds: `connect` and `read` are for one wait, `total` is for everything together, `pause` is the
    longest one that a server may ask for between two attempts. `size` is the bytes of an answer's body.
    """

    size: int
    connect: float = 10.0
    read: float = 60.0
    total: float = 600.0
    pause: float = 60.0
    retries: int = 3
    backoff: float = 0.5
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, read whole; the names of `headers` are in any case, and `url` is where it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Client:
    """Connections to one destination, for one thread.

    `name` is how messages call it, and `advice` what to do if it does not answer. Credentials come from the caller's
    headers; with `netrc`, also from the address and from the user's netrc file. Proxies and certificates are those
    of the usual environment variables.
    """

    def __init__(self, name: str, limits: Limits, advice: str = "try again later", *, netrc: bool = False) -> None:
        """Nothing is sent yet."""
        import requests

        self.name = name
        self._limits = limits
        self._advice = advice
        self._auth = None if netrc else _as_it_is
        self._session = requests.Session()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        *,
        repeatable: bool = False,
    ) -> Answer:
        """The answer to a request, whatever its status, after as many attempts as the limits allow.

        A POST is sent again only if it is `repeatable` or never reached the server. Raises UnreachableError if there
        is no answer, or only that of a server that cannot answer now; InputError if the answer cannot be used.
        """
        exchange = _Exchange(self._session, self._auth, self.name, self._limits, self._advice)
        given = {"User-Agent": f"smguard/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
        # A server that sends a byte now and then resets every timeout of a socket: only another thread keeps the total.
        worker = threading.Thread(target=exchange.run, args=(method, url, given, body, repeatable), daemon=True)
        worker.start()
        worker.join(self._limits.total)
        if worker.is_alive():
            exchange.abandoned.set()
            reason = f"did not answer completely within {self._limits.total:g} s: {self._advice}"
            raise UnreachableError(Problem(self.name, reason))
        if exchange.failure is not None:
            raise exchange.failure
        if exchange.answer is None:
            raise AssertionError("an exchange ends with an answer or a failure")
        return exchange.answer


class _Exchange:
    """One request, with its attempts and redirects; run() sets `answer` or `failure`."""

    def __init__(self, session: "requests.Session", auth: object, name: str, limits: Limits, advice: str) -> None:
        self._session, self._auth = session, auth
        self._name, self._limits, self._advice = name, limits, advice
        self._end = time.monotonic() + limits.total
        self.abandoned = threading.Event()
        self.answer: Answer | None = None
        self.failure: SmguardError | None = None

    def run(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, repeatable: bool) -> None:
        """Sends until there is an answer, or no more is to be tried."""
        try:
            self.answer = self._persist(method, url, headers, body, repeatable)
        except SmguardError as failure:
            self.failure = failure

    def _persist(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, repeatable: bool
    ) -> Answer:
        from urllib3 import Retry
        from urllib3.exceptions import HTTPError

        limits = self._limits
        allowed = Retry.DEFAULT_ALLOWED_METHODS | ({method} if repeatable else set())
        retry = Retry(limits.retries, backoff_factor=limits.backoff, status_forcelist=PASSING, allowed_methods=allowed)
        attempt = 0
        while True:
            attempt += 1
            asked, failed = 0.0, None
            try:
                answer = self._follow(method, url, headers, body)
                if not retry.is_retry(method, answer.status):
                    return answer
                asked = _asked_pause(retry, answer)
                reason = f"the server answers {status_text(answer.status)}"
                if asked:
                    reason += f" and asks to wait {asked:.0f} s"
            except _BrokenError as broken:
                failed, reason = broken.error, broken.reason
            attempts = f" ({attempt} attempts)" if attempt > 1 else ""
            problem = UnreachableError(Problem(self._name, f"{reason}{attempts}: {self._advice}"))
            try:
                retry = retry.increment(method, url, error=failed)
            except HTTPError:
                raise problem from None
            wait = max(asked, retry.get_backoff_time())
            if asked > limits.pause or time.monotonic() + wait >= self._end or self.abandoned.wait(wait):
                raise problem

    def _follow(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """The answer at the address, or at the one that it redirects to. Raises _BrokenError."""
        import requests
        from urllib3.exceptions import HTTPError

        for _ in range(self._limits.redirects + 1):
            try:
                if urlsplit(url).scheme not in ("http", "https"):
                    self._refuse("is no address that begins with https:// or http://")
                with self._ask(requests.Request(method, url, headers, data=body, auth=self._auth)) as response:
                    target = self._target(method, url, response)
                    if target is None:
                        return Answer(response.status_code, response.headers, self._whole(response), url)
            except ValueError:  # such as https://[::1, which requests refuses by errors that are ValueErrors
                self._refuse("is no address that can be asked, such as https://host.example/path")
            except (requests.exceptions.RequestException, HTTPError, OSError) as error:
                raise self._broken(error) from None
            if _origin(target) != _origin(url):  # credentials for one server are never sent to another
                headers = {name: value for name, value in headers.items() if name.lower() != "authorization"}
            url = target
        return self._refuse(f"redirects more than {self._limits.redirects} times: check the address")

    def _ask(self, request: "requests.Request") -> "requests.Response":
        """The answer to one request, whose body is not read yet: a session would read that of a redirect, all of it."""
        prepared = self._session.prepare_request(request)
        url = prepared.url or ""
        settings = self._session.merge_environment_settings(url, {}, True, True, None)
        return self._session.get_adapter(url).send(
            prepared,
            stream=True,
            timeout=(self._limits.connect, self._limits.read),
            verify=settings["verify"] or True,
            cert=settings["cert"],
            proxies=settings["proxies"],
        )

    def _target(self, method: str, url: str, response: "requests.Response") -> str | None:
        """Where a redirect leads: the same scheme, or https in place of http; None if it is none to be followed."""
        status = response.status_code
        if status not in _REDIRECTS or (method not in ("GET", "HEAD") and status not in _SAME_METHOD):
            return None
        location = response.headers.get("Location", "")
        if not location:
            self._refuse("redirects, but names no address: check the address")
        try:
            target = urljoin(url, location)
            before, after = urlsplit(url).scheme, urlsplit(target).scheme
        except ValueError:
            self._refuse("redirects to something that is no address: check the address")
        if after != before and (before, after) != ("http", "https"):
            kind = after if after in ("http", "https") else "another protocol"
            self._refuse(f"redirects from {before} to {kind}, which is refused: check the address")
        return target

    def _whole(self, response: "requests.Response") -> bytes:
        """The whole body as it was sent, within the limit of size."""
        declared = response.headers.get("Content-Length", "")
        content = bytearray()
        if declared.isdecimal() and int(declared) > self._limits.size and response.request.method != "HEAD":
            self._refuse(self._too_large())
        for chunk in response.raw.stream(_CHUNK, decode_content=False):
            content += chunk
            if len(content) > self._limits.size:
                self._refuse(self._too_large())
            if self.abandoned.is_set():
                break
        return bytes(content)

    def _too_large(self) -> str:
        size = self._limits.size
        limit = f"{size // 1024 // 1024} MiB" if size >= 1024 * 1024 else f"{size} bytes"
        return f"sends more than {limit}: check the address"

    def _broken(self, error: Exception) -> "_BrokenError":
        """Why there is no answer, for Retry and for people. Raises InputError if another attempt cannot help."""
        from urllib3 import exceptions

        chain = _causes(error)
        if untrusted := next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None):
            why = _UNTRUSTED.get(untrusted.verify_code, "is not valid")
            self._refuse(f"its certificate {why}: REQUESTS_CA_BUNDLE names a file of certificates to trust")
        if any(isinstance(one, ssl.SSLError | exceptions.SSLError) for one in chain):
            self._refuse("no TLS connection can be made: check that the address and the proxy are right")
        inner = next(
            (
                one
                for one in chain
                if isinstance(one, exceptions.HTTPError) and type(one) is not exceptions.MaxRetryError
            ),
            exceptions.ProtocolError(error),
        )
        return _BrokenError(inner, self._reason(chain))

    def _reason(self, chain: list[BaseException]) -> str:
        from urllib3 import exceptions

        system = next((one.strerror for one in chain if isinstance(one, OSError) and one.strerror), "")
        reasons: list[tuple[type[BaseException], str]] = [
            (exceptions.ProxyError, "cannot be reached through the proxy that HTTP_PROXY or HTTPS_PROXY names"),
            (exceptions.NameResolutionError, "cannot be reached: its host name is not known"),
            (ConnectionRefusedError, "cannot be reached: the connection is refused"),
            (exceptions.NewConnectionError, f"cannot be reached{f': {system}' if system else ''}"),
            (exceptions.ConnectTimeoutError, f"cannot be reached: no connection within {self._limits.connect:g} s"),
            (exceptions.ReadTimeoutError, f"did not answer for {self._limits.read:g} s"),
            (BaseException, "the connection broke before the answer was whole"),
        ]
        return next(reason for kind, reason in reasons if any(isinstance(one, kind) for one in chain))

    def _refuse(self, message: str) -> NoReturn:
        raise InputError(Problem(self._name, message))


class _BrokenError(Exception):
    """One attempt had no whole answer; `error` is urllib3's, `reason` is ours."""

    def __init__(self, error: Exception, reason: str) -> None:
        super().__init__(reason)
        self.error, self.reason = error, reason


_UNTRUSTED = {
    10: "has expired",
    18: "is signed by nobody else",
    19: "comes from an authority that is not trusted here",
    20: "comes from an authority that is not trusted here",
    21: "comes from an authority that is not trusted here",
    62: "is for another host name",
    64: "is for another host name",
}
"""What OpenSSL's codes mean: https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/"""


def shown_url(url: str) -> str:
    """The address as it may be printed and recorded: without user, password and query."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as https://[::1
        return re.sub(r"//[^/]*@", "//", re.split("[?#]", url)[0])
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def status_text(code: int) -> str:
    """A status with its name, such as 404 Not Found."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _as_it_is(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    """Keeps requests from taking credentials out of an address or a netrc file."""
    return request


def _origin(url: str) -> tuple[str, str]:
    return urlsplit(url)[:2]


def _asked_pause(retry: "Retry", answer: Answer) -> float:
    """Seconds that Retry-After asks for; 0 without one that can be read."""
    from urllib3.exceptions import InvalidHeader

    try:
        return retry.parse_retry_after(answer.headers.get("Retry-After", "0"))
    except InvalidHeader:
        return 0.0


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what it was raised for, from the outside in."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [getattr(one, "reason", None), getattr(one, "original_error", None), *one.args]
            waiting += [one.__cause__, one.__context__]
    return found
