"""One OCI artifact for both engines: OPA downloads its first layer, `conftest pull` unpacks the others."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from smguard.delivery.publish.access import client
from smguard.delivery.publish.artifact import Artifact, Published, PublishError
from smguard.delivery.publish.provenance import attachments
from smguard.delivery.publish.registry import MANIFEST, Reference, Registry, parse_reference
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
BY_KEY = "smguard.key"
"""The key that made what is attached to an artifact; it finds it again, and proves nothing."""


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
    return _compact(manifest), blobs


def publish(artifact: Artifact, destination: str) -> Published:
    """Puts the artifact into a repository, and moves the tag to it once all of it is there.

    An artifact that is signed now gets cosign's signature and its provenance beside it first.
    Without a tag in the destination, the tag is the revision. Raises SmguardError.
    """
    reference = parse_reference(destination)
    tag = reference.tag or artifact.revision
    with client(destination) as web:
        registry = Registry(reference, web)
        there = registry.manifest(tag)
        if there is not None and _layer_digest(there) == artifact.digest:
            _attach(registry, artifact, reference, there)
            return Published(destination, changed=False)
        manifest, blobs = compose(artifact)
        for blob in dict.fromkeys(blobs):
            registry.put_blob(blob)
        own = _digest(manifest)
        registry.put_manifest(own, manifest)
        if registry.manifest(own) != manifest:
            raise PublishError(f"{destination}: the registry returns another manifest than the one it accepted")
        _attach(registry, artifact, reference, manifest)
        registry.put_manifest(tag, manifest)
    return Published(destination, changed=True)


def _attach(registry: Registry, artifact: Artifact, reference: Reference, manifest: bytes) -> None:
    """Brings what stands beside the artifact with that manifest, in place of what the same key has attached before."""
    if artifact.signed is None:
        return
    key, digest = artifact.signed.key.id, _digest(manifest)
    place = f"{reference.host}/{reference.repository}"
    for one in attachments(artifact, artifact.signed, place, digest, artifact.builder):
        tag = f"{digest.replace(':', '-')}.{one.suffix}"
        there = registry.manifest(tag)
        layers = [layer for layer in _layers(there) if (layer.get("annotations") or {}).get(BY_KEY) != key]
        layers.append(_descriptor(one.kind, one.content, {**one.annotations, BY_KEY: key}))
        parts = {"type": "layers", "diff_ids": [layer["digest"] for layer in layers]}
        config = _compact({"architecture": "", "config": {}, "os": "", "rootfs": parts})
        wanted = _compact(
            {"schemaVersion": 2, "mediaType": MANIFEST, "config": _descriptor(CONFIG, config), "layers": layers}
        )
        if wanted != there:
            registry.put_blob(config)
            registry.put_blob(one.content)
            registry.put_manifest(tag, wanted)


def _layers(manifest: bytes | None) -> list[dict[str, Any]]:
    """The layers of what is attached already, by this key or another."""
    try:
        match json.loads(manifest or b"null"):
            case {"layers": [*layers]}:
                return [layer for layer in layers if isinstance(layer, dict) and "digest" in layer]
    except (ValueError, RecursionError):
        pass
    return []


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


def _compact(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _descriptor(kind: str, content: bytes, annotations: Mapping[str, str] | None = None) -> dict[str, Any]:
    described: dict[str, Any] = {"mediaType": kind, "digest": _digest(content), "size": len(content)}
    return {**described, **({"annotations": dict(annotations)} if annotations else {})}


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
