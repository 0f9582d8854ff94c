"""A bundle at an address: read with GET, written with PUT, only over what was seen there before."""

from smguard.delivery.publish.access import Access, client
from smguard.delivery.publish.artifact import Artifact, Published, PublishError
from smguard.http import Answer, status_text


def publish(artifact: Artifact, destination: str, access: Access) -> Published:
    """Puts the tarball to an address, unless it is there. Raises SmguardError.

    A server that gives ETags also sees to it that nothing is overwritten that came in between.
    """
    with client(destination) as web:
        authorization = _authorization(access)
        there = web.send("GET", destination, authorization)
        if there.status == 200 and there.body == artifact.tarball:
            return Published(destination, changed=False)
        if there.status not in (200, 404, 410):
            raise PublishError(_refused(destination, there))
        headers = {"Content-Type": "application/gzip", **authorization}
        if there.status != 200:
            headers["If-None-Match"] = "*"
        elif etag := there.headers.get("ETag"):
            headers["If-Match"] = etag
        answer = web.send("PUT", destination, headers, artifact.tarball)
        if answer.status == 412 and web.send("GET", destination, authorization).body == artifact.tarball:
            return Published(destination, changed=True)  # an attempt whose answer was lost
        if answer.status not in (200, 201, 204):
            raise PublishError(_refused(destination, answer))
    return Published(destination, changed=True)


def fetch(location: str, access: Access) -> bytes:
    """What is at an address. Raises SmguardError."""
    with client(location) as web:
        answer = web.send("GET", location, _authorization(access))
        if answer.status != 200:
            raise PublishError(_refused(location, answer))
        return answer.body


def _authorization(access: Access) -> dict[str, str]:
    return {"Authorization": f"Bearer {access.token}"} if access.token else {}


def _refused(destination: str, answer: Answer) -> str:
    hints = {
        401: "give a token with --token-file or SMGUARD_TOKEN",
        403: "the token does not allow it",
        404: "there is nothing with that name",
        405: "this server does not accept PUT",
        412: "someone else has published there in the meantime, and nothing was overwritten: check, and run it again",
        413: "the bundle is too large for it",
    }
    hint = hints.get(answer.status)
    return f"{destination}: the server answers {status_text(answer.status)}{f': {hint}' if hint else ''}"
