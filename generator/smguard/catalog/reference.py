"""Reads the AWS service reference, version 1: one JSON file a service, with "Name", "Actions", "ConditionKeys".

It cannot express a title, descriptions, whether a resource is required, and dependent actions. Access levels are
four flags; an action with none of them is a Read action. What it says of operations and of Access Analyzer's and
last-accessed support has no place in a catalog and is passed over.
https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
"""

from smguard.catalog.machine import Machine, optional
from smguard.catalog.members import At
from smguard.catalog.model import PREFIX, Action, Catalog, ConditionKey, Resource, ResourceType
from smguard.source import Source

_FLAGS = {
    "IsList": "List",
    "IsPermissionManagement": "Permissions management",
    "IsTaggingOnly": "Tagging",
    "IsWrite": "Write",
}


def read_reference(source: Source) -> Catalog:
    """The catalog of a service's file. Raises InputError with every problem."""
    machine = Machine(source)
    members = machine.members
    top = members.having((), source.value, ("Name", "Actions"))
    prefix = members.text(("Name",), top["Name"], PREFIX, 'a prefix such as "secretsmanager"')
    listed = members.listing(("Actions",), top["Actions"])
    actions = tuple(_action(machine, ("Actions", index), entry) for index, entry in enumerate(listed))
    resources = members.listing(("Resources",), optional(top, "Resources"))
    keys = members.listing(("ConditionKeys",), optional(top, "ConditionKeys"))
    catalog = Catalog(
        prefix=prefix,
        title=prefix,
        actions=actions,
        resources=tuple(_resource(machine, ("Resources", index), entry) for index, entry in enumerate(resources)),
        condition_keys=tuple(_key(machine, ("ConditionKeys", index), entry) for index, entry in enumerate(keys)),
        unsaid=frozenset({"title", "description", "required", "dependent_actions"}),
    )
    machine.finish(actions)
    return catalog


def _action(machine: Machine, at: At, entry: object) -> Action:
    members = machine.members
    said = members.having(at, entry, ("Name", "Annotations"))
    resources = members.listing((*at, "Resources"), optional(said, "Resources"))
    rows = [_row(machine, (*at, "Resources", index), row) for index, row in enumerate(resources)]
    keys = machine.keys((*at, "ActionConditionKeys"), optional(said, "ActionConditionKeys"))
    if keys or not rows:
        rows.append(ResourceType("", False, keys, ()))
    return Action(
        name=machine.name((*at, "Name"), said["Name"]),
        description="",
        access_levels=_levels(machine, (*at, "Annotations"), said["Annotations"]),
        resource_types=tuple(rows),
        line=machine.line(at),
    )


def _row(machine: Machine, at: At, entry: object) -> ResourceType:
    said = machine.members.having(at, entry, ("Name",))
    keys = machine.keys((*at, "ConditionKeys"), optional(said, "ConditionKeys"))
    return ResourceType(machine.row_name((*at, "Name"), said["Name"]), None, keys, ())


def _levels(machine: Machine, at: At, value: object) -> frozenset[str]:
    members = machine.members
    said = members.having(at, value, ("Properties",))
    flags = members.having((*at, "Properties"), said["Properties"], tuple(_FLAGS))
    levels = {level for flag, level in _FLAGS.items() if members.flag((*at, "Properties", flag), flags[flag])}
    for name in flags:
        if name.startswith("Is") and name not in _FLAGS:
            members.refuse((*at, "Properties", name), f'unknown access level "{name}": use {", ".join(_FLAGS)}')
    return frozenset(levels or {"Read"})


def _resource(machine: Machine, at: At, entry: object) -> Resource:
    said = machine.members.having(at, entry, ("Name",))
    arns = machine.members.listing((*at, "ARNFormats"), optional(said, "ARNFormats"))
    return machine.resource(at, said["Name"], arns, optional(said, "ConditionKeys"))


def _key(machine: Machine, at: At, entry: object) -> ConditionKey:
    said = machine.members.having(at, entry, ("Name", "Types"))
    types = machine.members.listing((*at, "Types"), said["Types"])
    if len(types) != 1 and isinstance(said["Types"], list):
        machine.members.refuse((*at, "Types"), "a condition key must have one type")
    return machine.key(at, said["Name"], types[0] if types else "", "")
