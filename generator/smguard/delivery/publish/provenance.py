"""What a bundle was made from, and who says so: an in-toto statement in a DSSE envelope, and cosign's signature.

Both stand in the registry beside the artifact, where cosign looks for them, and both have the key of the bundle.
https://github.com/in-toto/attestation/tree/main/spec/v1, https://slsa.dev/spec/v1.0/provenance,
https://github.com/secure-systems-lab/dsse, https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smguard import __version__
from smguard.delivery.claims import written
from smguard.delivery.key import sign_bytes
from smguard.delivery.publish.artifact import Artifact
from smguard.delivery.signature import Signed
from smguard.errors import SmguardError

STATEMENT, PREDICATE = "https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"
PAYLOAD = "application/vnd.in-toto+json"
BUILD = "urn:smguard:build:v1"
"""What the external parameters and the dependencies of a statement mean: see the guide on signing."""

BUILDER = "urn:smguard:builder:unnamed"
"""Who builds, where nobody says."""

_URI = re.compile(r"[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,500}")

SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json"
DSSE = "application/vnd.dsse.envelope.v1+json"
SIGNATURE = "dev.cosignproject.cosign/signature"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """What stands beside an artifact: one layer under the tag of its digest and a suffix, sig or att."""

    suffix: str
    kind: str
    content: bytes
    annotations: Mapping[str, str]


def builder_uri(given: str | None, artifact: Artifact) -> str:
    """Who builds, as a URI. Raises SmguardError where this is none, or nothing would say it."""
    if given is not None and artifact.signed is None:
        raise SmguardError("--builder is in the provenance, which is signed: add --sign")
    if given is not None and not _URI.fullmatch(given):
        raise SmguardError("--builder must be a URI, such as https://ci.example/pipelines/bundles")
    return given or BUILDER


def attachments(artifact: Artifact, signed: Signed, place: str, manifest: str, builder: str) -> list[Attachment]:
    """cosign's signature of an artifact with that manifest's digest at a place, and its provenance.

    Empty for a shared secret, with which nobody else could verify.
    """
    if signed.key.public is None:
        return []
    simple = {
        "critical": {
            "identity": {"docker-reference": place},
            "image": {"docker-manifest-digest": manifest},
            "type": "cosign container image signature",
        },
        "optional": None,
    }
    content = _compact(simple)
    signature = base64.b64encode(sign_bytes(signed.key, content)).decode()
    subjects = {place: manifest, "bundle.tar.gz": artifact.digest}
    attested = envelope(statement(artifact, signed, subjects, builder), signed)
    return [
        Attachment("sig", SIMPLE_SIGNING, content, {SIGNATURE: signature}),
        Attachment("att", DSSE, attested, {SIGNATURE: "", "predicateType": PREDICATE}),
    ]


def statement(artifact: Artifact, signed: Signed, subjects: Mapping[str, str], builder: str) -> Json:
    """What the subjects, which are digests by name, were built from, as the bundle's manifest has it."""
    about = artifact.unpacked.manifest.get("metadata") or {}
    inputs: Mapping[str, str] = about.get("inputs") or {}
    materials: list[Json] = [{"name": name, "digest": {"sha256": inputs[name]}} for name in sorted(inputs)]
    if artifact.commit:
        commit, _, dirty = artifact.commit.partition("-")
        changed = {"annotations": {"changed": True}} if dirty else {}
        materials.append({"name": "sources", "digest": {"gitCommit": commit}, **changed})
    finished = {"finishedOn": written(signed.claims.issued)} if signed.claims.issued else {}
    return {
        "_type": STATEMENT,
        "subject": [
            {"name": name, "digest": {"sha256": digest.removeprefix("sha256:")}} for name, digest in subjects.items()
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD,
                "externalParameters": {"revision": artifact.revision, "roots": list(artifact.unpacked.roots)},
                "internalParameters": {"generator": about.get("generator"), "policy": about.get("policy")},
                "resolvedDependencies": materials,
            },
            "runDetails": {
                "builder": {"id": builder, "version": {"smguard": __version__}},
                "metadata": {"invocationId": artifact.revision, **finished},
            },
        },
    }


def envelope(said: Json, signed: Signed) -> bytes:
    """A statement in a signed DSSE envelope."""
    payload = _compact(said)
    encoded = b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)
    signature = {"keyid": signed.key.id, "sig": base64.b64encode(sign_bytes(signed.key, encoded)).decode()}
    return _compact({"payloadType": PAYLOAD, "payload": base64.b64encode(payload).decode(), "signatures": [signature]})


def _compact(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
