"""One bundle for each service of a folder of notes: a folder each, complete, with the module beside it.

The bundle of the rules' own service is the usual one. Those of the others have the same Rego, and in their data the
catalog of that service and the rules that hold for any catalog: access rules are about the one service.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from smguard import tree
from smguard.bundle import module
from smguard.bundle.build import left_out, refuse_foreign, stamped
from smguard.bundle.composition import Bundle, compose
from smguard.bundle.inputs import without_notes
from smguard.bundle.plan import Plan, read_plan
from smguard.bundle.render import render
from smguard.catalog.facts import Here
from smguard.catalog.services import Services
from smguard.engine.stamp import Stamp, without_stamp, write_stamp
from smguard.errors import InputError
from smguard.rulebook.organization import ended


@dataclass(frozen=True, slots=True)
class ServiceBuild:
    """The bundles of all services by their prefix, and the folder that they belong in, as PREFIX/ and PREFIX.wasm."""

    plan: Plan
    bundles: Mapping[str, Bundle]
    output: Path

    @property
    def files(self) -> dict[str, bytes]:
        """The files of all bundles below the output folder, without their modules."""
        return {
            f"{prefix}/{path}": text for prefix, bundle in self.bundles.items() for path, text in bundle.files.items()
        }

    @property
    def version(self) -> str:
        """Which bundles they are, for people."""
        return f"{len(self.bundles)} bundles"

    @property
    def module(self) -> Path:
        """Where the bundle of the rules' own service stands compiled; the others lie beside it."""
        return self.output / f"{self.plan.catalog.prefix}.wasm"

    def stale(self, opa: Path | None = None) -> list[str]:
        """The outputs that do not fit their inputs, as paths; a module when its stamp is another.

        With an opa, which compiles them again unless their Rego is the shipped one, also when its code is another.
        """
        others = [
            path for path in tree.stale(self.output, self.files) if path.removesuffix(".wasm") not in self.bundles
        ]
        wrong = self._unstamped() or (self._otherwise_compiled(opa) if opa else [])
        return [str(self.output / path) for path in sorted([*others, *wrong])]

    def diff(self) -> str:
        """What writing would change, as a unified diff; a module is only named."""
        present = tree.read(self.output)
        modules = {path: content for path, content in present.items() if path.endswith(".wasm") and "/" not in path}
        gone = sorted(name for name in modules if name.removesuffix(".wasm") not in self.bundles)
        told = [f"{self.output / name} has another revision, or is missing\n" for name in self._unstamped()]
        told += [f"{self.output / name} belongs to no service\n" for name in gone]
        return tree.diff(self.output, {**self.files, **modules}) + "".join(told)

    def _unstamped(self) -> list[str]:
        names = ((f"{prefix}.wasm", bundle) for prefix, bundle in self.bundles.items())
        return [name for name, bundle in names if not stamped(self.output / name, bundle)]

    def _otherwise_compiled(self, opa: Path) -> list[str]:
        own = self.bundles[self.plan.catalog.prefix]
        if module.restamped(own, []):
            return []
        made = without_stamp(module.compiled(own, opa))
        names = [f"{prefix}.wasm" for prefix in self.bundles]
        return [name for name in names if without_stamp((self.output / name).read_bytes()) != made]

    def write(self, opa: Path | None) -> bool:
        """Replaces the output folder in one step; False where the modules need a compiler and there is none.

        Raises EngineError and InputError.
        """
        refuse_foreign(self.output, f"{self.plan.catalog.prefix}/.manifest")
        own = self.bundles[self.plan.catalog.prefix]
        content = module.made(own, self.module, opa)
        modules = (
            {}
            if content is None
            else {
                f"{prefix}.wasm": write_stamp(content, Stamp(bundle.policy, bundle.revision))
                for prefix, bundle in self.bundles.items()
            }
        )
        tree.write(self.output, {**self.files, **modules})
        return content is not None

    def notes(self) -> list[str]:
        """What was left out or is inactive, and exceptions that have ended, one line each."""
        return [*left_out(self.plan), *ended(self.plan.organization, datetime.now(UTC).date())]


def prepare_each(policies: Path, templates: Path | None, services: Path | None, output: Path) -> ServiceBuild:
    """The bundles that belong in the output folder. Raises InputError with every problem of the inputs."""
    plan = read_plan(policies, templates, services)
    if not plan.services.catalogs:
        raise InputError("there are no notes on other services: name their folder with --catalog")
    plan = replace(plan, inputs=without_notes(plan.inputs))
    usual = replace(plan, services=Services())
    bundles = {plan.catalog.prefix: compose(usual)}
    texts = {path: text for path, text in render(usual).items() if not path.endswith("_test.rego")}
    for other in plans(plan):
        bundles[other.catalog.prefix] = compose(other, texts=texts)
    return ServiceBuild(plan, dict(sorted(bundles.items())), output)


def plans(plan: Plan) -> Iterator[Plan]:
    """A plan for each of the other services, with the rules of kinds that hold for every service."""
    known = replace(
        plan.facts,
        resource_types={},
        keys=tuple(
            replace(key, absent={name: meaning for name, meaning in key.absent.items() if name == "*"}, here=Here())
            for key in plan.facts.keys
            if key.scope == "global"
        ),
        unknown_actions=(),
        missing_keys=(),
    )
    others = frozenset(rule.id for rule in plan.rules if not plan.kinds[rule.kind].every_service)
    decided = replace(plan.organization, disabled=plan.organization.disabled | others)
    rules = tuple(replace(rule, actions=(), left_out=()) for rule in plan.rules)
    for catalog, digest in zip(plan.services.catalogs, plan.services.digests, strict=True):
        if catalog.prefix != plan.catalog.prefix:
            about = replace(plan, catalog=catalog, catalog_digest=digest, services=Services())
            yield replace(about, facts=known, rules=rules, organization=decided)
