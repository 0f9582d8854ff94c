"""Credentials for registries, from where docker keeps them: config.json and the helpers that it names."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smguard.delivery.publish.artifact import PublishError
from smguard.errors import InputError, Problem

HELPER_SECONDS = 60
"""How long a credential helper may take."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name with its password, or an identity token in place of both."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    identity_token: str | None = field(default=None, repr=False)

    @property
    def basic(self) -> str:
        """The value of an Authorization header."""
        return f"Basic {base64.b64encode(f'{self.username}:{self.password}'.encode()).decode()}"


def config_path() -> Path:
    """Docker's configuration: $DOCKER_CONFIG/config.json, else ~/.docker/config.json."""
    own = os.environ.get("DOCKER_CONFIG")
    return (Path(own) if own else Path(os.path.expanduser("~/.docker"))) / "config.json"  # noqa: PTH111 (no error)


def credentials(host: str) -> Credentials | None:
    """What docker would log in to a registry with; None where it has nothing for it.

    In docker's order: the host's own helper, the common helper, the file itself. Raises InputError where the
    file cannot be used, and PublishError where a helper fails.
    """
    path = config_path()
    config = _config(path)
    names = _names(host)
    helpers = config.get("credHelpers")
    own = next((helpers[name] for name in names if name in helpers), None) if isinstance(helpers, dict) else None
    helper = own or config.get("credsStore")
    if isinstance(helper, str) and helper:
        found = next(filter(None, (_helped(helper, name, path) for name in names)), None)
        if found or own:
            return found
    kept = config.get("auths")
    for name, entry in kept.items() if isinstance(kept, dict) else ():
        if name in names and isinstance(entry, dict) and (found := _entry(entry, path)):
            return found
    return None


def _names(host: str) -> list[str]:
    """How docker may have written a registry's name."""
    hub = ["https://index.docker.io/v1/", "index.docker.io"] if host in ("docker.io", "registry-1.docker.io") else []
    return [host, f"https://{host}", f"https://{host}/", f"http://{host}", f"https://{host}/v2/", *hub]


def _config(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror or error}")) from None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise InputError(Problem(str(path), "is not docker's configuration: it is not a JSON object"))
    return value


def _entry(entry: Mapping[str, Any], path: Path) -> Credentials | None:
    token = entry.get("identitytoken")
    if isinstance(token, str) and token:
        return Credentials("", "", token)
    username, password = entry.get("username"), entry.get("password")
    if isinstance(username, str) and isinstance(password, str) and username:
        return Credentials(username, password)
    auth = entry.get("auth")
    if not isinstance(auth, str) or not auth:
        return None
    try:
        name, colon, secret = base64.b64decode(auth, validate=True).decode().partition(":")
    except ValueError:
        name = colon = secret = ""
    if not colon:
        raise InputError(
            Problem(str(path), "an auth in it is not base64 of NAME:PASSWORD: log in again with `docker login`")
        )
    return Credentials(name, secret.rstrip("\0"))


def _helped(helper: str, name: str, path: Path) -> Credentials | None:
    """What a helper has for a registry; it says so on standard output too when it has nothing.

    https://github.com/docker/docker-credential-helpers
    """
    if not re.fullmatch(r"[A-Za-z0-9._-]+", helper):
        raise InputError(Problem(str(path), "names a credential helper with an invalid name"))
    program = f"docker-credential-{helper}"
    try:
        done = subprocess.run(
            [program, "get"], input=name.encode(), capture_output=True, timeout=HELPER_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PublishError(f"{program} gave no credentials within {HELPER_SECONDS} s") from None
    except OSError as error:
        raise PublishError(f"{program}, which {path} names, does not run: {error.strerror or error}") from None
    if done.returncode:
        if b"not found" in done.stdout:
            return None
        raise PublishError(f"{program} failed with exit code {done.returncode}: log in to {name} again")
    try:
        match json.loads(done.stdout):
            case {"Username": "<token>", "Secret": str(token)}:
                return Credentials("", "", token)
            case {"Username": str(username), "Secret": str(secret)}:
                return Credentials(username, secret) if username else None
    except (ValueError, RecursionError):
        pass
    raise PublishError(f"{program} gave an answer that cannot be read")
