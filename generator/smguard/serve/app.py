"""The addresses of the server and what they answer."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from smguard.delivery.store import is_name, is_revision
from smguard.errors import InputError
from smguard.serve.access import Tokens
from smguard.serve.clock import Clock
from smguard.serve.desk import Desk
from smguard.serve.fleet import STATES, Fleet, Offered, fleet, to_json
from smguard.serve.ledger import Ledger
from smguard.serve.mask import shown
from smguard.serve.metrics import Metrics
from smguard.serve.offer import Offer, Shelf
from smguard.serve.page import page, security_headers
from smguard.serve.prefer import names, wait_seconds
from smguard.serve.share import Pace, client_of
from smguard.serve.unpack import RefusedError
from smguard.serve.upload import Uploads
from smguard.serve.watch import Watch, overlapping

LONG_POLLING = "application/vnd.openpolicyagent.bundles"
"""The content type by which OPA knows that it may go on with long polling."""
LONGEST_TURN = 2.0
"""Seconds that a request of a client that asks too fast is held before it is refused."""
REQUESTS, BURST_SECONDS = 2000, 2.0
"""Requests in a second of which a client has its share; after a pause as many at once as in so many seconds."""
AGAIN = {429: {"retry-after": "5"}, 503: {"retry-after": "5"}}

_log = logging.getLogger("smguard.serve")
_Handler = Callable[[Request], Awaitable[Response]]


class Service:
    """The state behind the addresses: what is offered, who may ask, what was reported."""

    def __init__(
        self,
        watch: Watch,
        tokens: Tokens | None = None,
        viewers: Tokens | None = None,
        kept: tuple[Ledger, Desk] | None = None,
        percent: int = 100,
    ) -> None:
        """`kept` is where reports are read from, and who writes them; `percent` is one client's share of everything."""
        self.shelf = Shelf()
        self.watch, self.clock = watch, Clock()
        self.ledger = kept[0] if kept else None
        self.desk = kept[1] if kept else None
        self._started = self.clock.now()
        self.metrics = Metrics(self.shelf, self._states)
        self._tokens, self._viewers = tokens, viewers or tokens
        self._uploads = Uploads(percent)
        self._pace = Pace(REQUESTS * percent / 100, BURST_SECONDS) if percent < 100 else None
        self._warned: set[str] = set()
        self._told: dict[str, int] = {}

    def app(self) -> ASGIApp:
        """The ASGI application."""
        reporting = [
            self._route("/status", "status", self._tokens, self._status, "POST"),
            self._route("/status/{partition}", "status", self._tokens, self._status, "POST"),
            self._route("/logs", "logs", self._tokens, self._logs, "POST"),
            self._route("/logs/{partition}", "logs", self._tokens, self._logs, "POST"),
            self._route("/fleet", "fleet", self._viewers, self._page, "GET"),
            self._route("/fleet.json", "fleet", self._viewers, self._json, "GET"),
        ]
        routes = [
            self._route("/bundles/{bundle}", "bundles", self._tokens, self._bundle, "GET"),
            self._route("/bundles/{bundle}/{channel}", "bundles", self._tokens, self._bundle, "GET"),
            self._route("/health", "health", None, self._health, "GET"),
            self._route("/metrics", "metrics", self._viewers, self._metrics, "GET"),
            *(reporting if self.ledger else ()),
        ]
        app = Starlette(routes=routes, exception_handlers={404: _not_found})
        app.router.redirect_slashes = False  # it would redirect to whatever the Host header says
        return self._gate(app)

    def _gate(self, app: ASGIApp) -> ASGIApp:
        """Holds clients that ask too fast, and refuses addresses with two readings, before anything is looked up."""

        async def entered(scope: Scope, receive: Receive, send: Send) -> None:
            answer, client = app, _client(scope)
            if self._pace and self._pace.full(client, LONGEST_TURN):
                self.metrics.responses.labels("any", 429).inc()
                said = "you ask too often: try again later\n"
                answer = PlainTextResponse(said, 429, {**AGAIN[429], "connection": "close"})
            elif self._pace and (seconds := self._pace.wait(client)):
                await asyncio.sleep(seconds)
            if answer is app and _odd(scope["raw_path"]):
                answer = PlainTextResponse("there is nothing at this address\n", 404, {"connection": "close"})
            await answer(scope, receive, send)

        return entered

    def take(self, offers: Mapping[str, Offer], refused: Mapping[str, str], gone: tuple[str, ...]) -> None:
        """Offers what a look at the folders found; tells what changed and what was refused."""
        for address in self.shelf.put(offers):
            if address in offers:
                self.metrics.replaced.inc()
                _log.info("%s is revision %s", address, offers[address].revision)
        self.metrics.offered(offers)
        for said in overlapping(offers):
            if said not in self._warned:
                _log.warning("%s", said)
        self._warned = set(overlapping(offers))
        for address in gone:
            _log.warning("%s was removed from the store, and is no longer offered", address)
        for address, said in refused.items():
            self.metrics.refused.inc()
            kept = f"revision {offers[address].revision} stays" if address in offers else "nothing is offered there"
            _log.error("%s: refused, %s: %s", address, kept, _line(said))

    def _route(self, path: str, name: str, tokens: Tokens | None, handler: _Handler, method: str) -> Route:
        async def guarded(request: Request) -> Response:
            if tokens is not None and not tokens.admit(request.headers.get("authorization")):
                self.metrics.unauthorized.inc()
                _log.warning("%s without a valid token from %s", name, request.client.host if request.client else "?")
                response: Response = PlainTextResponse(
                    "a valid token is required\n", 401, {"www-authenticate": _challenge(name)}
                )
            else:
                try:
                    response = await handler(request)
                except RefusedError as error:
                    self._tell(f"{name} refused with {error.status}: {error}", error.status in AGAIN)
                    response = PlainTextResponse(
                        f"{error}\n", error.status, {**AGAIN.get(error.status, {}), "connection": "close"}
                    )
            self.metrics.responses.labels(name, response.status_code).inc()
            return response

        packed = [Middleware(GZipMiddleware, minimum_size=1024)] if name in ("fleet", "metrics") else []
        return Route(path, guarded, methods=[method], middleware=packed)

    def _tell(self, said: str, often: bool) -> None:
        """Logs why a request was refused; what a flood makes the server say often, once in a second."""
        now = self.clock.now()
        if not often or self._told.get(said) != now:
            self._told = {**self._told, said: now} if often else self._told
            _log.warning("%s", said)

    # Bundles

    async def _bundle(self, request: Request) -> Response:
        bundle = request.path_params["bundle"].removesuffix(".tar.gz")
        channel = request.path_params.get("channel", "").removesuffix(".tar.gz")
        if not is_name(bundle) or not (channel == "" or is_name(channel) or is_revision(channel)):
            return _missing()
        address = f"{bundle}/{channel}" if channel else bundle
        found = await self._find(bundle, channel)
        known, wait = request.headers.get("if-none-match"), wait_seconds(request.headers.get("prefer"))
        if found is not None and wait and request.method == "GET" and names(known, found.etag):
            await self._held(request, address, wait)
            found = await self._find(bundle, channel)
        if found is None:
            return _missing()
        headers = {
            "etag": found.etag,
            "cache-control": "private, no-cache",
            "content-type": LONG_POLLING if wait else "application/gzip",
            **({"connection": "close"} if self.shelf.closing else {}),
        }
        if names(known, found.etag):
            return Response(status_code=304, headers=headers)
        return Response(found.tarball, headers=headers)

    async def _find(self, bundle: str, channel: str) -> Offer | None:
        address = f"{bundle}/{channel}" if channel else bundle
        if address in self.shelf.offers or not is_revision(channel):
            return self.shelf.offers.get(address)
        for known, offer in self.shelf.offers.items():
            if known.partition("/")[0] == bundle and offer.revision == channel:
                return offer
        try:
            return await asyncio.to_thread(self.watch.pinned, bundle, channel)
        except InputError as error:
            _log.error("%s: refused: %s", address, _line(str(error)))
            return None

    async def _held(self, request: Request, address: str, seconds: float) -> None:
        """Returns when there is news, the time is over, or the client has gone."""
        tasks = [asyncio.ensure_future(self.shelf.changed(address, seconds)), asyncio.ensure_future(_gone(request))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    # Reports

    async def _status(self, request: Request) -> Response:
        await self._keep(request, "status")
        return JSONResponse({})

    async def _logs(self, request: Request) -> Response:
        new, denied = await self._keep(request, "logs")
        self.metrics.decisions.labels("denied").inc(denied)
        self.metrics.decisions.labels("allowed").inc(new - denied)
        return JSONResponse({})

    async def _keep(self, request: Request, kind: str) -> tuple[int, int]:
        """Has a report read and written down; how many decisions were new, and how many denied. Raises RefusedError."""
        if self.desk is None:
            raise AssertionError("the addresses of reports exist only with one who keeps them")
        client = _client(request.scope)
        async with self._uploads.body(request, client) as (body, size):
            report = {"kind": kind, "encoding": request.headers.get("content-encoding"), "now": self.clock.now()}
            return await self.desk.keep(client, size, report, body)

    def _reports(self) -> Ledger:
        if self.ledger is None:
            raise AssertionError("the addresses of reports exist only with a ledger")
        return self.ledger

    # The fleet

    async def _page(self, request: Request) -> Response:
        state, number = request.query_params.get("state"), request.query_params.get("page", "1")
        chosen = state if state in STATES else None
        shown_page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1

        def render() -> str:
            return page(self._fleet(_days(request)), chosen, shown_page)

        return HTMLResponse(await asyncio.to_thread(render), headers=security_headers())

    async def _json(self, request: Request) -> Response:
        def read() -> dict[str, Any]:
            return to_json(self._fleet(_days(request)))

        text = json.dumps(
            await asyncio.to_thread(read), separators=(",", ":")
        )  # ASCII, whatever a terminal makes of it
        return Response(text, media_type="application/json", headers=security_headers())

    def _fleet(self, days: int) -> Fleet:
        now, ledger = self.clock.now(), self._reports()
        known, current = ledger.opas(), {address: offer.revision for address, offer in self.shelf.offers.items()}
        others = {one.revision for opa in known for one in opa.bundles} - set(current.values())
        offered = Offered(current, {revision: self.watch.holder(revision) for revision in others})
        return fleet(known, offered, ledger.decisions(now - days * 86400), days, now, self._started)

    def _states(self) -> Mapping[str, int]:
        return self._fleet(1).states if self.ledger else {}

    # Health

    async def _health(self, _: Request) -> Response:
        offered = len(self.shelf.offers)
        return JSONResponse({"offered": offered}, 200 if offered and not self.shelf.closing else 503)

    async def _metrics(self, _: Request) -> Response:
        text = await asyncio.to_thread(self.metrics.text)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return client_of(client[0] if client else "")


def _odd(path: bytes) -> bool:
    """Whether a path is written as no address here is: escaped, with empty segments or such that lead elsewhere."""
    return b"%" in path or b"\\" in path or b"//" in path or {b".", b".."} & set(path.split(b"/")) != set()


async def _not_found(_: Request, __: Exception) -> Response:
    return _missing()


def _line(text: str) -> str:
    """A text on one line of a log, whatever names of files it holds."""
    return shown(text.replace("\n", "; "))


def _missing() -> Response:
    return PlainTextResponse("there is nothing at this address\n", 404)


def _challenge(name: str) -> str:
    """A browser asks its user for a password where it looks at the fleet: the token."""
    return 'Basic realm="smguard, any user, a token as password"' if name == "fleet" else 'Bearer realm="smguard"'


def _days(request: Request) -> int:
    given = request.query_params.get("days", "7")
    return int(given) if given in ("1", "7", "30") else 7
