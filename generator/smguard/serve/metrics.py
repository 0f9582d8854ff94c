"""What a monitoring system reads at /metrics."""

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, disable_created_metrics, generate_latest

from smguard.serve.offer import Offer, Shelf


class Metrics:
    """The counters and gauges of one server, in a registry of its own."""

    def __init__(self, shelf: Shelf, states: Callable[[], Mapping[str, int]]) -> None:
        self._states = states
        disable_created_metrics()  # type: ignore[no-untyped-call]  # they double the series
        self.registry = CollectorRegistry(auto_describe=True)
        self.responses = Counter(
            "smguard_responses",
            "Responses, by route and HTTP status.",
            ["route", "status"],
            registry=self.registry,
        )
        self.refused = Counter("smguard_refused_bundles", "Bundles that were refused.", registry=self.registry)
        self.replaced = Counter("smguard_replaced_bundles", "Bundles that replaced another.", registry=self.registry)
        self.unauthorized = Counter("smguard_unauthorized", "Requests without a valid token.", registry=self.registry)
        self.decisions = Counter(
            "smguard_decisions", "Decisions that OPAs reported, by verdict.", ["verdict"], registry=self.registry
        )
        self._offered = Gauge(
            "smguard_bundle_info", "Bundles on offer: always 1.", ["address", "revision"], registry=self.registry
        )
        self._opas = Gauge("smguard_opas", "OPAs that reported, by state.", ["state"], registry=self.registry)
        waiting = Gauge("smguard_waiting_polls", "Long polls that wait for a change.", registry=self.registry)
        waiting.set_function(lambda: shelf.waiting)

    def offered(self, offers: Mapping[str, Offer]) -> None:
        """Tells what is offered from now on."""
        self._offered.clear()
        for address, offer in offers.items():
            self._offered.labels(address, offer.revision).set(1)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format. Reads the ledger: not for an event loop."""
        for state, count in self._states().items():
            self._opas.labels(state).set(count)
        return generate_latest(self.registry)
