"""The configuration of an OPA server that runs a published bundle: where it comes from, whose signature, who is told.

https://www.openpolicyagent.org/docs/configuration
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml

from smguard.bundle.composition import ENTRYPOINT, ROOTS, content_revision, pack
from smguard.delivery import claims as said
from smguard.delivery.claims import Claims
from smguard.delivery.key import Key
from smguard.delivery.publish.registry import parse_reference
from smguard.delivery.publish.s3 import parse_location
from smguard.delivery.signature import sign
from smguard.delivery.tarball import DATA, MANIFEST, MAX_UNPACKED
from smguard.errors import SmguardError

DISCOVERED = "discovery"
"""The member of data.smguard that holds the configuration in a discovery bundle."""

LONG_POLL_SECONDS = 60
"""How long a server may hold OPA's question until there is something new."""

HTTP_DELAY, OTHER_DELAY = (5, 15), (30, 60)
"""Seconds between two questions: least, most. A server that holds them is asked again at once."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one OPA, or a fleet of them, is to run. Locations are https://…, s3://… or oci://…"""

    name: str
    location: str
    keys: Sequence[Key] = ()
    persist_in: str = "/var/lib/opa"
    report_to: str | None = None
    token_file: str | None = None
    token_variable: str | None = None
    report_token_file: str | None = None
    report_token_variable: str | None = None
    ca_file: str | None = None
    client_certificate: tuple[str, str] | None = None
    s3_endpoint: str | None = None
    s3_region: str | None = None
    s3_credentials: Literal["environment", "profile"] = "environment"
    labels: Mapping[str, str] = field(default_factory=dict)
    scope: str = ""


def read_labels(given: Sequence[str]) -> dict[str, str]:
    """Labels by name, from texts like region=eu. Raises SmguardError where one is none, or comes twice."""
    pairs = [text.partition("=") for text in given]
    if not all(name and equals for name, equals, _ in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        raise SmguardError("a label must be NAME=VALUE, and each name can be given once")
    return {name: value for name, _, value in pairs}


def configuration(wanted: Wanted) -> Json:
    """The whole configuration, for an OPA without discovery. Raises SmguardError where something cannot be said."""
    _check(wanted)
    return {**_own(wanted), **_common(wanted)}


def discovering(wanted: Wanted, location: str) -> Json:
    """What an OPA starts with that finds the rest in the discovery bundle at the location. Raises SmguardError."""
    _check(wanted)
    service, resource, _ = _source(wanted, location)
    discovery: Json = {
        "service": DISCOVERED,
        "resource": resource,
        "decision": f"{ROOTS[0]}/{DISCOVERED}",
        "persist": True,
        "polling": _polling(location),
    }
    if wanted.keys:
        discovery["signing"] = _signing(wanted)
    return {**_common(wanted), "services": {DISCOVERED: service}, "discovery": discovery}


def discovery_bundle(wanted: Wanted, key: Key | None, claims: Claims = said.NONE) -> bytes:
    """The tarball of the bundle that holds what `discovering` leaves out, signed where a key is given.

    It has the form of every bundle of smguard, so it can be published, rolled out and served like one.
    """
    _check(wanted)
    found = {**_own(wanted), **({"keys": _keys(wanted.keys)} if wanted.keys else {})}
    revision = content_revision({DATA: _json({ROOTS[0]: {DISCOVERED: found}}), MANIFEST: b"{}"})
    files = {
        DATA: _json({ROOTS[0]: {"bundle": {"revision": revision}, DISCOVERED: found}}),
        MANIFEST: _json({"revision": revision, "rego_version": 1, "roots": list(ROOTS)}),
    }
    return pack(sign(files, key, claims) if key else files)


def to_yaml(configured: Json) -> str:
    """The configuration as a file; OPA fills in ${NAME} from its environment."""
    return yaml.dump(configured, Dumper=_Dumper, sort_keys=False, default_flow_style=False, width=1000)


def _own(wanted: Wanted) -> Json:
    """What says which bundle an OPA runs and whom it tells."""
    service, resource, reporting = _source(wanted, wanted.location)
    services = {"bundles": service}
    bundle: Json = {
        "service": "bundles",
        "resource": resource,
        "persist": True,
        "polling": _polling(wanted.location),
        "size_limit_bytes": MAX_UNPACKED,
    }
    if wanted.keys:
        bundle["signing"] = _signing(wanted)
    own: Json = {"services": services, "bundles": {wanted.name: bundle}, "default_decision": ENTRYPOINT}
    if reporting:
        services["reports"] = {**_http(_of_reports(wanted, reporting), reporting), "url": reporting.rstrip("/")}
        own["status"] = {"service": "reports"}
        own["decision_logs"] = {"service": "reports"}
    return own


def _of_reports(wanted: Wanted, reporting: str) -> Wanted:
    """What is wanted of the service that gets reports: a token for one server is never sent to another."""
    file, variable = wanted.report_token_file, wanted.report_token_variable
    if file or variable:
        return replace(wanted, token_file=file, token_variable=variable, client_certificate=None)
    if wanted.location.startswith("s3://") or _origin(wanted.location) == _origin(reporting):
        return wanted
    return replace(wanted, token_file=None, token_variable=None)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _common(wanted: Wanted) -> Json:
    common: Json = {"persistence_directory": wanted.persist_in}
    if wanted.labels:
        common["labels"] = dict(wanted.labels)
    if wanted.keys:
        common["keys"] = _keys(wanted.keys)
    return common


def _source(wanted: Wanted, location: str) -> tuple[Json, str, str | None]:
    """The service that a location is in, the resource there, and where status and decision logs go."""
    if location.startswith("oci://"):
        reference = parse_reference(location)
        url = reference.base.removesuffix(f"/v2/{reference.repository}")
        service = {**_http(wanted, url, scheme="Basic"), "url": url, "type": "oci"}
        return service, f"{urlsplit(url).netloc}/{reference.repository}:{reference.tag or 'latest'}", wanted.report_to
    if location.startswith("s3://"):
        place = parse_location(location)
        region = wanted.s3_region or "${AWS_REGION}"
        hosted = f"https://{place.bucket}.s3.{region}.amazonaws.com"
        url = f"{wanted.s3_endpoint.rstrip('/')}/{place.bucket}" if wanted.s3_endpoint else hosted
        own: Json = {} if wanted.s3_region is None or wanted.s3_credentials == "environment" else {"aws_region": region}
        signing = {f"{wanted.s3_credentials}_credentials": own}
        tls = {"tls": {"ca_cert": wanted.ca_file}} if wanted.ca_file and wanted.s3_endpoint else {}
        return {"url": url, "credentials": {"s3_signing": signing}, **tls}, place.key, wanted.report_to
    parts = urlsplit(location)
    server = f"{parts.scheme}://{parts.netloc}"
    return {**_http(wanted, location), "url": server}, parts.path.lstrip("/"), wanted.report_to or server


def _http(wanted: Wanted, url: str, scheme: str | None = None) -> Json:
    """How a server is trusted, and how OPA says who it is."""
    service: Json = {"url": url}
    bearer: Json = {"scheme": scheme} if scheme else {}
    if wanted.token_file:
        service["credentials"] = {"bearer": {**bearer, "token_path": wanted.token_file}}
    elif wanted.token_variable:
        service["credentials"] = {"bearer": {**bearer, "token": f"${{{wanted.token_variable}}}"}}
    elif wanted.client_certificate:
        certificate, key = wanted.client_certificate
        service["credentials"] = {"client_tls": {"cert": certificate, "private_key": key}}
    if wanted.ca_file:
        service["tls"] = {"ca_cert": wanted.ca_file}
    return service


def _polling(location: str) -> Json:
    held = location.startswith(("http://", "https://"))
    least, most = HTTP_DELAY if held else OTHER_DELAY
    long = {"long_polling_timeout_seconds": LONG_POLL_SECONDS} if held else {}
    return {"min_delay_seconds": least, "max_delay_seconds": most, **long}


def _signing(wanted: Wanted) -> Json:
    """One key is pinned; of several the token names its own, which OPA insists on since 1.21.3."""
    pinned = {"keyid": wanted.keys[0].id} if len(wanted.keys) == 1 else {}
    return {**pinned, **({"scope": wanted.scope} if wanted.scope else {})}


def _keys(keys: Sequence[Key]) -> Json:
    return {key.id: {"algorithm": key.algorithm, "key": key.public or _from_environment(key)} for key in keys}


def _from_environment(key: Key) -> str:
    if not key.source.startswith("env:"):
        raise SmguardError(
            f"the key {key.id} is a secret, which must not appear in a configuration: give env:NAME,"
            " and OPA reads it from its own environment"
        )
    return f"${{{key.source.removeprefix('env:')}}}"


def _check(wanted: Wanted) -> None:
    """Raises SmguardError for what OPA would refuse, or read as something else."""
    texts = [wanted.location, wanted.persist_in, wanted.report_to, wanted.token_file, wanted.ca_file, wanted.name]
    texts += [wanted.report_token_file, wanted.s3_endpoint, wanted.s3_region, *wanted.labels, *wanted.labels.values()]
    texts += [*(wanted.client_certificate or ()), *(key.id for key in wanted.keys), wanted.scope]
    odd = next((text for text in texts if text and ("${" in text or not text.isprintable())), None)
    if odd is not None:
        raise SmguardError(f"{odd!r} cannot appear in OPA's configuration: OPA would replace or misread a part of it")
    for what, url in (("the bundle", wanted.location), ("reports", wanted.report_to), ("S3", wanted.s3_endpoint)):
        parts = urlsplit(url or "")
        if url and parts.scheme in ("http", "https") and (parts.username is not None or parts.query):
            raise SmguardError(f"the address of {what} must not contain credentials or a query")
    if not re.match(r"(https?|s3|oci)://[^/]", wanted.location):
        raise SmguardError(f"{wanted.location}: OPA fetches bundles from https://, s3:// and oci://: give one of these")
    for option, name in (("--token-env", wanted.token_variable), ("--report-token-env", wanted.report_token_variable)):
        if name and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            raise SmguardError(f"{option} takes the name of a variable, never a token")
    if wanted.report_token_file and wanted.report_token_variable:
        raise SmguardError("OPA accepts one kind of credentials for reports: a token's file or a token's variable")
    ways = (wanted.token_file, wanted.token_variable, wanted.client_certificate)
    if sum(way is not None for way in ways) > 1:
        raise SmguardError("OPA accepts one kind of credentials: a token's file, a token's variable, or a certificate")


def _json(value: Json) -> bytes:
    return json.dumps(value, indent=2, sort_keys=True).encode() + b"\n"


class _Dumper(yaml.SafeDumper):
    """Keys in PEM as blocks of lines."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
