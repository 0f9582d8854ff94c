"""The fleet as a web page: one document without scripts, without requests to elsewhere, every text escaped."""

import base64
import hashlib
import json
from functools import cache
from urllib.parse import urlencode

import jinja2

from smguard.serve.fleet import STATES, Fleet
from smguard.shipped import folder

SAID = {"unheard": "not heard since restart"}
"""What a state is called where its own name does not say it."""
ROWS = 200
"""OPAs on one page."""


def page(fleet: Fleet, state: str | None, number: int) -> str:
    """The page that shows the OPAs of a state (all without one), so many at once; numbers begin with 1."""
    chosen = [opa for opa in fleet.opas if state in (None, opa.state)]
    pages = max(1, -(-len(chosen) // ROWS))
    number = min(max(1, number), pages)
    return _template().render(
        fleet=fleet,
        opas=chosen[(number - 1) * ROWS : number * ROWS],
        chosen=state,
        states=STATES,
        said={state: SAID.get(state, state) for state in STATES},
        number=number,
        pages=pages,
        style=_style(),
        link=lambda **wanted: "?" + urlencode({name: value for name, value in wanted.items() if value is not None}),
        age=age,
        pretty=lambda text: json.dumps(json.loads(text), indent=2, ensure_ascii=False) if text else "",
    )


def security_headers() -> dict[str, str]:
    """What keeps a browser from running, loading, framing or telling anything."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }


def age(seconds: int) -> str:
    """A span of time in its largest unit: "just now", "5 min", "3 h", "12 d"."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (10, "s")):
        if seconds >= size:
            return f"{seconds if unit == 's' else seconds // size} {unit} ago"
    return "just now"


@cache
def _style() -> str:
    return (folder("templates") / "fleet" / "fleet.css").read_text("utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates") / "fleet"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css"] = jinja2.filters.do_mark_safe  # the shipped stylesheet, and nothing else
    return environment.get_template("fleet.html.jinja")
