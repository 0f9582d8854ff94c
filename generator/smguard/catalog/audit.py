"""Compares a catalog with the operations that the installed AWS SDK (botocore) knows of the service."""

from dataclasses import dataclass

from smguard.catalog.model import Catalog
from smguard.errors import SmguardError


@dataclass(frozen=True, slots=True)
class Audit:
    """Names that only one side has, sorted; version is botocore's, of the service model it was asked for.

    An operation without an action of its name may be authorised by others, and an action without an operation may
    be one that other operations need: a difference is a question, not yet a fault.
    """

    service: str
    version: str
    only_sdk: tuple[str, ...]
    only_catalog: tuple[str, ...]


def audit(catalog: Catalog) -> Audit:
    """The audit of a catalog by the installed botocore. Raises SmguardError without it, or without the service."""
    try:
        import botocore
        from botocore.exceptions import UnknownServiceError
        from botocore.session import get_session
    except ModuleNotFoundError:
        message = "the audit needs botocore, which is not installed: run `pip install 'smguard[audit]'`"
        raise SmguardError(message) from None
    try:
        model = get_session().get_service_model(catalog.prefix)
    except UnknownServiceError:
        raise SmguardError(f'botocore {botocore.__version__} has no service "{catalog.prefix}"') from None
    operations = {name.lower(): name for name in model.operation_names}
    actions = {action.name.lower(): action.name for action in catalog.actions}
    return Audit(
        service=catalog.prefix,
        version=str(botocore.__version__),
        only_sdk=tuple(sorted(operations[name] for name in operations.keys() - actions.keys())),
        only_catalog=tuple(sorted(actions[name] for name in actions.keys() - operations.keys())),
    )
