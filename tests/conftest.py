"""The external programs that tests run, from the same place where users get them."""

from pathlib import Path

import pytest

from smguard.toolchain import require


@pytest.fixture(scope="session")
def opa() -> Path:
    return require("opa", print).path


@pytest.fixture(scope="session")
def conftest_bin() -> Path:
    return require("conftest", print).path


@pytest.fixture(scope="session")
def regal() -> Path:
    return require("regal", print).path
