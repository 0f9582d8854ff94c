"""A repository in an OCI registry: the distribution API, with the two ways in which registries ask who it is.

https://github.com/opencontainers/distribution-spec, https://distribution.github.io/distribution/spec/auth/token/
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from requests.utils import parse_dict_header

from smguard.delivery.publish.artifact import PublishError
from smguard.delivery.publish.docker_config import Credentials, credentials
from smguard.http import Answer, Client, status_text

MANIFEST = "application/vnd.oci.image.manifest.v1+json"

_REFERENCE = re.compile(
    r"oci://(?P<host>[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?)"
    r"/(?P<repository>[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
)
_HUB = {"docker.io": "registry-1.docker.io"}

UPLOADS = 3
"""How often the upload of a blob is begun at most."""

_LOST = (404, 416)
"""What a registry answers that has lost an upload, or has a part of it from an attempt that broke."""


@dataclass(frozen=True, slots=True)
class Reference:
    """oci://HOST/REPOSITORY[:TAG]; the tag is empty where none was given."""

    host: str
    repository: str
    tag: str

    @property
    def base(self) -> str:
        """The address of the repository's API. Only this machine is asked without TLS, as docker does."""
        return f"{'http' if self.local else 'https'}://{_HUB.get(self.host, self.host)}/v2/{self.repository}"

    @property
    def local(self) -> bool:
        """Whether the registry is on this machine."""
        name = urlsplit(f"//{self.host}").hostname or ""
        return name in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", name) is not None


def parse_reference(text: str) -> Reference:
    """The reference in a destination. Raises PublishError where it is none."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise PublishError(f"{text}: is not oci://HOST/REPOSITORY[:TAG]: names have lowercase letters, digits and ._-/")
    return Reference(found["host"], found["repository"], found["tag"] or "")


class Registry:
    """One repository, asked with the credentials that docker has for its host."""

    def __init__(self, reference: Reference, web: Client) -> None:
        """Nothing is asked yet. Raises InputError and PublishError where docker's credentials cannot be read."""
        self._reference = reference
        self._web = web
        self._credentials = credentials(reference.host)
        self._authorization: str | None = None

    def manifest(self, reference: str) -> bytes | None:
        """The manifest of a tag or digest; None where there is none."""
        answer = self._ask("GET", f"manifests/{reference}", {"Accept": MANIFEST})
        if answer.status == 404:
            return None
        self._expect(answer, 200, f"the manifest {reference}")
        return answer.body

    def blob(self, digest: str) -> bytes:
        """A blob, which has that digest."""
        answer = self._ask("GET", f"blobs/{digest}")
        self._expect(answer, 200, f"the blob {digest}")
        if _digest(answer.body) != digest:
            raise PublishError(f"{self._web.name}: the registry returns other content for {digest}")
        return answer.body

    def put_blob(self, content: bytes) -> None:
        """Uploads a blob, unless the repository has it."""
        digest = _digest(content)
        if self._ask("HEAD", f"blobs/{digest}").status != 200:
            for _ in range(UPLOADS):
                done = self._upload(digest, content)
                if done.status not in _LOST:
                    break
            self._expect(done, 201, f"the blob {digest}")

    def put_manifest(self, reference: str, content: bytes) -> None:
        """Stores a manifest under a tag, or under its own digest."""
        answer = self._ask("PUT", f"manifests/{reference}", {"Content-Type": MANIFEST}, content)
        self._expect(answer, 201, f"the manifest {reference}")

    def _upload(self, digest: str, content: bytes) -> Answer:
        """The answer to a whole upload. To begin one changes nothing, so that may be done again."""
        uploads = f"{self._reference.base}/blobs/uploads/"
        begun = self._authorized("POST", uploads, {"Content-Length": "0"}, b"", repeatable=True)
        self._expect(begun, 202, "an upload")
        place = urljoin(begun.url, begun.headers.get("Location", ""))
        place += f"{'&' if urlsplit(place).query else '?'}{urlencode({'digest': digest})}"
        return self._authorized("PUT", place, {"Content-Type": "application/octet-stream"}, content)

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        return self._authorized(method, f"{self._reference.base}/{path}", headers or {}, body)

    def _authorized(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, repeatable: bool = False
    ) -> Answer:
        """The answer to one request; a registry that asks who it is gets an answer, and the request once more."""
        answer = self._web.send(method, url, self._with_authorization(url, headers), body, repeatable=repeatable)
        if answer.status == 401 and self._is_ours(url):
            self._authorization = self._answer_to(answer.headers.get("WWW-Authenticate", ""))
            answer = self._web.send(method, url, self._with_authorization(url, headers), body, repeatable=repeatable)
        return answer

    def _with_authorization(self, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        if self._authorization is None or not self._is_ours(url):
            return dict(headers)
        return {**headers, "Authorization": self._authorization}

    def _is_ours(self, url: str) -> bool:
        """Whether an address is the registry's own; uploads may go elsewhere, where its tokens must not."""
        return urlsplit(url)[:2] == urlsplit(self._reference.base)[:2]

    def _answer_to(self, challenge: str) -> str:
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "basic":
            if self._credentials is None or self._credentials.identity_token:
                raise PublishError(self._denied("the registry requires a name and a password, and docker has none"))
            return self._credentials.basic
        # requests has no types of its own for it.
        said: Mapping[str, str] = parse_dict_header(rest) if scheme.lower() == "bearer" else {}  # type: ignore[no-untyped-call]
        realm = said.get("realm")
        if not realm:
            raise PublishError(self._denied("the registry refuses access without naming what it requires"))
        parts = urlsplit(realm)
        if parts.scheme != "https" and not (self._reference.local and parts.scheme == "http"):
            raise PublishError(
                f"{self._web.name}: the registry requires a token from an address without TLS, which is refused"
            )
        asked = {name: said[name] for name in ("service", "scope") if said.get(name)}
        return f"Bearer {self._token(realm, asked, self._credentials)}"

    def _token(self, realm: str, asked: Mapping[str, str], known: Credentials | None) -> str:
        if known and known.identity_token:
            form = {"grant_type": "refresh_token", "refresh_token": known.identity_token, "client_id": "smguard"}
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self._web.send("POST", realm, kind, urlencode({**form, **asked}).encode())
        else:
            headers = {"Authorization": known.basic} if known else {}
            joined = f"{realm}{'&' if urlsplit(realm).query else '?'}{urlencode(asked)}"
            answer = self._web.send("GET", joined, headers)
        if answer.status in (400, 401, 403):
            raise PublishError(self._denied("the registry's token service refuses"))
        self._expect(answer, 200, "a token")
        try:
            said = json.loads(answer.body)
            token = said.get("token") or said.get("access_token")
        except (ValueError, AttributeError, RecursionError):
            token = None
        if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]+", token):
            raise PublishError(f"{self._web.name}: the registry's token service returns no token")
        return token

    def _expect(self, answer: Answer, status: int, what: str) -> None:
        if answer.status == status:
            return
        if answer.status in (401, 403):
            raise PublishError(self._denied(f"the registry refuses {what}"))
        raise PublishError(
            f"{self._web.name}: {what}: the registry answers {status_text(answer.status)}{_complaint(answer)}"
        )

    def _denied(self, reason: str) -> str:
        has = "other credentials" if self._credentials else "credentials"
        return f"{self._web.name}: {reason}: give docker {has} (`docker login {self._reference.host}`)"


def _complaint(answer: Answer) -> str:
    """The code that a registry's error has, such as MANIFEST_INVALID; its texts may repeat what was sent."""
    try:
        match json.loads(answer.body):
            case {"errors": [{"code": str(code)}, *_]} if re.fullmatch(r"[A-Z_]{1,40}", code):
                return f" ({code})"
    except (ValueError, RecursionError):
        pass
    return ""


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
