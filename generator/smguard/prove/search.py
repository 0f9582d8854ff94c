"""The search for a request in which all of some clauses hold: depth first, one alternative after another.

A clause is a list of alternatives, an alternative some atoms. Atoms of one dimension are decided together, see
dimension.py; dimensions do not depend on each other, but for the values of policy variables, which are given.
"""

from collections.abc import Mapping, Sequence

from smguard.prove.dimension import decide, extended
from smguard.prove.form import UndecidedError
from smguard.prove.request import Alternative, Atom, Setting, Values, dimension_of

MOST_CASES = 3_000
"""The alternatives that are tried for one statement, action and kind of principal."""

Clause = Sequence[Alternative]
State = Mapping[str, frozenset[Atom]]


def solve(setting: Setting, clauses: Sequence[Clause]) -> Values | None:
    """Values of all keys with which every clause holds; None if there are none. Raises UndecidedError."""
    return _Search(setting).run(clauses)


class _Search:
    """One search; its answers for a dimension are kept."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.cases = 0
        self.answers: dict[tuple[str, frozenset[Atom]], Values | None] = {}

    def run(self, clauses: Sequence[Clause]) -> Values | None:
        ordered = sorted((list(dict.fromkeys(clause)) for clause in clauses if () not in clause), key=len)
        found = self.search({}, ordered)
        if found is None:
            return None
        together: Values = {}
        for dimension, atoms in found.items():
            together |= self.answer(dimension, atoms) or {}
        return together

    def search(self, state: State, clauses: Sequence[Clause]) -> State | None:
        if not clauses:
            return state
        for alternative in clauses[0]:
            self.cases += 1
            self.setting.budget.spend(cases=1)
            if self.cases > MOST_CASES:
                raise UndecidedError(f"more than {MOST_CASES} cases of conditions")
            after = self.with_(state, alternative)
            found = self.search(after, clauses[1:]) if after is not None else None
            if found is not None:
                return found
        return None

    def with_(self, state: State, atoms: Alternative) -> State | None:
        after = dict(state)
        touched: dict[str, list[Atom]] = {}
        for atom in atoms:
            touched.setdefault(dimension_of(atom.key), []).append(atom)
        for dimension, new in touched.items():
            before = state.get(dimension, frozenset())
            after[dimension] = before | frozenset(new)
            self.keep(dimension, before, new)
            if self.answer(dimension, after[dimension]) is None:
                return None
        return after

    def keep(self, dimension: str, before: frozenset[Atom], new: Sequence[Atom]) -> None:
        """Keeps an answer that meets more than it was asked for."""
        key = (dimension, before | frozenset(new))
        answer = self.answers.get((dimension, before))
        if key not in self.answers and answer is not None:
            more = extended(dimension, answer, new)
            if more is not None:
                self.answers[key] = more

    def answer(self, dimension: str, atoms: frozenset[Atom]) -> Values | None:
        key = (dimension, atoms)
        if key not in self.answers:
            self.answers[key] = decide(self.setting, dimension, atoms)
        return self.answers[key]
