"""python -m smguard."""

from smguard.cli import main

main()
