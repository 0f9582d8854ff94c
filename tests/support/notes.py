"""Notes on a few services, small enough to be read at a glance."""

from pathlib import Path

INDEX = "---\ntitle: All\n---\n"
SERVICES = {
    "s3": ("DeleteObject", "GetObject", "GetObjectAcl", "PutObject"),
    "kms": ("Decrypt", "Encrypt"),
    "secretsmanager": ("GetSecretValue", "OfAnotherDay"),
}


def note(prefix: str, *actions: str) -> str:
    """A note on a service whose actions have no resource types."""
    row = '{"": {"resource_type": "", "required": false, "condition_keys": [], "dependent_actions": []}}'
    listed = "".join(
        f"### {action}\n- description: Does it.\n- access level: Write\n- resource types\n```\n{row}\n```\n"
        for action in actions
    )
    return f"# {prefix.upper()}\n- prefix: {prefix}\n\n## Privileges\n{listed}"


def write_notes(place: Path, **others: str) -> Path:
    """A folder with the notes of SERVICES, an index, and others under their names."""
    place.mkdir(parents=True)
    texts = {**{f"iam.{prefix}": note(prefix, *actions) for prefix, actions in SERVICES.items()}, "iam": INDEX}
    for name, text in {**texts, **others}.items():
        (place / f"{name}.md").write_text(text, "utf-8")
    return place
