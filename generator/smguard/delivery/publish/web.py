"""HTTP with bounds: attempts, seconds and bytes; nothing of a request that could be secret reaches an error."""

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import requests
from requests.structures import CaseInsensitiveDict

from smguard.delivery.publish.artifact import PublishError
from smguard.delivery.tarball import MAX_PACKED

ATTEMPTS = 4
"""How often one request is sent at most."""

PAUSE = 0.5
"""Seconds before the second attempt; each further one waits twice as long."""

LONGEST_PAUSE = 10.0
"""Seconds that a server may ask to be waited for between two attempts; more counts as this."""

TIMEOUT = (10, 60)
"""Seconds for a connection, and for each part of an answer."""

SECONDS = 600
"""Seconds for a whole answer."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that another attempt may change."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class PassingError(Exception):
    """One attempt failed in a way that another may mend; its text is the reason."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class Web:
    """One destination's connections; `name` is how errors call it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._session = requests.Session()

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def send(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The answer to a request that may be sent again. Raises PublishError when there is none after ATTEMPTS."""
        return self.persist(lambda: self.send_once(method, url, headers, body))

    def send_once(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The answer to one request, whatever its status. Raises PassingError, or PublishError."""
        try:
            with self._session.request(
                method, url, headers=dict(headers or {}), data=body, auth=_as_it_is, stream=True, timeout=TIMEOUT
            ) as response:
                answer = self._whole(response)
        except requests.exceptions.SSLError as error:
            raise PublishError(f"{self.name}: its TLS connection is not to be trusted: {_reason(error)}") from None
        except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            raise PassingError(_reason(error)) from None
        except requests.exceptions.Timeout:
            raise PassingError("it does not answer in time") from None
        except (requests.exceptions.RequestException, ValueError) as error:
            raise PublishError(f"{self.name}: {type(error).__name__}: it cannot be asked") from None
        if answer.status in PASSING:
            raise PassingError(f"it answers {answer.status}", _asked_pause(response.headers))
        return answer

    def persist(self, attempt: Callable[[], T]) -> T:
        """What an attempt gives, repeated while it raises PassingError. Raises PublishError after ATTEMPTS."""
        for number in range(1, ATTEMPTS + 1):
            try:
                return attempt()
            except PassingError as reason:
                if number == ATTEMPTS:
                    raise PublishError(f"{self.name}: {reason}; tried {ATTEMPTS} times") from None
                time.sleep(max(PAUSE * 2 ** (number - 1), reason.wait))
        raise AssertionError("an attempt returns or raises")

    def _whole(self, response: requests.Response) -> Answer:
        start, read = time.monotonic(), bytearray()
        for part in response.iter_content(64 * 1024):
            read += part
            if len(read) > MAX_PACKED:
                raise PublishError(f"{self.name}: its answer is longer than {MAX_PACKED} bytes")
            if time.monotonic() - start > SECONDS:
                raise PublishError(f"{self.name}: its answer takes longer than {SECONDS} s")
        headers: CaseInsensitiveDict[str] = response.headers
        return Answer(response.status_code, headers, bytes(read), response.url)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from taking credentials out of a netrc file: they come from where the user was told."""
    return request


def _asked_pause(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE) if asked.isdecimal() else 0.0


def _reason(error: BaseException) -> str:
    """What the system or TLS says was wrong, without the address that was asked for."""
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        inner = [getattr(error, "reason", None), *error.args, error.__cause__, error.__context__]
        error = next((one for one in inner if isinstance(one, BaseException)), error)
    last = seen[-1]
    if isinstance(last, OSError) and last.strerror:
        return last.strerror
    return "the connection broke before the answer was whole"
