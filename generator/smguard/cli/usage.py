"""What is told of a command line that cannot be understood: in our words, whatever typer's are."""

import re
from collections.abc import Sequence
from typing import Any

from smguard.errors import nearest

_NUMBERS = {"int": "a whole number", "float": "a number"}


def told(error: Any, root: Any, words: Sequence[str]) -> str:
    """The line for a usage error of typer's, without its "error: " at the front.

    `root` is the command of all commands, `words` what the user typed: not every error knows its command. typer keeps
    the classes of its usage errors to itself (and has moved them before), so they go by their names.
    """
    context = error.ctx
    help_ = f"see `{context.command_path if context else _command(root, words)} --help`"
    match type(error).__name__:
        case "NoSuchOption":
            known = [name for each in context.command.get_params(context) for name in each.opts] if context else []
            return f"there is no option {error.option_name}{nearest(error.option_name, known)}: {help_}"
        case "MissingParameter":
            return f"{_name(error)} is missing: {help_}"
        case "BadOptionUsage":
            needs = "requires" in error.message
            return f"{error.option_name} {'needs a value' if needs else 'takes no value'}: {help_}"
        case "BadParameter":
            return f"{_name(error)} takes {_values(error.param)}: {help_}"
    if extra := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", error.message, re.DOTALL):
        return f"unexpected argument {extra[1]}: {help_}"
    if unknown := re.match(r"No such command '(.*?)'", error.message, re.DOTALL):
        commands = getattr(context.command, "commands", {}) if context else {}
        return f'there is no command "{unknown[1]}"{nearest(unknown[1], commands)}: {help_}'
    if error.message.startswith("Missing command"):
        return f"a command is missing: {help_}"
    return f"the command line cannot be understood: {help_}"


def _command(root: Any, words: Sequence[str]) -> str:
    """The command that the user meant, as far as what was typed says."""
    path = [root.name]
    for word in words:
        if word not in getattr(root, "commands", {}):
            break
        root = root.commands[word]
        path.append(word)
    return " ".join(path)


def _name(error: Any) -> str:
    """The option as it is typed, or the argument as help calls it."""
    parameter = error.param
    if parameter is None:
        return "an argument"
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name).removesuffix("...").strip("[]").upper()


def _values(parameter: Any) -> str:
    """What a parameter takes."""
    descriptor = getattr(parameter, "type_descriptor", None)
    if choices := getattr(descriptor, "choices", None):
        names = [str(getattr(choice, "value", choice)) for choice in choices]
        return f"one of {', '.join(names)}"
    number = _NUMBERS.get(getattr(getattr(descriptor, "annotation", None), "__name__", ""), "")
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if number and least is not None and most is not None:
        return f"{number} from {least} to {most}"
    if number and least is not None:
        return f"{number} of at least {least}"
    return number or "another value"
