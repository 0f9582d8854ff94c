"""One state of a made-up service, "vault", as each format of a catalog tells it; any catalog as a format does."""

import json
from copy import deepcopy
from typing import Any

from smguard.catalog.formats import Document
from smguard.catalog.model import Catalog

Json = dict[str, Any]

ARN = "arn:${Partition}:vault:${Region}:${Account}:door/${DoorId}"
DOOR_KEYS = ["aws:ResourceTag/${TagKey}", "vault:Color"]
OWN_KEYS = ["aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "vault:Color", "vault:Size"]

REFERENCE: Json = {
    "Name": "vault",
    "Actions": [
        {
            "Name": "ListDoors",
            "Annotations": {
                "Properties": {
                    "IsList": True,
                    "IsPermissionManagement": False,
                    "IsTaggingOnly": False,
                    "IsWrite": False,
                }
            },
            "SupportedBy": {"IAM Action Last Accessed": False},
        },
        {
            "Name": "OpenDoor",
            "ActionConditionKeys": OWN_KEYS,
            "Annotations": {
                "Properties": {"IsList": False, "IsPermissionManagement": True, "IsTaggingOnly": False, "IsWrite": True}
            },
            "Resources": [{"Name": "Door"}],
        },
        {
            "Name": "ReadPlate",
            "Annotations": {
                "Properties": {
                    "IsList": False,
                    "IsPermissionManagement": False,
                    "IsTaggingOnly": False,
                    "IsWrite": False,
                }
            },
            "Resources": [{"Name": "Door"}],
        },
    ],
    "ConditionKeys": [
        {"Name": "aws:RequestTag/${TagKey}", "Types": ["String"]},
        {"Name": "aws:ResourceTag/${TagKey}", "Types": ["String"]},
        {"Name": "vault:Color", "Types": ["String"]},
        {"Name": "vault:Size", "Types": ["Numeric"]},
    ],
    "Operations": [{"Name": "OpenDoor", "AuthorizedActions": [{"Name": "OpenDoor", "Service": "vault"}]}],
    "Resources": [{"Name": "Door", "ARNFormats": [ARN], "ConditionKeys": DOOR_KEYS}],
    "Version": "v1.4",
}


def _row(name: str, required: bool, keys: list[str], dependent: list[str]) -> Json:
    return {"resource_type": name, "required": required, "condition_keys": keys, "dependent_actions": dependent}


def _privilege(name: str, description: str, level: str, *rows: Json) -> Json:
    return {
        "privilege": name,
        "description": description,
        "access_level": level,
        "resource_types": {row["resource_type"]: row for row in rows},
    }


# Keys stand in another order than in the other formats, as on AWS's page.
SENTRY: Json = {
    "service_name": "AWS Vault",
    "prefix": "vault",
    "privileges": {
        "ListDoors": _privilege("ListDoors", "Lists doors", "List", _row("", False, [], [])),
        "OpenDoor": _privilege(
            "OpenDoor",
            "Opens a door",
            "Permissions management",
            _row("Door", True, [], ["kms:Decrypt"]),
            _row("", False, OWN_KEYS[::-1], []),
        ),
        "ReadPlate": _privilege("ReadPlate", "Reads a plate", "Read", _row("Door", False, [], [])),
    },
    "resources": {"Door": {"resource": "Door", "arn": ARN, "condition_keys": DOOR_KEYS}},
    "conditions": {
        key: {"condition": key, "description": f"Filters by {key}", "type": "Numeric" if "Size" in key else "String"}
        for key in OWN_KEYS
    },
}

NEWER_SENTRY: Json = {
    **deepcopy(SENTRY),
    "service_authorization_url": "https://docs.example/list_vault.html",
    "privileges_lower_name": {name.lower(): name for name in SENTRY["privileges"]},
    "resources_lower_name": {"door": "Door"},
}
for _privileged in NEWER_SENTRY["privileges"].values():
    _privileged["resource_types_lower_name"] = {name.lower(): name for name in _privileged["resource_types"]}
    _privileged["api_documentation_link"] = "https://docs.example/API.html"

# As a scraper left it: the parts of the ARN are torn.
PAGE: Json = {
    "actions": {
        name: {**{key: value for key, value in entry.items() if key != "privilege"}, "permission_only": False}
        for name, entry in SENTRY["privileges"].items()
    },
    "resources": {"Door": {"arn": ARN.replace("${", "$ { "), "condition_keys": DOOR_KEYS}},
    "conditions": {
        key: {"description": said["description"], "type": said["type"]} for key, said in SENTRY["conditions"].items()
    },
}

IAM_ACTIONS: Json = {
    "listdoors": {
        "name": "ListDoors",
        "description": "Lists doors",
        "accessLevel": "List",
        "resourceTypes": [],
        "conditionKeys": [],
        "dependentActions": [],
    },
    "opendoor": {
        "name": "OpenDoor",
        "description": "Opens a door",
        "accessLevel": "Permissions management, Write",
        "resourceTypes": [{"name": "Door", "required": True, "conditionKeys": [], "dependentActions": ["kms:Decrypt"]}],
        "conditionKeys": OWN_KEYS,
        "dependentActions": [],
    },
    "readplate": {
        "name": "ReadPlate",
        "description": "Reads a plate",
        "accessLevel": "Read",
        "resourceTypes": [{"name": "Door", "required": False, "conditionKeys": [], "dependentActions": []}],
        "conditionKeys": [],
        "dependentActions": [],
    },
}
IAM_KEYS: Json = {
    key.lower(): {"key": key, "description": f"Filters by {key}", "type": "Numeric" if "Size" in key else "String"}
    for key in OWN_KEYS
}
IAM_TYPES: Json = {"door": {"key": "Door", "arn": ARN, "conditionKeys": DOOR_KEYS}}

NOTE = """\
# Vault
- prefix: vault

## Table of Contents

## Privileges
### ListDoors
- description: Lists doors
- access level: List
- resource types
```
{
    "": {
        "resource_type": "",
        "required": false,
        "condition_keys": [],
        "dependent_actions": []
    }
}
```
### OpenDoor
- description: Opens a door
- access level: Permissions management, Write
- resource types
```
{
    "Door": {
        "resource_type": "Door",
        "required": true,
        "condition_keys": [],
        "dependent_actions": [
            "kms:Decrypt"
        ]
    },
    "": {
        "resource_type": "",
        "required": false,
        "condition_keys": [
            "aws:RequestTag/${TagKey}",
            "aws:ResourceTag/${TagKey}",
            "vault:Color",
            "vault:Size"
        ],
        "dependent_actions": []
    }
}
```
### ReadPlate
- description: Reads a plate
- access level: Read
- resource types
```
{
    "Door": {
        "resource_type": "Door",
        "required": false,
        "condition_keys": [],
        "dependent_actions": []
    }
}
```
"""


def documents(*values: object) -> list[Document]:
    """The values as files of a catalog, numbered; a text as it is."""
    return [
        Document(f"file-{number}", (value if isinstance(value, str) else json.dumps(value, indent=1)).encode())
        for number, value in enumerate(values, 1)
    ]


def reference(catalog: Catalog, **more: Json) -> Json:
    """The catalog as the service reference tells it, with more actions by their names."""
    flags = {"List": "IsList", "Permissions management": "IsPermissionManagement", "Tagging": "IsTaggingOnly"}
    flags["Write"] = "IsWrite"
    actions = [
        {
            "Name": action.name,
            "ActionConditionKeys": [key for row in action.resource_types for key in row.condition_keys],
            "Annotations": {"Properties": {flag: level in action.access_levels for level, flag in flags.items()}},
            "Resources": [{"Name": row.name} for row in action.resource_types if row.name],
        }
        for action in catalog.actions
    ]
    arn = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"
    return {
        "Name": catalog.prefix,
        "Actions": [*actions, *({**actions[0], "Name": name, **said} for name, said in more.items())],
        "ConditionKeys": [{"Name": key, "Types": ["String"]} for key in catalog.keys],
        "Resources": [{"Name": "Secret", "ARNFormats": [arn], "ConditionKeys": []}],
    }


READS = dict.fromkeys(("IsList", "IsPermissionManagement", "IsTaggingOnly", "IsWrite"), False)
BATCH: Json = {"ActionConditionKeys": [], "Resources": [], "Annotations": {"Properties": READS}}
