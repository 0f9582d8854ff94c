"""What a signature says beside the hashes: when it was made, until when it holds, for which scope.

OPA compares the scope, refuses claims of another type, and ignores what the times say; here they count.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from smguard.delivery.tarball import SIGNATURES
from smguard.errors import SmguardError

SKEW = timedelta(minutes=5)
"""How far the clock of whoever signed may be ahead."""

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable with the time to sign with, for the same bytes again: https://reproducible-builds.org/specs/"""

DAMAGED = f"{SIGNATURES}: is not a signature as OPA writes it: sign the bundle again"

_LAST = datetime(9999, 1, 1, tzinfo=UTC)
_DURATION = re.compile(r"([1-9]\d{0,5})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class SignatureError(SmguardError):
    """A bundle is not signed as it must be."""


@dataclass(frozen=True, slots=True)
class Claims:
    """When a signature was made and until when it holds (UTC, whole seconds), where it says so; for which scope."""

    issued: datetime | None = None
    expires: datetime | None = None
    scope: str = ""
    begins: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The claims of a token; without any there are none."""
        times = {"iat": self.issued, "exp": self.expires, "nbf": self.begins}
        return {
            **({"scope": self.scope} if self.scope else {}),
            **{name: int(time.timestamp()) for name, time in times.items() if time is not None},
        }

    def __str__(self) -> str:
        """How it is shown behind something else."""
        parts = [f"for the scope {shown(self.scope)}"] if self.scope else []
        parts += [f"signed {written(self.issued)}"] if self.issued else []
        parts += [f"expires {written(self.expires)}"] if self.expires else []
        return "".join(f", {part}" for part in parts)


@dataclass(frozen=True, slots=True)
class Demands:
    """What a signature must say: its scope, and that it is not older than a time; `floor` says where that is from.

    `now` is the time to hold it against; without one it is that of the clock.
    """

    scope: str = ""
    not_before: datetime | None = None
    floor: str = ""
    now: datetime | None = None


NONE, ANY = Claims(), Demands()


def claims_now(scope: str | None, expires_in: str | None, now: datetime) -> Claims:
    """The claims of a signature that is made now, or at the time in SOURCE_DATE_EPOCH. Raises SmguardError."""
    given = os.environ.get(EPOCH, "")
    if given and not re.fullmatch(r"\d{1,11}", given):
        raise SmguardError(f"{EPOCH} must be a number of seconds since 1970")
    issued = datetime.fromtimestamp(int(given), UTC) if given else now.astimezone(UTC).replace(microsecond=0)
    expires = issued + read_duration(expires_in) if expires_in is not None else None
    if scope is not None and not re.fullmatch(r"[\x21-\x7e]{1,200}", scope):
        raise SmguardError("--scope must be one word of ASCII, such as write")
    if expires is not None and expires <= now:
        raise SmguardError(f"the signature would have expired at {written(expires)}: give a longer --expires-in")
    return Claims(issued, expires, scope or "")


def read_duration(text: str) -> timedelta:
    """A duration such as 12h or 30d. Raises SmguardError."""
    found = _DURATION.fullmatch(text)
    if not found:
        raise SmguardError("--expires-in must be a duration such as 90m, 12h, 30d or 8w")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def read_time(text: str) -> datetime | None:
    """A time such as 2026-11-27, or 2026-11-27T12:00:00Z; UTC where it names no zone. None where it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def read(payload: Mapping[str, Any], key: str) -> Claims:
    """The claims in a token that the key signed. Raises SignatureError where OPA would not read them, or misread."""
    for name in ("scope", "iss", "keyid"):
        if not isinstance(payload.get(name) or "", str):
            raise SignatureError(DAMAGED)
    if payload.get("keyid") not in (None, "", key):
        raise SignatureError(
            f"the key {key} signed it in the name of the key {shown(payload['keyid'])}: sign the bundle again"
        )
    issued, expires, begins = (_time(payload.get(name)) for name in ("iat", "exp", "nbf"))
    return Claims(issued, expires, payload.get("scope") or "", begins)


def _time(value: object) -> datetime | None:
    """A claim's seconds since 1970, as a whole number: OPA reads no other."""
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LAST.timestamp():
        raise SignatureError(DAMAGED)
    return datetime.fromtimestamp(value, UTC)


def check(claims: Claims, demands: Demands) -> None:
    """Raises SignatureError where the claims are not what is demanded, with both."""
    now = demands.now or datetime.now(UTC)
    if claims.scope != demands.scope:
        signed, wanted = (
            f"for the scope {shown(scope)}" if scope else "without a scope" for scope in (claims.scope, demands.scope)
        )
        raise SignatureError(f"it is signed {signed}, but is wanted {wanted}: give its --scope, or sign it again")
    for time, what in ((claims.issued, "was signed at"), (claims.begins, "holds from")):
        if time is not None and time > now + SKEW:
            raise SignatureError(
                f"it {what} {written(time)}, which is in the future (it is {written(now)}): check both clocks"
            )
    if claims.expires is not None and claims.expires <= now:
        raise SignatureError(f"it expired at {written(claims.expires)} (it is {written(now)}): sign it again")
    if demands.not_before is not None and (claims.issued is None or claims.issued < demands.not_before):
        made = f"it was signed at {written(claims.issued)}" if claims.issued else "it carries no time of its signing"
        raise SignatureError(f"{made}, and must not be older than {demands.floor or written(demands.not_before)}")


def written(time: datetime | None) -> str:
    """A time as it is shown: 2026-11-27T12:00:00Z."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if time else "no known time"


def shown(text: object) -> str:
    """What a token says, as it can be shown."""
    return json.dumps(text)[:100]
