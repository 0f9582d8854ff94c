"""The commands between `smguard build` and a fleet: sign, verify, publish, rollout, opa-config. No logic."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from smguard.cli.console import bundle_folder, show, tell
from smguard.errors import InputError, Problem, SmguardError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smguard.delivery.claims import Claims, Demands
    from smguard.delivery.key import Key
    from smguard.delivery.publish import Access

delivery = typer.Typer()


class SkipChoice(StrEnum):
    """A check that verify can do without."""

    SIGNATURE = "signature"
    OPA = "opa"


class S3Credentials(StrEnum):
    """Where OPA looks for its AWS credentials."""

    ENVIRONMENT = "environment"
    PROFILE = "profile"


_KEY = "[ID=]FILE, [ID=]env:NAME, or - for standard input; never the key itself."
Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help=f"A key that bundles can be signed with; repeatable. {_KEY}",
        show_default=False,
    ),
]
SignKey = Annotated[str | None, typer.Option("--sign", metavar="KEY", help=f"Sign with this key: {_KEY}")]
Scope = Annotated[
    str | None,
    typer.Option(help="The scope that signatures must be for; default: none.", show_default=False),
]
SignScope = Annotated[
    str | None,
    typer.Option("--scope", help="Sign for this scope, which OPA must be configured for too.", show_default=False),
]
ExpiresIn = Annotated[
    str | None,
    typer.Option(
        metavar="DURATION", help="The signature expires after this time, such as 12h or 30d.", show_default=False
    ),
]
TokenFile = Annotated[
    Path | None,
    typer.Option(help="A file with a bearer token; default: the variable SMGUARD_TOKEN.", show_default=False),
]
S3Endpoint = Annotated[
    str | None,
    typer.Option(
        help="The address of an S3 that is not AWS's, such as https://minio.example:9000.", show_default=False
    ),
]


@delivery.command(epilog="Example: smguard sign bundle.tar.gz --key private.pem")
def sign(
    bundle: Annotated[Path, typer.Argument(help="The bundle's tarball, as `smguard build --pack` writes it.")],
    key: Annotated[str, typer.Option(metavar="KEY", help=f"The private key or secret: {_KEY}")],
    output: Annotated[
        Path | None, typer.Option(help="Write to this file instead of replacing the tarball.", show_default=False)
    ] = None,
    expires_in: ExpiresIn = None,
    scope: SignScope = None,
) -> None:
    """Signs a packed bundle for OPA, with RS256, ES256 or HS256 according to the key, and the time."""
    from smguard.delivery.key import read_signing_key
    from smguard.delivery.publish.artifact import read_artifact
    from smguard.delivery.store import A_FOLDER
    from smguard.tree import write_file

    if output is None and bundle.is_dir():
        raise InputError(Problem(str(bundle), A_FOLDER))
    signing = read_signing_key(key, _stdin())
    claims = claimed(key, scope, expires_in)
    write_file(output or bundle, read_artifact(bundle, signing, claims).tarball)
    show(f"{output or bundle}: signed by the key {signing.id} ({signing.algorithm}){_until(claims)}\n")


@delivery.command(epilog="Example: smguard verify bundle.tar.gz --key public.pem")
def verify(
    bundles: Annotated[
        list[str], typer.Argument(help="Tarballs, as files or at https://…, s3://…, oci://…", show_default=False)
    ],
    key: Keys = None,
    opa_version: Annotated[
        str | None,
        typer.Option(
            metavar="VERSION", help="Compile with the capabilities of this OPA version only.", show_default=False
        ),
    ] = None,
    skip: Annotated[
        list[SkipChoice] | None, typer.Option(help="Skip this check; repeatable.", show_default=False)
    ] = None,
    not_before: Annotated[
        str | None,
        typer.Option(
            metavar="TIME|BUNDLE",
            help="Refuse what was signed before this time, before this other tarball or address, or before this "
            "revision of the same store.",
            show_default=False,
        ),
    ] = None,
    scope: Scope = None,
    token_file: TokenFile = None,
    s3_endpoint: S3Endpoint = None,
) -> None:
    """Checks packed bundles: contents, roots, revision, signature and hashes, and whether opa compiles them.

    Exits with 0 when every check passes, 1 when one fails, 2 when one is skipped that --skip does not name, or when
    a bundle cannot be read.
    """
    from smguard.delivery.inspection import Outcome, inspect, known_version
    from smguard.delivery.key import read_keys
    from smguard.delivery.publish import fetch
    from smguard.delivery.publish.access import read_access
    from smguard.toolchain import find, require

    unwanted = [name.value for name in skip or ()]
    if ("signature" in unwanted and key) or ("opa" in unwanted and opa_version):
        raise SmguardError("--skip signature excludes --key, and --skip opa excludes --opa-version: leave one out")
    if (not_before or scope) and not key:
        raise SmguardError("--not-before and --scope are about signatures: add --key")
    keys = read_keys(key or [], _stdin())
    found = require("opa", tell) if opa_version else find("opa")
    version = known_version(found.path, opa_version) if found and opa_version else None
    access = read_access(token_file, s3_endpoint)
    failed = skipped = False
    for bundle in bundles:
        tarball = fetch(bundle, access)
        show(f"{bundle}\n")
        demands = demanded(scope, not_before, bundle, keys, access)
        for check in inspect(tarball, bundle, keys, found.path if found else None, version, unwanted, demands):
            text = check.detail.replace("\n", "\n          ")
            show(f"{check.outcome:8}{check.name}: {text}\n")
            failed |= check.failed
            skipped |= check.outcome is Outcome.SKIPPED and check.name not in unwanted
    raise typer.Exit(1 if failed else 2 if skipped else 0)


@delivery.command(epilog="Example: smguard publish oci://registry.example/policies/sm:stable")
def publish(
    destinations: Annotated[
        list[str],
        typer.Argument(
            help="oci://HOST/REPOSITORY[:TAG], s3://BUCKET/KEY, https://… that accepts PUT, or STORE/BUNDLE.",
            show_default=False,
        ),
    ],
    bundle: Annotated[
        Path | None,
        typer.Option(
            help="The bundle's folder, or its tarball as `smguard build --pack` writes it; without one, your project's "
            "bundles/secretsmanager.",
            show_default=False,
        ),
    ] = None,
    sign: SignKey = None,
    expires_in: ExpiresIn = None,
    scope: Scope = None,
    builder: Annotated[
        str | None,
        typer.Option(
            metavar="URI", help="With --sign: who builds, in the provenance beside an OCI artifact.", show_default=False
        ),
    ] = None,
    key: Keys = None,
    token_file: TokenFile = None,
    s3_endpoint: S3Endpoint = None,
) -> None:
    """Publishes the bundle where OPA servers fetch it; leaves alone a destination that already has it.

    Exits with 2 if a destination did not accept it; the other destinations still receive it.
    """
    from smguard.delivery.inspection import inspect
    from smguard.delivery.key import read_keys, read_signing_key
    from smguard.delivery.publish import publish as bring
    from smguard.delivery.publish.access import read_access
    from smguard.delivery.publish.artifact import read_artifact
    from smguard.delivery.publish.provenance import builder_uri
    from smguard.toolchain import find

    keys = read_keys(key or [], _stdin())
    signing = read_signing_key(sign, _stdin()) if sign is not None else None
    place = bundle_folder(bundle)
    artifact = read_artifact(place, signing, claimed(sign, scope, expires_in, verified=bool(keys)))
    artifact = replace(artifact, builder=builder_uri(builder, artifact))
    opa = find("opa")
    checks = inspect(artifact.tarball, str(place), keys, opa.path if opa else None, demands=demanded(scope, None))
    if wrong := [f"{check.name}: {check.detail}" for check in checks if check.failed]:
        raise SmguardError(f"{place} is not published: " + "\n".join(wrong))
    access = read_access(token_file, s3_endpoint)
    failed = 0
    for destination in destinations:
        try:
            done = bring(artifact, destination, access)
        except SmguardError as error:
            tell(f"error: {error}")
            failed += 1
            continue
        show(f"{destination}: {'' if done.changed else 'already '}revision {artifact.revision}, {artifact.digest}\n")
    raise typer.Exit(2 if failed else 0)


@delivery.command(epilog="Example: smguard rollout store sm stable 3247e3e1c222 --key public.pem")
def rollout(
    store: Annotated[Path, typer.Argument(help="The store's folder, which `smguard serve` serves.")],
    bundle: Annotated[str, typer.Argument(help="The bundle's name in the store.")],
    channel: Annotated[str, typer.Argument(help="The channel to move, such as stable.")],
    revision: Annotated[
        str | None, typer.Argument(help="The revision to move it to, or its first digits.", show_default=False)
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Move it to its previous revision.")] = False,
    key: Keys = None,
    sign: SignKey = None,
    expires_in: ExpiresIn = None,
    scope: Scope = None,
    allow_rollback: Annotated[
        bool,
        typer.Option("--allow-rollback", help="With --key: also move to a revision that was signed earlier."),
    ] = False,
    max_new_findings: Annotated[
        int | None, typer.Option(min=0, help="Refuse a revision with more new findings than this.", show_default=False)
    ] = None,
    policies: Annotated[
        Path | None, typer.Option(help="Count new findings in these policies.", show_default=False)
    ] = None,
) -> None:
    """Moves a channel to a revision that the store holds, or back, unless the revision is refused.

    With --key a revision that was signed earlier than the channel's is refused too, unless it is the previous one
    (--back). With --sign it is signed again first, as the servers and OPAs that refuse an older signature want it.
    """
    from smguard.delivery.key import read_keys, read_signing_key
    from smguard.delivery.rollout import Gates
    from smguard.delivery.rollout import rollout as move
    from smguard.toolchain import find

    if back == (revision is not None):
        raise SmguardError("name a revision, or add --back")
    if (max_new_findings is None) != (policies is None):
        raise SmguardError(
            "--max-new-findings and --policies must be used together: new findings are counted in these policies"
        )
    opa = find("opa")
    keys = read_keys(key or [], _stdin())
    demands = demanded(scope, None)
    gates = Gates(keys, opa.path if opa else None, max_new_findings, policies, demands, allow_rollback)
    claims = claimed(sign, scope, expires_in, verified=bool(keys))
    renewal = (read_signing_key(sign, _stdin()), claims) if sign is not None else None
    done = move(store, bundle, channel, revision, gates, datetime.now(UTC), renewal)
    said = "stays at" if done.before == done.after else f"{done.before or 'nothing'} ->"
    show(f"{bundle} {channel}: {said} {done.after}\n")
    if done.older:
        tell(f"note: {done.after}: {done.older}")
        tell(
            "note: a server with --key goes on offering the newer one: add --sign KEY, which signs the older one again"
        )


@delivery.command("opa-config", epilog="Example: smguard opa-config https://bundles.example/bundles/sm/stable")
def opa_config(
    location: Annotated[str, typer.Argument(help="Where the bundle is: https://…, s3://… or oci://…")],
    name: Annotated[str, typer.Option(help="The name of the bundle in OPA.")] = "secretsmanager",
    key: Keys = None,
    persist_in: Annotated[
        str, typer.Option(help="OPA's folder for the last good bundle, which it loads at start if no server answers.")
    ] = "/var/lib/opa",
    report_to: Annotated[
        str | None,
        typer.Option(
            help="Where OPA sends status and decision logs; default: the bundle's https:// server.",
            show_default=False,
        ),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="A file with the bearer token, on OPA's machine.", show_default=False)
    ] = None,
    token_env: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The environment variable with the token, on OPA's machine.", show_default=False
        ),
    ] = None,
    report_token_file: Annotated[
        Path | None, typer.Option(help="A file with the bearer token for --report-to, if that is another server.")
    ] = None,
    report_token_env: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The environment variable with the token for --report-to, if that is another server."
        ),
    ] = None,
    ca_file: Annotated[
        Path | None, typer.Option(help="The certificates to trust, on OPA's machine.", show_default=False)
    ] = None,
    client_certificate: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="CERT KEY", help="The files of OPA's certificate and its key, on OPA's machine.", show_default=False
        ),
    ] = None,
    s3_endpoint: S3Endpoint = None,
    s3_region: Annotated[
        str | None, typer.Option(help="The bucket's region; default: OPA's AWS_REGION.", show_default=False)
    ] = None,
    s3_credentials: Annotated[
        S3Credentials, typer.Option(help="Where OPA looks for its AWS credentials.")
    ] = S3Credentials.ENVIRONMENT,
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A label of this OPA in its reports; repeatable.", show_default=False),
    ] = None,
    discovery: Annotated[
        str | None,
        typer.Option(help="Where OPA finds the rest of its configuration: https://…, s3://… or oci://…"),
    ] = None,
    discovery_bundle: Annotated[
        Path | None,
        typer.Option(help="Write that configuration to this file, as a bundle to publish.", show_default=False),
    ] = None,
    sign: SignKey = None,
    expires_in: ExpiresIn = None,
    scope: Scope = None,
) -> None:
    """Prints the configuration of an OPA server that runs a published bundle; it contains no secrets."""
    from smguard.delivery.key import read_keys, read_signing_key
    from smguard.delivery.opa_config import Wanted, configuration, discovering, read_labels, to_yaml
    from smguard.delivery.opa_config import discovery_bundle as packed
    from smguard.tree import write_file

    if (discovery is None) != (discovery_bundle is None):
        raise SmguardError(
            "--discovery and --discovery-bundle must be used together: the bundle's address, and the file to write"
        )
    wanted = Wanted(
        name=name,
        location=location,
        keys=read_keys(key or [], _stdin()),
        persist_in=persist_in,
        report_to=report_to,
        token_file=str(token_file) if token_file else None,
        token_variable=token_env,
        report_token_file=str(report_token_file) if report_token_file else None,
        report_token_variable=report_token_env,
        ca_file=str(ca_file) if ca_file else None,
        client_certificate=client_certificate,
        s3_endpoint=s3_endpoint,
        s3_region=s3_region,
        s3_credentials=s3_credentials.value,
        labels=read_labels(label or []),
        scope=scope or "",
    )
    if scope and not key:
        raise SmguardError("--scope is about signatures: add --key")
    claims = claimed(sign, scope, expires_in, verified=bool(key))
    if discovery is None or discovery_bundle is None:
        show(to_yaml(configuration(wanted)))
        return
    signing = read_signing_key(sign, _stdin()) if sign is not None else None
    printed = to_yaml(discovering(wanted, discovery))
    write_file(discovery_bundle, packed(wanted, signing, claims))
    show(printed)


def claimed(sign: str | None, scope: str | None, expires_in: str | None, verified: bool = False) -> "Claims":
    """What a signature claims that is made now; nothing where none is made.

    Raises SmguardError for options that would then do nothing; a scope also has to do with what is `verified`.
    """
    from smguard.delivery.claims import NONE, claims_now

    if sign is None and (expires_in is not None or (scope is not None and not verified)):
        raise SmguardError("--expires-in and --scope are about the signature: add --sign")
    return NONE if sign is None else claims_now(scope, expires_in, datetime.now(UTC))


def demanded(
    scope: str | None,
    not_before: str | None,
    bundle: str = "",
    keys: "Sequence[Key]" = (),
    access: "Access | None" = None,
) -> "Demands":
    """What signatures must say: of a scope, and not before a time, or the signature of another bundle.

    With a bundle, its revisions in the same store count too. Raises SmguardError where that is none of these.
    """
    from smguard.delivery.claims import Demands, read_time

    if not_before is None or (time := read_time(not_before)):
        return Demands(scope or "", time if not_before else None)
    if access is None:
        raise SmguardError(f"--not-before {not_before}: is not a time, such as 2026-11-27T12:00:00Z")
    from smguard.delivery.inspection import signing_time

    issued, floor = signing_time(not_before, bundle, keys, access)
    return Demands(scope or "", issued, floor)


def _until(claims: "Claims") -> str:
    """When a signature expires, behind what was said of it."""
    from smguard.delivery.claims import written

    return f", expires {written(claims.expires)}" if claims.expires else ""


def _stdin() -> BinaryIO | None:
    return sys.stdin.buffer if sys.stdin else None
