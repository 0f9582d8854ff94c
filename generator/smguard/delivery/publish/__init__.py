"""Bundles to where OPA servers get them: OCI registries, S3, a store, an address that takes PUT."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from smguard.delivery import store
from smguard.delivery.publish import oci, put, s3
from smguard.delivery.publish.access import Access
from smguard.delivery.publish.artifact import Artifact, Published, PublishError
from smguard.delivery.publish.registry import parse_reference
from smguard.delivery.signature import Signed, verify
from smguard.delivery.tarball import SIGNATURES, unpack
from smguard.errors import SmguardError

__all__ = ["Access", "Artifact", "PublishError", "Published", "fetch", "publish"]

_SCHEME = re.compile(r"([a-z][a-z0-9+]*)://")


def publish(artifact: Artifact, destination: str, access: Access) -> Published:
    """Brings the artifact to one destination; what was there stays whole until all of it is.

    The same bundle under a signature that is as good as the new one is left there.

    oci://HOST/REPOSITORY[:TAG], s3://BUCKET/KEY, http(s)://…, or STORE/BUNDLE, a bundle's folder in a store.
    Raises SmguardError where it cannot be brought there.
    """
    artifact = _as_it_is_there(artifact, destination, access)
    match _scheme(destination):
        case "oci":
            return oci.publish(artifact, destination)
        case "s3":
            return s3.publish(artifact, destination, access)
        case "http" | "https":
            _check_address(destination, access)
            return put.publish(artifact, destination, access)
        case "":
            return _into_store(artifact, destination)
        case other:
            raise PublishError(_unknown(destination, other))


def fetch(location: str, access: Access) -> bytes:
    """A tarball from wherever publish can bring one, or from a file; whether it is a bundle is not looked at.

    Raises SmguardError.
    """
    match _scheme(location):
        case "oci":
            return oci.fetch(location)
        case "s3":
            return s3.fetch(location, access)
        case "http" | "https":
            _check_address(location, access)
            return put.fetch(location, access)
        case "":
            return store.read_capped(Path(location))
        case other:
            raise PublishError(_unknown(location, other))


def _as_it_is_there(artifact: Artifact, destination: str, access: Access) -> Artifact:
    """The artifact with the signature that it has at the destination, where that differs in its time alone.

    A signature that expires is always made anew.
    """
    if artifact.signed is None or artifact.signed.claims.issued is None or artifact.signed.claims.expires is not None:
        return artifact
    try:
        place = _place_of(artifact, destination)
        unpacked = unpack(tarball := fetch(place, access), place)
        there = verify(unpacked.files, [artifact.signed.key], None)
    except SmguardError:
        return artifact
    if there.claims.issued is None or there.claims.expires or there.claims.scope != artifact.signed.claims.scope:
        return artifact
    contents = [{**files, SIGNATURES: b""} for files in (unpacked.files, artifact.unpacked.files)]
    newer = there.claims.issued > artifact.signed.claims.issued
    if contents[0] != contents[1] or newer:
        return artifact
    return replace(artifact, tarball=tarball, unpacked=unpacked, signed=Signed(artifact.signed.key, there.claims))


def _place_of(artifact: Artifact, destination: str) -> str:
    """Where the artifact is after it was published to a destination."""
    match _scheme(destination):
        case "oci":
            tagged = parse_reference(destination).tag
            return destination if tagged else f"{destination}:{artifact.revision}"
        case "":
            folder = Path(destination)
            return str(store.revision_path(folder.parent, folder.name, artifact.revision))
        case _:
            return destination


def _into_store(artifact: Artifact, destination: str) -> Published:
    folder = Path(destination)
    name = folder.name
    if not (folder / "revisions").is_dir():
        store.check_store(folder)
        if folder.is_dir() and store.bundles(folder):
            raise PublishError(f"{destination}: is a store: name a bundle in it too, such as {folder}/secretsmanager")
        if len(folder.parts) < 2 and not destination.startswith("."):
            raise PublishError(f"{destination}: names no bundle: give STORE/BUNDLE, such as {folder}/secretsmanager")
        store.check_store(folder.parent)
    path = store.revision_path(folder.parent, name, artifact.revision)
    there = store.read_capped(path) if path.is_file() else None
    if there is not None and not artifact.unpacked.signed and unpack(there, str(path)).signed:
        raise PublishError(
            f"{folder}: already has revision {artifact.revision} signed, which an unsigned one does not replace:"
            " add --sign"
        )
    if there != artifact.tarball:
        store.add(folder.parent, name, artifact.tarball, str(path))
    return Published(str(folder), changed=there != artifact.tarball)


def _scheme(text: str) -> str:
    found = _SCHEME.match(text)
    return found[1] if found else ""


def _unknown(text: str, scheme: str) -> str:
    return f"{text}: {scheme}:// is not supported: use oci://, s3://, https:// or a folder"


def _check_address(address: str, access: Access) -> None:
    """Raises PublishError where credentials would be seen: in the address itself, or on a line without TLS."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.username is not None or parts.query or parts.fragment:
        raise PublishError("an address must not contain credentials or a query: use --token-file or SMGUARD_TOKEN")
    local = host == "localhost" or host == "::1" or host.startswith("127.")
    if access.token and parts.scheme == "http" and not local:
        raise PublishError(f"{address}: the token would be sent without TLS: use https")
    if not host:
        raise PublishError(f"{address}: names no host")
