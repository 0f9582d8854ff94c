"""Templates of one's own may be a stranger's: they see data and nothing else, and they end."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from smguard.bundle import template
from smguard.bundle.plan import Plan
from smguard.bundle.render import render, render_here
from smguard.errors import InputError
from smguard.shipped import folder
from support.workbench import shipped_plan


def own(place: Path, text: str) -> Path:
    """A templates folder whose require_condition renders the text."""
    (place / "rules").mkdir(parents=True)
    described = folder("templates") / "rules/require_condition.yaml"
    (place / "rules/require_condition.yaml").write_bytes(described.read_bytes())
    (place / "rules/require_condition.rego.j2").write_text(text)
    return place


def planned(templates: Path) -> Plan:
    return replace(shipped_plan(), template_folders=(folder("templates"), templates))


def rendered(place: Path, text: str, *, here: bool = True) -> str:
    """What the template makes of the first rule of its kind; in this process, unless told otherwise."""
    plan = planned(own(place, text))
    slug = next(rule.slug for rule in plan.rules if rule.kind == "require_condition")
    return (render_here if here else render)(plan)[f"smguard/rules/{slug}/{slug}.rego"]


REACHING = {
    "class": "{{ ''.__class__.__mro__ | rego }}",
    "subclasses": "{{ ''.__class__.__base__.__subclasses__() | rego }}",
    "class by item": "{{ ''['__class__'] | rego }}",
    "class by attr": "{{ (''|attr('__class__')) | rego }}",
    "class by attr, escaped": "{{ (''|attr('\\x5f\\x5fclass\\x5f\\x5f')) | rego }}",
    "class by attr, built": "{{ (''|attr('_' ~ '_class_' ~ '_')) | rego }}",
    "class by map": "{{ ['']|map(attribute='__class__')|list | rego }}",
    "class by select": "{{ ['']|selectattr('__class__')|list | rego }}",
    "class by group": "{{ ['']|groupby('__class__')|list | rego }}",
    "class by sort": "{{ ['', 'a']|sort(attribute='__class__')|list | rego }}",
    "format": "{{ '{0.__class__}'.format('') | rego }}",
    "format by map": "{{ ['{0.__class__}']|map('format', '')|map(attribute='format')|list | rego }}",
    "format of a method": "{% set f = '{0.__class__.__init__}'.format %}{{ f(rule) | rego }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': 1}) | rego }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() | rego }}",
    "cycler, made": "{{ cycler('a').__init__.__globals__ | rego }}",
    "joiner": "{{ joiner.__init__.__globals__ | rego }}",
    "namespace": "{{ namespace.__init__.__globals__ | rego }}",
    "lipsum": "{{ lipsum.__globals__ | rego }}",
    "range": "{{ range.__class__ | rego }}",
    "self": "{{ self._TemplateReference__context | rego }}",
    "self, initialised": "{{ self.__init__.__globals__ | rego }}",
    "loop": "{% for x in [1] %}{{ loop._iterator | rego }}{% endfor %}",
    "loop, class": "{% for x in [1] %}{{ loop.__class__ | rego }}{% endfor %}",
    "macro": "{% macro m() %}{% endmacro %}{{ m._environment | rego }}",
    "macro, globals": "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ | rego }}",
    "imported": "{% import 'rules/header.rego.j2' as m with context %}{{ m.__class__ | rego }}",
    "undefined": "{{ nothing.__class__ | rego }}",
    "undefined's exception": "{{ (nothing|default('')).__class__ | rego }}",
    "method of the data": "{{ rule.asked.__func__ | rego }}",
    "method of ours": "{{ rule.resolved({}) | rego }}",
    "method of a source": "{{ rule.source.locate([]) | rego }}",
    "field's default": "{{ rule.__dataclass_fields__ | rego }}",
    "change of a value": "{{ rule.parameters.update({}) | rego }}",
    "change of a list": "{% set x = [] %}{{ x.append(1) | rego }}",
    "encoding": "{{ 'a'.encode() | rego }}",
    "random": "{{ [1, 2]|random | rego }}",
}


@pytest.mark.parametrize("name", REACHING)
def test_template_reaches_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        rendered(tmp_path / "own", f"\n{REACHING[name]}\n")
    assert str(raised.value).startswith(f"{tmp_path}/own/rules/require_condition.rego.j2:2: ")
    assert "\n" not in str(raised.value)


ORDINARY = {
    "fields": ("{{ rule.kind | rego }}", '"require_condition"'),
    "property": ("{{ rule.slug | rego_name | length }}", ""),
    "strings": ("{{ 'a-b'.upper().replace('-', '_') | rego }}", '"A_B"'),
    "format": ("{{ '{0}{1}'.format(1, 'x') | rego }}", '"1x"'),
    "percent": ("{{ '%s' | format('x') | rego }}", '"x"'),
    "dict": ("{{ {'a': 1}.items() | list | rego }}", '[["a", 1]]'),
    "attribute": ("{{ [rule] | map(attribute='kind') | list | rego }}", '["require_condition"]'),
    "loop": ("{% for x in range(3) %}{{ loop.index | rego }}{% endfor %}", "123"),
    "cycler": ("{% set c = cycler('a', 'b') %}{{ c.next() | rego }}{{ c.next() | rego }}", '"a""b"'),
    "namespace": ("{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a | rego }}", "2"),
    "macro": ("{% macro m(x) %}{{ x | rego }}{% endmacro %}{{ m(1) }}{{ m.name | rego }}", '1"m"'),
    "sets": ("{{ dict(a=1).get('a') | rego }}", "1"),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_template_computes_with_data(name: str, tmp_path: Path) -> None:
    text, expected = ORDINARY[name]
    assert rendered(tmp_path / "own", text).startswith(expected)


def test_template_of_ones_own_renders_the_same_in_its_process(tmp_path: Path) -> None:
    shipped = folder("templates") / "rules/require_condition.rego.j2"
    plan = planned(own(tmp_path / "own", shipped.read_text()))
    assert render(plan) == render_here(plan) == render(shipped_plan())


ENDLESS = {
    "loops": (
        "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "2: rendering takes more than 1 s",
    ),
    "a range": ("\n{% for a in range(10**9) %}{% endfor %}", "2: Range too big. The sandbox blocks ranges larger than"),
    "a power": ("\n{{ (7 ** (9 ** 10)) | rego }}", "its templates cannot be rendered: rendering takes more than 1 s"),
    "output": (
        "{% set x = 'x' * 99999 %}\n{% for a in range(999) %}{{ x }}{% endfor %}",
        "2: renders more than 16 MiB",
    ),
    "a text": ("\n{{ ('x' * 10 ** 11) | rego }}", "2: rendering takes more than 1024 MiB of memory"),
    "a width": ("\n{{ 'x' | center(10 ** 11) | rego }}", "2: rendering takes more than 1024 MiB of memory"),
    "a format": ("\n{{ '%099999999999d' | format(1) | rego }}", "2: "),
    "includes": (
        '\n{% include "rules/require_condition.rego.j2" %}',
        "2: the templates include or call each other without end",
    ),
    "macros": (
        "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}",
        "1: the templates include or call each other without end",
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_template_ends(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, said = ENDLESS[name]
    monkeypatch.setattr(template, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(InputError) as raised:
        rendered(tmp_path / "own", text, here=False)
    # What runs in one step of Python has no line.
    place, _, rest = str(raised.value).partition(": " if name == "a power" else ".j2:")
    assert place.startswith(f"{tmp_path}/own")
    assert rest.startswith(said)
    assert time.monotonic() - began < 60


def test_template_is_a_regular_file_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    made = own(tmp_path / "own", '\n{% include "x.j2" %}\n')
    place = made / "x.j2"
    plan = planned(made)
    told = {}
    makes: dict[str, Callable[[], object]] = {
        "link out": lambda: place.symlink_to(tmp_path / "secret"),
        "dangling": lambda: place.symlink_to("nowhere"),
        "folder": place.mkdir,
        "pipe": lambda: os.mkfifo(place),
    }
    for name, make in makes.items():
        make()
        with pytest.raises(InputError) as raised:
            render(plan)
        told[name] = str(raised.value)
        place.rmdir() if name == "folder" else place.unlink()
    assert told == dict.fromkeys(told, f"{place}: is not a regular file inside the templates folder")
    (made / "inside.j2").write_text("hello")
    place.symlink_to("inside.j2")
    assert "\nhello" in "".join(render(plan).values())


def test_process_that_renders_has_no_secret_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMGUARD_TEST_SECRET", "hunter2")
    plan = planned(own(tmp_path / "own", "x"))
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import os\n"
        "def work(plan):\n"
        f"    file = os.open({str(tmp_path / 'written')!r}, os.O_WRONLY | os.O_CREAT)\n"
        "    try:\n        os.write(file, b'x')\n"
        "    except OSError as error:\n"
        "        return {'secret': str(os.environ.get('SMGUARD_TEST_SECRET')), 'wrote': error.strerror}\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert template.render_apart(plan, "probe:work") == {"secret": "None", "wrote": "File too large"}
