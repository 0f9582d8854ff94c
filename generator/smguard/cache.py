"""Where smguard keeps what it can make again: built tools, compiled engine modules."""

import os
from pathlib import Path

from smguard.errors import SmguardError


def cache_root() -> Path:
    """The absolute path of the user's cache folder, which need not exist yet.

    $SMGUARD_CACHE, else $XDG_CACHE_HOME/smguard, else ~/.cache/smguard; a variable that is set to nothing
    counts as unset, and so does a relative $XDG_CACHE_HOME (as its specification asks).
    Raises SmguardError where no variable is set and the user has no home.
    """
    if own := os.environ.get("SMGUARD_CACHE"):
        return Path(own).absolute()
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if shared.is_absolute():
        return shared / "smguard"
    try:
        return (Path.home() / ".cache" / "smguard").absolute()
    except RuntimeError as error:
        raise SmguardError("there is no home folder for a cache: set SMGUARD_CACHE to a folder") from error
