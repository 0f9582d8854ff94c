"""A bundle in S3, or in anything that speaks its protocol: written only over what was seen there before."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from smguard.delivery.publish.access import Access
from smguard.delivery.publish.artifact import Artifact, Published, PublishError
from smguard.delivery.tarball import MAX_PACKED
from smguard.errors import SmguardError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ATTEMPTS = 4
"""How often one request is sent at most."""

SECONDS = (10, 60)
"""For a connection, and for each part of an answer."""

REVISION, COMMIT, DIGEST = "smguard-revision", "smguard-commit", "smguard-digest"
"""The object's metadata (x-amz-meta-…)."""

_LOCATION = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?P<key>[^?#\s]{1,1024})")


@dataclass(frozen=True, slots=True)
class Location:
    """s3://BUCKET/KEY."""

    bucket: str
    key: str


def parse_location(text: str) -> Location:
    """The bucket and the key in a destination. Raises PublishError where it is none."""
    found = _LOCATION.fullmatch(text)
    if not found or found["key"].endswith("/"):
        raise PublishError(f"{text}: is not s3://BUCKET/KEY, such as s3://policies/secretsmanager/stable.tar.gz")
    return Location(found["bucket"], found["key"])


def publish(artifact: Artifact, destination: str, access: Access) -> Published:
    """Puts the tarball to a key, unless it is there. Raises PublishError, also where somebody else came first."""
    location = parse_location(destination)
    metadata = {REVISION: artifact.revision, DIGEST: artifact.digest}
    with _client(destination, access) as client:
        there = _head(client, location)
        if there and there["Metadata"].get(DIGEST) == artifact.digest:
            return Published(destination, changed=False)
        only_over: dict[str, Any] = {"IfMatch": there["ETag"]} if there else {"IfNoneMatch": "*"}
        try:
            client.put_object(
                Bucket=location.bucket,
                Key=location.key,
                Body=artifact.tarball,
                ContentType="application/gzip",
                Metadata={**metadata, **({COMMIT: artifact.commit} if artifact.commit else {})},
                **only_over,
            )
        except client.exceptions.ClientError as error:
            if _code(error) not in ("PreconditionFailed", "ConditionalRequestConflict", "412", "409"):
                raise
            now = _head(client, location)
            if now is None or now["Metadata"].get(DIGEST) != artifact.digest:  # else: an answer was lost
                raise PublishError(
                    f"{destination}: someone else has published there in the meantime, and nothing was overwritten:"
                    " check, and run it again"
                ) from None
    return Published(destination, changed=True)


def fetch(location: str, access: Access) -> bytes:
    """What is at a key. Raises PublishError."""
    place = parse_location(location)
    with _client(location, access) as client:
        found = client.get_object(Bucket=place.bucket, Key=place.key)
        content = found["Body"].read(MAX_PACKED + 1)
    if len(content) > MAX_PACKED:
        raise PublishError(f"{location}: is longer than {MAX_PACKED} bytes")
    return content


def _head(client: "S3Client", location: Location) -> Mapping[str, Any] | None:
    try:
        return client.head_object(Bucket=location.bucket, Key=location.key)
    except client.exceptions.ClientError as error:
        if _code(error) in ("404", "NoSuchKey", "NotFound"):
            return None
        raise


@contextmanager
def _client(destination: str, access: Access) -> "Iterator[S3Client]":
    """A client with the credentials that AWS's own tools would find; its errors become PublishError."""
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise SmguardError("S3 needs the boto3 package: run `pip install 'smguard[s3]'`") from None
    options: dict[str, Any] = {"payload_signing_enabled": True}
    if access.s3_endpoint:
        options["addressing_style"] = "path"
    config = Config(
        connect_timeout=SECONDS[0],
        read_timeout=SECONDS[1],
        retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
        request_checksum_calculation="when_required",  # other makers' servers know no other
        response_checksum_validation="when_required",
        s3=options,  # type: ignore[arg-type]  # its stubs name each key
    )
    try:
        client = boto3.session.Session().client("s3", endpoint_url=access.s3_endpoint, config=config)
        try:
            yield client
        finally:
            client.close()
    except ClientError as error:
        raise PublishError(f"{destination}: S3 refuses: {_code(error)}{_HINTS.get(_code(error), '')}") from None
    except (BotoCoreError, ValueError) as error:
        reason = _REASONS.get(type(error).__name__, "check the endpoint, the region and the credentials")
        raise PublishError(f"{destination}: S3 cannot be used: {reason}") from None


_HINTS = {
    "NoSuchBucket": ": there is no such bucket",
    "404": ": there is nothing with that name",
    "NoSuchKey": ": there is nothing with that name",
    "403": ": these credentials do not allow it",
    "AccessDenied": ": these credentials do not allow it",
    "SignatureDoesNotMatch": ": the secret access key is wrong",
}
_REASONS = {
    "NoCredentialsError": "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    "NoRegionError": "there is no region: set AWS_REGION",
    "PartialCredentialsError": "the credentials are not complete",
    "ProfileNotFound": "AWS_PROFILE names a profile that does not exist",
    "EndpointConnectionError": "its endpoint cannot be reached",
    "ConnectionClosedError": "the connection broke",
    "ConnectTimeoutError": "its endpoint does not answer in time",
    "ReadTimeoutError": "its endpoint does not answer in time",
    "SSLError": "its certificate is not trusted",
    "TokenRetrievalError": "the credentials have expired: sign in again",
    "UnauthorizedSSOTokenError": "the credentials have expired: sign in again",
    "ResponseStreamingError": "the connection broke before the object was whole",
    "IncompleteReadError": "the connection broke before the object was whole",
}


def _code(error: Any) -> str:
    """The code of S3's error, such as NoSuchBucket; its texts may repeat what was sent."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code if re.fullmatch(r"[A-Za-z0-9.]{1,64}", code) else "an unknown error"
