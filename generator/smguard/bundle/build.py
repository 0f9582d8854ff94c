"""From policies/ to bundles/: compose, then write, check or diff."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from smguard import tree
from smguard.bundle import module
from smguard.bundle.composition import Bundle, compose
from smguard.bundle.plan import Plan, read_plan
from smguard.engine import compiled_path, is_forged
from smguard.engine.stamp import Stamp, read_stamp
from smguard.errors import EngineError, InputError, Problem
from smguard.rulebook.organization import ended


@dataclass(frozen=True, slots=True)
class Build:
    """A composed bundle and the folder it belongs in."""

    plan: Plan
    bundle: Bundle
    output: Path

    @property
    def version(self) -> str:
        """Which bundle it is, for people."""
        return f"revision {self.bundle.revision}"

    @property
    def module(self) -> Path:
        """Where the bundle stands compiled."""
        return compiled_path(self.output)

    def stale(self, opa: Path | None = None) -> list[str]:
        """The outputs that do not fit their inputs, as paths; the module too, when its stamp is another.

        With an opa, which compiles it again unless its Rego is the shipped one, also when its code is another.
        """
        paths = [str(self.output / path) for path in tree.stale(self.output, self.bundle.files)]
        wasm = compiled_path(self.output)
        if not stamped(wasm, self.bundle) or (opa and not compiled_alike(wasm, self.bundle, opa)):
            paths.append(str(wasm))
        return paths

    def diff(self) -> str:
        """What writing would change in the folder, as a unified diff; a module is only named."""
        wasm = compiled_path(self.output)
        changed = "" if stamped(wasm, self.bundle) else f"{wasm} has another revision, or is missing\n"
        return tree.diff(self.output, self.bundle.files) + changed

    def write(self, opa: Path | None) -> bool:
        """Writes the folder and the module; False where the module needs a compiler and there is none.

        The module is made first, so that nothing is written when it cannot be compiled. Raises EngineError
        and InputError.
        """
        refuse_foreign(self.output, ".manifest")
        wasm = compiled_path(self.output)
        content = module.made(self.bundle, wasm, opa)
        tree.write(self.output, self.bundle.files, None if content is None else (wasm, content))
        return content is not None

    def restamped(self) -> bytes | None:
        """The module beside the folder, or the shipped one, under this revision; None where both are of other Rego."""
        return module.restamped(self.bundle, [self.module])

    def notes(self) -> list[str]:
        """What was left out or is inactive, and exceptions that have ended, one line each."""
        return [*left_out(self.plan), *ended(self.plan.organization, datetime.now(UTC).date())]


def prepare(
    policies: Path, templates: Path | None, output: Path, services: Path | None = None, mask_logs: bool = False
) -> Build:
    """The bundle that belongs in the output folder, its data with the names of the actions of other services.

    With `mask_logs` it also takes secrets out of decision logs.

    Raises InputError with every problem of the inputs.
    """
    plan = read_plan(policies, templates, services)
    return Build(plan, compose(plan, mask_logs), output)


def left_out(plan: Plan) -> list[str]:
    """What a plan leaves out or has inactive, one line each."""
    missing = [
        f"{rule.id}: the catalog has no {', '.join(rule.left_out)}, so the rule is compiled without"
        for rule in plan.rules
        if rule.left_out
    ]
    inactive = [
        f"{rule} is inactive: organization.yaml sets no {', '.join(parameters)}"
        for rule, parameters in plan.inactive.items()
    ]
    idle = [f"{rule.id} selects no action of the catalog: it judges nothing" for rule in plan.rules if not rule.actions]
    own = plan.catalog.prefix
    services = [str(problem) for problem in plan.services.passed_over]
    if any(service.prefix == own for service in plan.services.catalogs):
        services.append(f"{own}: the catalog comes from your policies; the note in the folder is not used")
    return missing + idle + inactive + services


def refuse_foreign(output: Path, mark: str) -> None:
    """Writing takes away what is not of the bundle, whose manifest `mark` is, so the folder must not be another's.

    Raises InputError.
    """
    manifest = output / mark
    held = ""
    try:
        if not output.is_dir():
            return
        if manifest.is_file():
            # Looked for in the bytes: a merge that went wrong may have left a manifest that is no JSON.
            held = "" if b"smguard" in manifest.read_bytes() else "another bundle"
        elif any(output.iterdir()):
            held = "other files and no bundle"
    except OSError as error:
        raise InputError(Problem(str(output), f"cannot be read: {error.strerror or error}")) from None
    if held:
        raise InputError(Problem(str(output), f"contains {held}, which would be lost: name a new or an empty folder"))


def compiled_alike(wasm: Path, bundle: Bundle, opa: Path) -> bool:
    """Whether a stamped module is what opa makes of the bundle's Rego; it compiles only Rego that is not shipped."""
    return bool(module.restamped(bundle, [])) or module.compiled(bundle, opa) == wasm.read_bytes()


def stamped(wasm: Path, bundle: Bundle) -> bool:
    """Whether the module there is of this bundle, as far as can be told without compiling."""
    try:
        content = wasm.read_bytes()
        return read_stamp(content) == Stamp(bundle.policy, bundle.revision) and not is_forged(content)
    except (OSError, EngineError):
        return False
