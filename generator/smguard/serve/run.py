"""The bundle server's process: its socket, its TLS, its watch over the folders, its end."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from smguard.delivery.claims import ANY, Demands
from smguard.delivery.key import Key
from smguard.delivery.store import is_name
from smguard.errors import InputError, Problem, SmguardError
from smguard.serve.access import Tokens
from smguard.serve.app import Service
from smguard.serve.connection import shared
from smguard.serve.desk import Desk
from smguard.serve.ledger import Ledger, Limits
from smguard.serve.unpack import RefusedError
from smguard.serve.watch import Watch, is_bundle

LOOK_SECONDS = 0.2
PRUNE_SECONDS = 20.0
END_SECONDS = 20
"""When the server ends in any case; connections have their own (connection.py)."""

_log = logging.getLogger("smguard.serve")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with. `database` is where reports are kept; without it none are taken.

    `percent` is what one client may have of the connections, of the memory for reports and of the requests in a second.
    """

    paths: tuple[Path, ...]
    host: str = "127.0.0.1"
    port: int = 8282
    channel: str = "stable"
    tokens: Path | None = None
    view_tokens: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    client_ca: Path | None = None
    database: Path | None = None
    limits: Limits = field(default_factory=Limits)
    connections: int = 10_000
    percent: int = 25
    opa: Path | None = None
    keys: tuple[Key, ...] = ()
    demands: Demands = ANY
    allow_rollback: bool = False


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT; SIGHUP has it look at once. Raises SmguardError where it cannot begin."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    if not is_name(settings.channel):
        raise SmguardError(
            f"--channel {settings.channel!r} is not a valid channel name: use lowercase letters, digits, - and _"
        )
    _allow_files(settings.connections)
    watch = Watch(
        settings.paths, settings.channel, settings.opa, settings.keys, settings.demands, settings.allow_rollback
    )
    first = watch.scan()
    broken = [
        said
        for key, said in first.refused.items()
        if any(is_bundle(path) and path.name == key for path in settings.paths)
    ]
    if broken:
        raise SmguardError("\n".join(broken))
    tokens, viewers = (Tokens(path) if path else None for path in (settings.tokens, settings.view_tokens))
    tls = _tls(settings)
    listening = _listen(settings)
    ledger = Ledger(settings.database, settings.limits) if settings.database else None
    kept = (ledger, Desk(settings.database, settings.limits)) if ledger and settings.database else None
    service = Service(watch, tokens, viewers, kept, settings.percent)
    service.take(first.offers, first.refused, first.gone)
    _say(settings, listening)
    each = settings.connections * settings.percent // 100 if settings.percent < 100 else settings.connections + 1
    config = uvicorn.Config(
        service.app(),
        http=shared(settings.connections, each),
        loop="uvloop" if os.name == "posix" else "asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=2048,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=END_SECONDS,
    )
    config.load()
    config.ssl = tls
    try:
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(_run(_Server(config), service, settings, listening))
    finally:
        if ledger is not None:
            ledger.close()
    _log.info("ended")


class _Server(uvicorn.Server):
    """uvicorn, but signals are the caller's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals alone."""
        yield


async def _run(server: _Server, service: Service, settings: Settings, listening: socket.socket) -> None:
    look = asyncio.Event()

    def end() -> None:
        service.shelf.close()
        server.should_exit = True

    _on_signals(end, look.set)
    async with asyncio.TaskGroup() as tasks:
        others = [tasks.create_task(_watch(service, server.config, settings, look))]
        if service.desk is not None:
            others.append(tasks.create_task(_prune(service, service.desk)))
        await server.serve(sockets=[listening])
        for other in others:
            other.cancel()
    if service.desk is not None:
        await service.desk.close()


def _on_signals(end: Callable[[], None], look: Callable[[], None]) -> None:
    """SIGTERM and SIGINT (Ctrl-C) end the server, and SIGHUP has it look at once, where the system has it."""
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":  # its event loop cannot wait for signals
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    loop.add_signal_handler(signal.SIGHUP, look)


async def _watch(service: Service, config: uvicorn.Config, settings: Settings, look: asyncio.Event) -> None:
    files = [path for path in (settings.certificate, settings.key) if path]
    known = _changed(files)
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(look.wait(), LOOK_SECONDS)
        look.clear()
        found = await asyncio.to_thread(service.watch.scan)
        if found.offers != service.shelf.offers or found.refused or found.gone:
            service.take(found.offers, found.refused, found.gone)
        if _changed(files) != known:
            known = _changed(files)
            _renew(config.ssl, settings)


async def _prune(service: Service, desk: Desk) -> None:
    while True:
        with contextlib.suppress(RefusedError):  # there is too much to do now
            await desk.prune(service.clock.now())
        await asyncio.sleep(PRUNE_SECONDS)


def _allow_files(connections: int) -> None:
    """Each connection is an open file: takes as many as the system gives."""
    if sys.platform == "win32":  # it has no such limit
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 200
    if hard != resource.RLIM_INFINITY and hard < wanted:
        _log.warning("the system allows %d open files, fewer than --connections needs: raise `ulimit -n`", hard)
        wanted = hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _listen(settings: Settings) -> socket.socket:
    """The socket that systemd hands over (sd_listen_fds(3)), or one of the address. Raises SmguardError."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS") == "1":
        handed = socket.socket(fileno=3)
        handed.setblocking(False)
        return handed
    place = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        raise SmguardError(
            f"cannot listen on {place}: {error.strerror or error}: choose another --port or --host"
        ) from None
    made.setblocking(False)
    return made


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.certificate is None:
        if settings.key or settings.client_ca:
            raise SmguardError("--tls-key and --client-ca need --tls-cert")
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    _load(context, settings.certificate, settings.key)
    if settings.client_ca:
        try:
            context.load_verify_locations(settings.client_ca)
        except OSError as error:
            raise InputError(
                Problem(str(settings.client_ca), f"contains no certificates in PEM: {_why(error)}")
            ) from None
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def _load(context: ssl.SSLContext, certificate: Path, key: Path | None) -> None:
    try:
        context.load_cert_chain(certificate, key, password="")
    except OSError as error:
        where = str(certificate) if key is None else f"{certificate}, {key}"
        raise InputError(
            Problem(where, f"is not a certificate with its unencrypted key in PEM: {_why(error)}")
        ) from None


def _renew(context: ssl.SSLContext | None, settings: Settings) -> None:
    """New connections get the new certificate; where it is broken they get the old one still."""
    if context is None or settings.certificate is None:
        raise AssertionError("there are certificates to renew only with TLS")
    try:
        _load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), settings.certificate, settings.key)
        _load(context, settings.certificate, settings.key)
    except InputError as error:
        _log.error("%s; the old certificate remains in use", error)
    else:
        _log.info("%s: reloaded", settings.certificate)


def _changed(files: list[Path]) -> list[object]:
    found: list[object] = []
    for path in files:
        try:
            stat = path.stat()
            found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
        except OSError as error:
            found.append(error.errno)
    return found


def _why(error: OSError) -> str:
    if isinstance(error, ssl.SSLError):
        return _PEM.get(error.reason, "it is damaged, or another kind of file")
    return error.strerror or "it cannot be read"


_PEM = {
    "KEY_VALUES_MISMATCH": "the key belongs to another certificate",
    "BAD_DECRYPT": "the key is encrypted",
    "EE_KEY_TOO_SMALL": "the key is too small",
    "CA_MD_TOO_WEAK": "it is signed with a hash that is too weak",
}
"""What OpenSSL's reasons mean."""


def _say(settings: Settings, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _log.info("serving at %s://%s", "https" if settings.certificate else "http", place)
    if settings.opa is None:
        _log.warning(
            "opa is not installed, so bundles are not compiled before they are offered: `smguard toolchain install opa`"
        )
    if not (settings.tokens or settings.client_ca) and not host.startswith("127.") and host != "::1":
        _log.warning(
            "anyone who can reach this address can read bundles and send reports: add --token-file or --client-ca"
        )
