"""Lays a catalog out as a note: the text that `smguard.catalog.note` reads back to the same catalog.

Of a note in this layout, reading and writing gives the same bytes. What a note cannot say (resources,
condition_keys) is not in it.
"""

import json

from smguard.catalog.model import Action, Catalog


def write_note(catalog: Catalog) -> str:
    """The text of the catalog's note, lines ended by \\n."""
    front_matter = f"---\n{catalog.front_matter}---\n" if catalog.front_matter else ""
    head = f"# {catalog.title}\n- prefix: {catalog.prefix}\n\n## Table of Contents\n\n## Privileges\n"
    return front_matter + head + "".join(_action(action) for action in catalog.actions)


def _action(action: Action) -> str:
    rows = {
        row.name: {
            "resource_type": row.name,
            "required": row.required,
            "condition_keys": list(row.condition_keys),
            "dependent_actions": list(row.dependent_actions),
        }
        for row in action.resource_types
    }
    return (
        f"### {action.name}\n"
        f"- description: {action.description}\n"
        f"- access level: {', '.join(sorted(action.access_levels))}\n"
        f"- resource types\n```\n{json.dumps(rows, indent=4)}\n```\n"
    )
