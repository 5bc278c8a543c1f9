"""Who may do what with which rows: the one table that every door is driven through. docs/desk.md shows it.

A role is a group of `fixtures/roles.json`. A cell says with which rows its members may do it:

    all    with all there are
    own    with those their remits cover: a place with all in it, or in it what one department answers for
    place  with those of places that are theirs as a whole, whoever answers for them
    -      with none

Who enters or changes a row has had a hand in it, whatever their role, and never approves it.
A new act is a line here and a function in each door it can be done through (`tests/authority/doors/`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ROLES: Final = ("reader", "data entry", "reviewer", "publisher", "administrator")

TABLE: Final = """
rows        | what is done                     | reader | data entry | reviewer | publisher | administrator

commitment  | look at a public one             | all    | all        | all      | all       | all
commitment  | look at a draft                  | own    | own        | own      | own       | own
commitment  | enter                            | -      | place      | -        | -         | -
commitment  | change a draft                   | -      | own        | -        | -         | -
commitment  | delete a draft                   | -      | own        | -        | -         | -
commitment  | propose a change of a public one | -      | own        | -        | -         | -
commitment  | assign a draft                   | -      | own        | -        | -         | -
commitment  | propose to assign a public one   | -      | own        | -        | -         | -
commitment  | withdraw a draft                 | -      | own        | -        | -         | -
commitment  | propose to withdraw a public one | -      | own        | -        | -         | -
commitment  | submit                           | -      | own        | -        | -         | -
commitment  | return                           | -      | -          | own      | -         | -
commitment  | approve                          | -      | -          | own      | -         | -
commitment  | approve one's own                | -      | -          | -        | -         | -
commitment  | publish                          | -      | -          | -        | own       | -

target      | look at a public one             | all    | all        | all      | all       | all
target      | look at a draft                  | own    | own        | own      | own       | own
target      | enter                            | -      | own        | -        | -         | -
target      | change a draft                   | -      | own        | -        | -         | -
target      | delete a draft                   | -      | own        | -        | -         | -
target      | propose a change of a public one | -      | own        | -        | -         | -
target      | submit                           | -      | own        | -        | -         | -
target      | return                           | -      | -          | own      | -         | -
target      | approve                          | -      | -          | own      | -         | -
target      | approve one's own                | -      | -          | -        | -         | -
target      | publish                          | -      | -          | -        | own       | -

figure      | look at a public one             | all    | all        | all      | all       | all
figure      | look at a draft                  | own    | own        | own      | own       | own
figure      | enter                            | -      | own        | -        | -         | -
figure      | bring in by file                 | -      | own        | -        | -         | -
figure      | change a draft                   | -      | own        | -        | -         | -
figure      | propose a change of a public one | -      | own        | -        | -         | -
figure      | submit                           | -      | own        | -        | -         | -
figure      | return                           | -      | -          | own      | -         | -
figure      | approve                          | -      | -          | own      | -         | -
figure      | approve one's own                | -      | -          | -        | -         | -
figure      | publish                          | -      | -          | -        | own       | -
figure      | prefer                           | -      | -          | -        | own       | -
figure      | withdraw a draft                 | -      | own        | -        | -         | -
figure      | withdraw a public one            | -      | -          | -        | own       | -

file        | look at its record at the desk   | own    | own        | own      | own       | own
file        | look at its rows                 | -      | own        | -        | -         | -

new version | look at                          | own    | own        | own      | own       | own
new version | return                           | -      | -          | own      | -         | -
new version | approve                          | -      | -          | own      | -         | -
new version | approve one's own                | -      | -          | -        | -         | -
new version | publish                          | -      | -          | -        | own       | -
new version | give up                          | -      | -          | own      | -         | -

remark      | look at a public one             | all    | all        | all      | all       | all
remark      | look at a draft                  | own    | own        | own      | own       | own
remark      | enter                            | -      | own        | -        | -         | -
remark      | change a draft                   | -      | own        | -        | -         | -
remark      | delete a draft                   | -      | own        | -        | -         | -
remark      | propose a change of a public one | -      | own        | -        | -         | -
remark      | submit                           | -      | own        | -        | -         | -
remark      | return                           | -      | -          | own      | -         | -
remark      | approve                          | -      | -          | own      | -         | -
remark      | approve one's own                | -      | -          | -        | -         | -
remark      | publish                          | -      | -          | -        | own       | -

plan        | look at a public one             | all    | all        | all      | all       | all
plan        | look at a draft                  | place  | place      | place    | place     | place
plan        | enter                            | -      | place      | -        | -         | -
plan        | change a draft                   | -      | place      | -        | -         | -
plan        | submit                           | -      | place      | -        | -         | -
plan        | return                           | -      | -          | place    | -         | -
plan        | approve                          | -      | -          | place    | -         | -
plan        | approve one's own                | -      | -          | -        | -         | -
plan        | publish                          | -      | -          | -        | place     | -

document    | look at                          | all    | all        | all      | all       | all
document    | change                           | -      | all        | -        | -         | all
indicator   | look at                          | all    | all        | all      | all       | all
indicator   | change                           | -      | -          | -        | -         | all
department  | look at                          | all    | all        | all      | all       | all
department  | change                           | -      | -          | -        | -         | all
account     | change                           | -      | -          | -        | -         | all
audit log   | look at                          | all    | all        | all      | all       | all
"""

#: What somebody's remit is: Zhengzhou with all in it, or in Zhengzhou what its science bureau answers for.
REMITS: Final = ("place", "department")
#: Where a row is: of the department in the remit, of another one there, or of that department elsewhere.
WHERE: Final = ("own", "other department", "other place")
#: Which rows a remit covers.
COVERED: Final = {("place", "own"), ("place", "other department"), ("department", "own")}


@dataclass(frozen=True)
class Attempt:
    """Somebody of a role, with a remit, at a row that lies somewhere."""

    role: str
    remit: str
    where: str


@dataclass(frozen=True)
class Rule:
    """A line of the table."""

    rows: str
    act: str
    cells: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What the doors know it by."""
        return self.rows, self.act

    def __str__(self) -> str:
        return f"{self.rows}: {self.act}"

    def allows(self, attempt: Attempt) -> bool:
        """Whether the table lets it succeed."""
        cell = self.cells[ROLES.index(attempt.role)]
        if cell == "all":
            return True
        covered = (attempt.remit, attempt.where) in COVERED
        return covered and (cell == "own" or (cell == "place" and attempt.remit == "place"))

    def attempts(self) -> Iterator[Attempt]:
        """Everything that tells something: who may do it to the farthest row may do it to nearer ones, and
        who may not in their own place may not anywhere.
        """
        for role, cell in zip(ROLES, self.cells, strict=True):
            yield from (Attempt(role, *pair) for pair in _TELLING[cell])


#: Which remits and rows tell whether a cell is right.
_EACH_SIDE: Final = (
    ("place", "other department"), ("place", "other place"),
    ("department", "own"), ("department", "other department"), ("department", "other place"),
)  # fmt: skip
_TELLING: Final = {
    "all": (("department", "other place"),),
    "own": _EACH_SIDE,
    "place": _EACH_SIDE,
    "-": (("place", "own"),),
}


def _lines() -> Iterator[tuple[str, ...]]:
    for line in TABLE.splitlines():
        if line.strip():
            yield tuple(cell.strip() for cell in line.split("|"))


HEAD, *_BODY = _lines()
RULES: Final = [Rule(rows, act, tuple(cells)) for rows, act, *cells in _BODY]


def as_markdown() -> str:
    """The table as documents show it."""
    lines = [HEAD, ("---",) * len(HEAD), *((rule.rows, rule.act, *rule.cells) for rule in RULES)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
