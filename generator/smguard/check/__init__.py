"""Judging documents on the command line: inputs in, one decision over all of them, a report out."""
