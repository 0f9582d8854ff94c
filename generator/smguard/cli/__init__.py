"""The command line: parse arguments, call, print, exit. Exit codes: 0 clean, 1 findings or stale, 2 cannot be done."""

import sys
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from smguard import __version__
from smguard.cli.catalog import catalog_app
from smguard.cli.check import check
from smguard.cli.console import Policies, Templates, bundle_folder, policies_folder, running
from smguard.cli.console import show as _print
from smguard.cli.console import tell as _say
from smguard.cli.delivery import ExpiresIn, Keys, Scope, SignScope, claimed, delivery, demanded
from smguard.cli.impact import impact
from smguard.cli.usage import told
from smguard.errors import SmguardError

if TYPE_CHECKING:
    from smguard.bundle.build import Build
    from smguard.bundle.services import ServiceBuild
    from smguard.delivery.claims import Claims
    from smguard.delivery.key import Key

_UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""What typer raises for a command line that it cannot understand: a class that has had several homes."""

app = typer.Typer(
    name="smguard",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: smguard check policy.json",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(catalog_app, name="catalog")
app.add_typer(delivery)
app.command(epilog="Example: smguard check policies/iam/ --format json")(check)
app.command(epilog="Example: smguard impact --policies iam --format markdown --output impact.md")(impact)


def main() -> None:
    """Runs the command line and exits; the only place that catches what is wrong with the user's input."""
    try:
        code = app(standalone_mode=False)
    except SmguardError as error:
        _say(f"error: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except _UsageError as error:
        said: Any = error
        helps = type(error).__name__ == "NoArgsIsHelpError"
        _say(said.format_message() if helps else f"error: {told(said, typer.main.get_command(app), sys.argv[1:])}")
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _version(wanted: bool) -> None:
    if wanted:
        _print(f"smguard {__version__}\n")
        raise typer.Exit


def _files(wanted: bool) -> None:
    if wanted:
        from smguard.shipped import folder

        _print(f"{folder('templates').parent}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    files: Annotated[
        bool,
        typer.Option(
            "--files",
            callback=_files,
            is_eager=True,
            help="Print the folder with the templates/, policies/ and bundles/ that ship with smguard, and exit.",
        ),
    ] = False,
) -> None:
    """Judges IAM policies on AWS Secrets Manager by your organisation's rules, and builds the OPA bundle to do so."""


Catalog = Annotated[
    Path | None,
    typer.Option(
        help="A folder of notes on other services, for their actions; default: POLICIES/catalog/services.",
        show_default=False,
    ),
]
MaskLogs = Annotated[bool, typer.Option("--mask-logs", help="Also mask secrets in OPA's decision logs (system.log).")]


@app.command(epilog="Example: smguard build --check")
def build(
    policies: Policies = None,
    templates: Templates = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="The folder to write; default: your project's bundles/secretsmanager, or its bundles/services with "
            "--per-service.",
            show_default=False,
        ),
    ] = None,
    catalog: Catalog = None,
    per_service: Annotated[
        bool, typer.Option("--per-service", help="Build one bundle for each service with a note, in OUTPUT/PREFIX.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; list stale files, and exit with 1 if there are any.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change, and exit with 1 if anything would.")
    ] = False,
    pack: Annotated[Path | None, typer.Option(help="Also write the bundle's tarball, for OPA servers.")] = None,
    sign: Annotated[
        str | None, typer.Option(metavar="KEY", help="Sign that tarball: a file, env:NAME, or - for standard input.")
    ] = None,
    expires_in: ExpiresIn = None,
    scope: SignScope = None,
    mask_logs: MaskLogs = False,
) -> None:
    """Compiles the catalog and the rules into the bundle."""
    from smguard.bundle.build import prepare
    from smguard.bundle.services import prepare_each
    from smguard.delivery.key import read_signing_key
    from smguard.toolchain import find

    if sign is not None and pack is None:
        raise SmguardError("--sign signs the tarball: add --pack FILE")
    claims = claimed(sign, scope, expires_in)
    key = read_signing_key(sign, sys.stdin.buffer if sys.stdin else None) if sign is not None else None
    built: Build | ServiceBuild
    if not per_service:
        place = bundle_folder(output)
        built = prepare(policies_folder(policies), templates, place, catalog, mask_logs)
    elif pack is not None or mask_logs:
        raise SmguardError("--per-service supports neither --pack nor --mask-logs: leave them out")
    else:
        built = prepare_each(
            policies_folder(policies), templates, catalog, output or bundle_folder(None).with_name("services")
        )
    if check or diff:
        opa = find("opa") if check else None
        stale = built.stale(opa.path if opa else None)
        if diff:
            _print(built.diff())
        for path in stale if check else ():
            _print(f"stale: {path}\n")
        if stale:
            _say("run `smguard build`")
        raise typer.Exit(1 if stale else 0)
    for note in built.notes():
        _say(f"note: {note}")
    _write(built, pack, key, claims)


@app.command("serve", epilog="Example: smguard serve bundles/secretsmanager --token-file tokens.txt")
def serve_bundles(
    paths: Annotated[list[Path], typer.Argument(help="Bundle folders, or stores that `smguard publish` fills.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8282,
    channel: Annotated[str, typer.Option(help="The channel of a store that /bundles/BUNDLE serves.")] = "stable",
    key: Keys = None,
    scope: Scope = None,
    not_before: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="With --key: serve nothing that was signed before this time.", show_default=False
        ),
    ] = None,
    allow_rollback: Annotated[
        bool,
        typer.Option(
            "--allow-rollback", help="With --key: also serve what was signed earlier than what was served before."
        ),
    ] = False,
    token_file: Annotated[
        Path | None, typer.Option(help="A file of bearer tokens, one per line; each request must have one of them.")
    ] = None,
    view_token_file: Annotated[
        Path | None, typer.Option(help="A file of other tokens for /fleet and /metrics; default: --token-file.")
    ] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="The server's certificate chain (PEM), for HTTPS.")] = None,
    tls_key: Annotated[
        Path | None, typer.Option(help="The certificate's key (PEM), if it is in a separate file.")
    ] = None,
    client_ca: Annotated[
        Path | None, typer.Option(help="Accept only clients with a certificate from these authorities (PEM).")
    ] = None,
    fleet: Annotated[
        Path | None, typer.Option(help="Store the reports of OPA servers in this SQLite file, and show them at /fleet.")
    ] = None,
    keep_days: Annotated[float, typer.Option(min=0.01, help="Keep reports for this many days.")] = 30.0,
    keep_mib: Annotated[int, typer.Option(min=1, help="Limit the file of reports to this size in MiB.")] = 512,
    connections: Annotated[int, typer.Option(min=1, help="Accept at most this many clients at once.")] = 10_000,
    client_share: Annotated[
        int,
        typer.Option(
            min=1, max=100, help="Percent of the connections, report memory and requests for one client; 100: no limit."
        ),
    ] = 25,
) -> None:
    """Serves bundles to OPA servers, with long polling, and shows their reports. Stop it with Ctrl-C."""
    from smguard.delivery.key import read_keys

    if (not_before or scope or allow_rollback) and not key:
        raise SmguardError("--not-before, --scope and --allow-rollback are about signatures: add --key")
    demands = demanded(scope, not_before)
    try:
        from smguard.serve.ledger import Limits
        from smguard.serve.run import Settings, serve
        from smguard.serve.watch import opa_at_hand
    except ModuleNotFoundError as error:
        raise SmguardError(f'{error.name} is missing: run `pip install "smguard[serve]"`') from None
    serve(
        Settings(
            paths=tuple(paths),
            host=host,
            port=port,
            channel=channel,
            tokens=token_file,
            view_tokens=view_token_file,
            certificate=tls_cert,
            key=tls_key,
            client_ca=client_ca,
            database=fleet,
            limits=Limits(keep_days, keep_mib * 1024 * 1024),
            connections=connections,
            percent=client_share,
            opa=opa_at_hand(),
            keys=tuple(read_keys(key or [], sys.stdin.buffer if sys.stdin else None)),
            demands=demands,
            allow_rollback=allow_rollback,
        )
    )


@app.command("test", epilog="Example: smguard test SM-ID-READ-ALL")
def prove(
    rules: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RULE…", help="Run only the cases of these rules, in the embedded engine.", show_default=False
        ),
    ] = None,
    policies: Policies = None,
    templates: Templates = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="The bundle folder that `smguard build` wrote; default: your project's bundles/secretsmanager.",
            show_default=False,
        ),
    ] = None,
    catalog: Catalog = None,
    mask_logs: MaskLogs = False,
) -> None:
    """Proves the bundle: its form, its Rego tests with coverage, Regal, the rules' cases. Needs opa and regal.

    With RULE, runs only the cases of these rules: in seconds, and with opa only if a rule's Rego has changed.
    Exits with 1 when something fails.
    """
    from smguard.bundle.build import prepare
    from smguard.bundle.proof import rule_checks, verify
    from smguard.engine import module_cache
    from smguard.toolchain import find, require

    tools = {} if rules else {name: require(name, _say).path for name in ("opa", "regal")}
    built = prepare(policies_folder(policies), templates, bundle_folder(output), catalog, mask_logs)
    if rules:
        from smguard.rulebook.rule import named

        chosen = list({rule.id: rule for rule in (named(built.plan.rules, id_) for id_ in rules)}.values())
        opa = None if built.restamped() else find("opa")
        if opa:
            _say("note: the rules' Rego has changed, so opa compiles it first; `smguard build` keeps the result")
        checks = rule_checks(built, chosen, opa.path if opa else None, module_cache())
    else:
        checks = verify(built, tools, running)
    failed = []
    for done in checks:
        running("")
        detail = f":\n{indent(done.detail, '  ')}" if "\n" in done.detail else f": {done.detail}" if done.detail else ""
        _print(f"{'ok    ' if done.passed else 'FAILED'}  {done.name}{detail}\n")
        failed += [] if done.passed else [done.name]
    if failed:
        _say(f"FAILED: {'; '.join(failed)}")
    raise typer.Exit(1 if failed else 0)


@app.command(epilog="Example: smguard rules require_condition")
def rules(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The rule or kind to show in full.", show_default=False),
    ] = None,
    policies: Policies = None,
    templates: Templates = None,
) -> None:
    """Lists the rules and their kinds, or shows one of them with its purpose, parameters and examples."""
    from smguard.bundle.plan import read_plan
    from smguard.cli.explain import list_rules, show

    plan = read_plan(policies_folder(policies), templates)
    _print(show(plan, name) if name else list_rules(plan))


toolchain_app = typer.Typer(
    help="Shows which opa, conftest and regal are used, and installs them.",
    epilog="Example: smguard toolchain",
    invoke_without_command=True,
)
app.add_typer(toolchain_app, name="toolchain")


@toolchain_app.callback()
def toolchain(context: typer.Context) -> None:
    """Shows which opa, conftest and regal are used, from where, in which version."""
    if context.invoked_subcommand is not None:
        return
    from smguard.toolchain import describe

    for status in describe():
        found = status.installed
        place = f"{found.path} ({found.version}, {found.origin})" if found else "not installed"
        _print(f"{status.tool.name} {status.tool.version}: {place}{'; ' if status.note else ''}{status.note}\n")


@toolchain_app.command("install", epilog="Example: smguard toolchain install opa")
def toolchain_install(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="opa, conftest or regal; default: all three.", show_default=False),
    ] = None,
) -> None:
    """Builds missing tools from pinned Go modules, and installs Go first if it is missing."""
    from smguard.errors import nearest
    from smguard.toolchain import TOOLS, require

    for name in names or TOOLS:
        if name not in TOOLS:
            raise SmguardError(f'there is no tool "{name}"{nearest(name, TOOLS)}: use one of {", ".join(TOOLS)}')
        found = require(name, _say)
        _print(f"{name} {found.version}: {found.path}\n")


def _write(built: "Build | ServiceBuild", pack: Path | None, key: "Key | None", claims: "Claims") -> None:
    from smguard.bundle.build import Build
    from smguard.bundle.composition import pack as packed
    from smguard.delivery.signature import sign
    from smguard.toolchain import find
    from smguard.tree import write_file

    opa = find("opa")
    complete = built.write(opa.path if opa else None)
    if pack is not None and isinstance(built, Build):
        write_file(pack, packed(sign(built.bundle.files, key, claims) if key else built.bundle.files))
    _print(f"{built.output}: {built.version}\n")
    if not complete:
        wasm = built.module
        _say(f"note: {wasm} does not match this revision: its Rego has changed, and opa is not installed to compile it")
        _say("run `smguard toolchain install opa`, then `smguard build`")
