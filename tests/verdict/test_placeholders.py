"""A placeholder never removes a finding: what a template leaves open is reported, and the rest is judged as before."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from random import Random
from typing import Any

from iam import generate
from iam.change import statements
from iam.product import decide, engine_for
from support.scale import scaled, seeded

Json = dict[str, Any]

DOCUMENTS = scaled(1_000)
BATCH = 250

FORMS = ("${{{}}}", "#{{{}}}", "{{{{ {} }}}}", "<{}>", "${}", "{{{}}}", "__{}__", "${{var.{}}}", "${{AWS::{}}}")
"""How tools and people write a placeholder, its name in the place of {}."""

WORDS = {"region": ("REGION", "Region", "my-region-name"), "account": ("ACCOUNT", "YOUR_ACCOUNT_ID", "account-id")}
PLACES = {"region": 3, "account": 4}
OPEN = re.compile("Bool|Numeric|Date|Null")


def written(random: Random, name: str) -> str:
    """A placeholder of some tool."""
    return random.choice(FORMS).format(name)


def with_placeholder(random: Random, document: Json) -> Json | None:
    """The document with one part not known any more; None where it has no such part."""
    changed: Json = json.loads(json.dumps(document))
    changes = [change for each in statements(changed) if _about_secrets(each) for change in _changes(random, each)]
    if not changes:
        return None
    random.choice(changes)()
    return changed


def _about_secrets(statement: Json) -> bool:
    named = statement.get("Action", [])
    services = [text.lower().partition(":")[0] for text in ([named] if isinstance(named, str) else named)]
    return "NotAction" in statement or any(fnmatchcase("secretsmanager", service) for service in services)


def _changes(random: Random, statement: Json) -> Iterator[Any]:
    if statement["Effect"] == "Deny":
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            yield from _each(statement, name, lambda _: written(random, "Some"))
    else:
        for part, place in PLACES.items():
            yield from _each(statement, "Resource", lambda text, p=part, at=place: _in_arn(random, text, p, at))
        yield from _each(statement, "Action", lambda text: _of_service(random, text))
        yield from _each(statement, "NotAction", lambda _: written(random, "Some"))
    for operator, keys in statement.get("Condition", {}).items():
        for key in keys:
            if statement["Effect"] == "Deny" or OPEN.search(operator):
                yield lambda keys=keys, key=key: keys.__setitem__(key, written(random, "Some"))


def _each(statement: Json, name: str, change: Any) -> Iterator[Any]:
    value = statement.get(name)
    if isinstance(value, str) and (text := change(value)):
        yield lambda: statement.__setitem__(name, text)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            if text := change(item):
                yield lambda value=value, i=i, text=text: value.__setitem__(i, text)


def _in_arn(random: Random, text: str, name: str, place: int) -> str | None:
    """The ARN of secrets with another region or account, if it gives one in full."""
    parts = text.split(":")
    if len(parts) < 7 or parts[5] != "secret" or any(sign in "".join(parts[:5]) for sign in "*?$"):
        return None
    parts[place] = random.choice([written(random, name.title()), random.choice(WORDS[name])])
    return ":".join(parts)


def _of_service(random: Random, text: str) -> str | None:
    service, _, name = text.partition(":")
    return f"{written(random, 'Service')}:{name}" if service.lower() == "secretsmanager" and name else None


def accused(decision: Json, document: Json) -> set[tuple[str, object]]:
    """The access rules with findings, each with the statement that it blames, where it is one alone."""
    single = isinstance(document["Statement"], dict)
    return {
        (finding["rule"], "" if single or finding["rule"] == "SM-ID-SVC-WILD" else finding["path"][1])
        for finding in decision["findings"]
        if not finding["rule"].startswith(("SM-QA-", "SM-INPUT"))
    }


def broken(decision: Json) -> list[str]:
    """What is wrong with a document."""
    return [finding["message"] for finding in decision["findings"] if finding["rule"] == "SM-INPUT"]


def test_a_placeholder_removes_no_finding() -> None:
    random = seeded("placeholders")
    tried = 0
    lost: list[tuple[object, ...]] = []
    for start in range(0, DOCUMENTS, BATCH):
        engine = engine_for(generate.organization(random))
        documents = [generate.document(random) for _ in range(min(BATCH, DOCUMENTS - start))]
        pairs = [(one, changed) for one in documents if (changed := with_placeholder(random, one))]
        before = decide(engine, [one for one, _ in pairs])
        after = decide(engine, [changed for _, changed in pairs])
        for (one, changed), old, new in zip(pairs, before, after, strict=True):
            tried += 1
            if not any(finding["rule"] == "SM-INPUT-UNRESOLVED" for finding in new["findings"]):
                lost.append(("it is not reported", changed))
            if len(broken(new)) > len(broken(old)):
                lost.append(("it is taken for broken", changed, broken(new)))
            if missing := accused(old, one) - accused(new, changed):
                lost.append((sorted(missing, key=str), one, changed))
    assert [json.dumps(one) for one in lost[:3]] == []
    assert tried > DOCUMENTS // 4
