"""The external programs that tests run, from the same place where users get them, and how a random test is repeated."""

from collections.abc import Generator
from pathlib import Path

import pytest

from smguard.toolchain import require
from support import scale


def pytest_runtest_setup() -> None:
    scale.begun.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test says how to draw the documents that it failed on."""
    report = yield
    if report.failed and scale.begun:
        report.sections.append(("random documents", scale.again()))
    return report


@pytest.fixture(scope="session")
def opa() -> Path:
    return require("opa", print).path


@pytest.fixture(scope="session")
def conftest_bin() -> Path:
    return require("conftest", print).path


@pytest.fixture(scope="session")
def regal() -> Path:
    return require("regal", print).path
