"""One OCI artifact for both engines: OPA downloads its first layer, `conftest pull` unpacks the others."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from smguard.delivery.publish.access import client
from smguard.delivery.publish.artifact import Artifact, Published, PublishError
from smguard.delivery.publish.registry import MANIFEST, Registry, parse_reference
from smguard.delivery.tarball import DATA

BUNDLE = "application/vnd.oci.image.layer.v1.tar+gzip"
"""The layer that OPA looks for."""

CONFIG = "application/vnd.oci.image.config.v1+json"
REGO = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego"
JSON_DATA = "application/vnd.cncf.openpolicyagent.data.layer.v1+json"

VERSION = "org.opencontainers.image.version"
COMMIT = "org.opencontainers.image.revision"
"""The commit of the sources, in the words of the OCI image specification; the bundle's revision is VERSION."""

TITLE = "org.opencontainers.image.title"
BUNDLE_REVISION = "smguard.bundle.revision"
BUNDLE_DIGEST = "smguard.bundle.digest"


def compose(artifact: Artifact) -> tuple[bytes, list[bytes]]:
    """The manifest, and the blobs that it names: always the same for the same artifact."""
    files = artifact.unpacked.files
    modules = [(REGO, path) for path in sorted(files) if path.endswith(".rego")]
    data = [(JSON_DATA, path) for path in (DATA,) if path in files]
    layers = [_descriptor(BUNDLE, artifact.tarball)]
    layers += [_descriptor(kind, files[path], {TITLE: path}) for kind, path in modules + data]
    annotations = {VERSION: artifact.revision, BUNDLE_REVISION: artifact.revision, BUNDLE_DIGEST: artifact.digest}
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": _descriptor(CONFIG, _EMPTY),
        "layers": layers,
        "annotations": {**annotations, **({COMMIT: artifact.commit} if artifact.commit else {})},
    }
    blobs = [_EMPTY, artifact.tarball, *(files[path] for _, path in modules + data)]
    return json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode(), blobs


def publish(artifact: Artifact, destination: str) -> Published:
    """Puts the artifact into a repository, and moves the tag to it once all of it is there.

    Without a tag in the destination, the tag is the revision. Raises SmguardError.
    """
    reference = parse_reference(destination)
    tag = reference.tag or artifact.revision
    with client(destination) as web:
        registry = Registry(reference, web)
        if _layer_digest(registry.manifest(tag)) == artifact.digest:
            return Published(destination, changed=False)
        manifest, blobs = compose(artifact)
        for blob in dict.fromkeys(blobs):
            registry.put_blob(blob)
        own = _digest(manifest)
        registry.put_manifest(own, manifest)
        if registry.manifest(own) != manifest:
            raise PublishError(f"{destination}: the registry returns another manifest than the one it accepted")
        registry.put_manifest(tag, manifest)
    return Published(destination, changed=True)


def fetch(location: str) -> bytes:
    """The bundle's tarball from a repository. Raises SmguardError."""
    reference = parse_reference(location)
    with client(location) as web:
        registry = Registry(reference, web)
        manifest = registry.manifest(reference.tag or "latest")
        if manifest is None:
            raise PublishError(f"{location}: there is nothing with that name")
        digest = _layer_digest(manifest)
        if digest is None:
            raise PublishError(f"{location}: is not a bundle: its first layer is not {BUNDLE}")
        return registry.blob(digest)


def _layer_digest(manifest: bytes | None) -> str | None:
    """The digest of the layer that OPA would load."""
    try:
        match json.loads(manifest or b"null"):
            case {"layers": [{"mediaType": kind, "digest": str(digest)}, *_]} if kind == BUNDLE:
                return digest
    except (ValueError, RecursionError):
        pass
    return None


_EMPTY = b"{}"


def _descriptor(kind: str, content: bytes, annotations: Mapping[str, str] | None = None) -> dict[str, Any]:
    described: dict[str, Any] = {"mediaType": kind, "digest": _digest(content), "size": len(content)}
    return {**described, **({"annotations": dict(annotations)} if annotations else {})}


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
