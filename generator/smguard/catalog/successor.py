"""Makes of a new catalog the successor of an old one, so that their notes differ only where they say otherwise."""

from collections.abc import Iterable
from dataclasses import replace

from smguard.catalog.difference import key_name
from smguard.catalog.model import Action, Catalog, ResourceType
from smguard.errors import InputError, Problem


def succeed(old: Catalog, new: Catalog) -> Catalog:
    """The new catalog in the old one's order and under its title, its gaps filled from the old one.

    Filled is only what the new catalog's format cannot say; of an action that the old one lacks, that stays open.
    """
    names = [action.name for action in old.actions]
    place = {name.lower(): index for index, name in enumerate(names)}
    actions = [_succeed(old.action(action.name), action, new.unsaid) for action in new.actions]
    if names == sorted(names):
        actions.sort(key=lambda action: action.name)
    else:
        actions.sort(key=lambda action: place.get(action.name.lower(), len(place)))
    return replace(
        new,
        title=old.title,
        actions=tuple(actions),
        front_matter=old.front_matter,
        unsaid=new.unsaid & {"resources", "key_types"},
    )


def guard(old: Catalog, new: Catalog, source: str, shrink: float) -> None:
    """Raises InputError where the new catalog is another service's, or lacks more than a share of the old's actions."""
    if new.prefix != old.prefix:
        message = (
            f'is the catalog of another service: its prefix is "{new.prefix}", not "{old.prefix}"; '
            "accept it with --force"
        )
        raise InputError(Problem(source, message))
    gone = [action.name for action in old.actions if new.action(action.name) is None]
    if len(gone) > shrink * len(old.actions):
        message = (
            f"lacks {len(gone)} of {len(old.actions)} actions, more than {shrink:.0%}: {_some(gone)}; "
            "if AWS removed them, accept it with --force"
        )
        raise InputError(Problem(source, message))


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _succeed(old: Action | None, new: Action, unsaid: frozenset[str]) -> Action:
    if old is None:
        return new
    rows = {row.name: row for row in old.resource_types}
    kept = [_row(rows.get(row.name), row, unsaid) for row in new.resource_types]
    order = {name: index for index, name in enumerate(rows)}
    kept.sort(key=lambda row: (row.name == "", order.get(row.name, len(order))))
    keeps_levels = "level_sets" in unsaid and new.access_levels < old.access_levels
    return replace(
        new,
        description=old.description if "description" in unsaid else new.description,
        access_levels=old.access_levels if keeps_levels else new.access_levels,
        resource_types=tuple(kept),
    )


def _row(old: ResourceType | None, new: ResourceType, unsaid: frozenset[str]) -> ResourceType:
    if old is None:
        return new
    return ResourceType(
        name=new.name,
        required=old.required if new.required is None else new.required,
        condition_keys=_in_order(old.condition_keys, new.condition_keys),
        dependent_actions=old.dependent_actions
        if "dependent_actions" in unsaid
        else _in_order(old.dependent_actions, new.dependent_actions),
    )


def _in_order(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    """The new names, first those that the old ones have, in their order."""
    names = [key_name(name) for name in old]
    return tuple(sorted(new, key=lambda name: names.index(found) if (found := key_name(name)) in names else len(names)))
