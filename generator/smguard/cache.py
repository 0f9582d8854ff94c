"""The folder in which smguard keeps what it can make again: built tools, compiled modules, downloaded catalogs."""

import os
from pathlib import Path

from smguard.errors import SmguardError


def cache_root() -> Path:
    """The absolute path of the user's cache folder, which need not exist yet.

    $SMGUARD_CACHE, unless it is unset or empty; else the place that the system has for caches, such as
    $XDG_CACHE_HOME/smguard or ~/.cache/smguard on Linux. Raises SmguardError if the user has no home folder.
    """
    if own := os.environ.get("SMGUARD_CACHE"):
        return Path(own).absolute()
    from platformdirs import user_cache_path

    try:
        found = user_cache_path("smguard", appauthor=False)
    except RuntimeError:
        found = Path()
    if not found.is_absolute():
        raise SmguardError("there is no home folder for a cache: set SMGUARD_CACHE to a folder")
    return found
