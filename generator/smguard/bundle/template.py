"""Jinja's templates, which may be a stranger's: in a sandbox that knows data and no objects, with limits.

Templates of one's own are rendered by a process of its own, which has none of this one's environment variables, writes
nothing into files and ends at its limits. What it makes are texts: nothing else comes back.
"""

import json
import pickle
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from smguard.errors import EngineError, InputError, Problem
from smguard.toolchain.walls import run

SECONDS = 60
"""Seconds of a processor's time that rendering templates of one's own may take."""

MEMORY = 1 << 30
"""Bytes of memory for it, where the system can hold it to that (Linux)."""

MAX_TEXT = 16 << 20
"""Characters of one rendered file."""

Filters = Mapping[str, Callable[..., Any]]

_OF_STRINGS = """
    capitalize casefold count endswith find format index isdigit join lower lstrip partition removeprefix removesuffix
    replace rfind rpartition rsplit rstrip split splitlines startswith strip title upper
    """
_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(_OF_STRINGS.split()),
    dict: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    set: frozenset({"difference", "intersection", "isdisjoint", "issubset", "issuperset", "union"}),
    frozenset: frozenset({"difference", "intersection", "isdisjoint", "issubset", "issuperset", "union"}),
}
"""The methods of values that a template may call: none of them changes or opens anything."""

_JINJAS = (BlockReference, Cycler, Joiner, LoopContext, Macro, Namespace, TemplateModule, TemplateReference)
"""What Jinja itself gives, such as `loop` and `self`. Names with an underscore are refused on them too."""

_GLOBALS = ("cycler", "dict", "joiner", "namespace", "range")
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Whatever a template computes can fail in these ways."""


class LimitError(RuntimeError):
    """A template broke a limit; the text says which."""


class Environment(ImmutableSandboxedEnvironment):
    """The one environment: nothing undefined, nothing but data, every value through a filter that writes JSON."""

    def __init__(self, folders: Iterable[Path], filters: Filters) -> None:
        """Templates of the last folder come first; `filters` are those that write Rego."""
        super().__init__(
            loader=_Loader(list(folders)[::-1]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # Rego, not HTML: the rego filter writes JSON literals
        )
        self.filters.update(filters)
        del self.filters["random"]  # the same inputs give the same texts
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether it is a field of our data, a method named above, or of what Jinja itself offers."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if is_dataclass(obj) and not isinstance(obj, type):
            return attr in {field.name for field in fields(obj)} or isinstance(getattr(type(obj), attr, None), property)
        if isinstance(obj, _JINJAS):
            return True
        return attr in _METHODS.get(type(obj), frozenset())

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """The template of that name, rendered. Raises InputError with the line of a template that is at fault."""
        try:
            return "".join(_limited(self.get_template(name).generate(values)))
        except jinja2.TemplateSyntaxError as error:
            problem = Problem(error.filename or name, error.message or "bad template", error.lineno)
            raise InputError(problem) from None
        except _FAILURES as error:
            raise InputError(_problem(name, error)) from None


def render_apart(plan: Any, work: str) -> dict[str, str]:
    """What the function `work`, as module:name, makes of the plan, in a process of its own with limits.

    Raises InputError with what the function raised, or where a limit was broken.
    """
    path = [entry for entry in sys.path if entry]
    code = "import sys; sys.path[:] = sys.argv[3:]; from smguard.bundle.template import main; main(*sys.argv[1:3])"
    words = [sys.executable, "-I", "-c", code, work, str(SECONDS), *path]
    templates = str(plan.template_folders[-1])
    try:
        done = run(words, seconds=4 * SECONDS + 20, given=pickle.dumps(plan), memory=MEMORY)
    except EngineError as error:
        said = str(error).partition(":")[0]
        raise InputError(Problem(templates, f"its templates cannot be rendered: {said}")) from None
    try:
        answer = json.loads(done.output)
    except ValueError:
        answer = None
    match answer:
        case {"texts": dict(texts)} if all(isinstance(text, str) for text in texts.values()):
            return texts
        case {"problems": [*problems]}:
            raise InputError(Problem(*problem) for problem in problems)
    said = _too_long(SECONDS) if done.code == -_BY_THE_SYSTEM else _last_line(done.said)
    raise InputError(Problem(templates, f"its templates cannot be rendered: {said}"))


def _too_long(seconds: int) -> str:
    return f"rendering takes more than {seconds} s"


_BY_THE_SYSTEM = 24
"""The signal SIGXCPU, which ends a process that no signal handler of Python can interrupt."""


def main(work: str, seconds: str) -> None:
    """The process that renders: reads a plan from the one that started it, and prints texts or problems as JSON."""
    from importlib import import_module

    module, _, name = work.partition(":")
    plan = pickle.load(sys.stdin.buffer)  # noqa: S301  (from the process that started this one)
    function = getattr(import_module(module), name)
    try:
        with _ending(int(seconds)):
            answer: dict[str, Any] = {"texts": function(plan)}
    except InputError as error:
        answer = {"problems": [(one.path, one.message, one.line, one.column) for one in error.problems]}
    except MemoryError:
        answer = {"problems": [(str(plan.template_folders[-1]), _NO_MEMORY, None, None)]}
    sys.stdout.write(json.dumps(answer))


_NO_MEMORY = f"rendering takes more than {MEMORY >> 20} MiB of memory"


@contextmanager
def _ending(seconds: int) -> Iterator[None]:
    """Interrupts the block after so many seconds of work, and lets it fill no files; where the system can."""
    if sys.platform == "win32":
        yield
        return
    import resource

    def late(*_: object) -> None:
        raise LimitError(_too_long(seconds))

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 5, seconds + 10))
    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class _Loader(jinja2.BaseLoader):
    """Regular files inside the folders, of any of which the first counts."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = list(folders)

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        """The text of a template and its path. Raises TemplateNotFound, and InputError for what is no regular file."""
        parts = template.split("/")
        if any(part in ("", "..", ".") or "\\" in part or "\0" in part for part in parts):
            raise jinja2.TemplateNotFound(template)
        for folder in self._folders:
            path = folder.joinpath(*parts)
            if path.exists() or path.is_symlink():
                return self._read(folder, path), str(path), None
        raise jinja2.TemplateNotFound(template)

    def _read(self, folder: Path, path: Path) -> str:
        if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            raise InputError(Problem(str(path), "is not a regular file inside the templates folder"))
        if path.stat().st_size > MAX_TEXT:
            raise InputError(Problem(str(path), f"is larger than {MAX_TEXT >> 20} MiB"))
        try:
            return path.read_text("utf-8")
        except UnicodeDecodeError:
            raise InputError(Problem(str(path), "is not UTF-8")) from None


def _limited(parts: Iterator[str]) -> Iterator[str]:
    """The parts of a text; too many are an error in the template where it is then."""
    size = 0
    for part in parts:
        size += len(part)
        if size > MAX_TEXT:
            parts.throw(LimitError(f"renders more than {MAX_TEXT >> 20} MiB"))  # type: ignore[attr-defined]
        yield part


def _problem(name: str, error: Exception) -> Problem:
    """The error, at the innermost line of a template that it came from."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    place = (frames[-1].filename, frames[-1].lineno) if frames else (name, None)
    match error:
        case jinja2.TemplateNotFound():
            said = f"there is no template {error.name}"
        case MemoryError():
            said = _NO_MEMORY
        case RecursionError():
            said = "the templates include or call each other without end"
        case _:
            said = str(error) or type(error).__name__
    return Problem(place[0], said, place[1])


def _last_line(said: str) -> str:
    return re.sub(r"\s+", " ", said.rpartition("\n")[2]) or "the process that renders them died"
