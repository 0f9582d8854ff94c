"""Where the templates, the rulebook and the default bundle are that come with smguard itself."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

DEFAULTS = _PACKAGE / "rulebook" / "defaults.yaml"
"""What an organization.yaml that says nothing of it decides. In the package, so that nobody's own file is it."""


def folder(name: str) -> Path:
    """The shipped folder of that name: inside an installed package, else at the top of the checkout."""
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name
