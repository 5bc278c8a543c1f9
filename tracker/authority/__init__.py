"""Who may do what with which rows: the one place that every door asks.

Two things are needed: a *right*, which groups give, and a *remit*, which says for which places and
departments it holds. A superuser has both; work without a user comes from the command line, whose operator
could change the database anyway. Who asks through a token has no more than it was made for: `User.has_perm`
cuts rights down to it, and `scope_of` remits. Rows outside the remits of a user are to them what they are to
the public.
"""

from .addresses import client_address
from .rights import (
    ALONE,
    CHANGE,
    DELETE,
    ENTER,
    LOOK,
    PUBLISH,
    REVIEW,
    actor,
    has_part,
    may,
    may_publish_alone,
    others_entries,
    own_entries,
    refusal,
    require,
    require_right,
    right,
)
from .scopes import FigureScope, Scope, covered_by, covers, figure_scope_of, scope_of, visible_to, within
from .sets import change_sets_of

__all__ = [
    "ALONE",
    "CHANGE",
    "DELETE",
    "ENTER",
    "LOOK",
    "PUBLISH",
    "REVIEW",
    "FigureScope",
    "Scope",
    "actor",
    "change_sets_of",
    "client_address",
    "covered_by",
    "covers",
    "figure_scope_of",
    "has_part",
    "may",
    "may_publish_alone",
    "others_entries",
    "own_entries",
    "refusal",
    "require",
    "require_right",
    "right",
    "scope_of",
    "visible_to",
    "within",
]
