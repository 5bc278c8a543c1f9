"""The statements that find which staged rows have company, the same text on both engines.

A *place* is a series and a period, by its days. Dates and decimals come back as text, which both engines
write alike. The temporary tables live as long as the comparing.
"""

_BEGINS = "COALESCE({0}.period_start, '0001-01-01')"
_R, _O = _BEGINS.format("r"), _BEGINS.format("o")
_CHECKED = "r.change_set_id = %(set)s AND r.indicator_id IS NOT NULL"
_SERIES = f"SELECT DISTINCT r.indicator_id, r.jurisdiction_id FROM tracker_stagedrow r WHERE {_CHECKED}"
# The figures of the series first, then those of them whose place a row has: row by figure it would be a
# million pairs where a thousand vintages of one period meet a thousand stored ones.
_FIGURES = f"""
CROSS JOIN tracker_series s
CROSS JOIN tracker_observation o
WHERE s.indicator_id = w.indicator_id AND s.jurisdiction_id = w.jurisdiction_id AND o.series_id = s.id
    AND o.withdrawn_at IS NULL AND (s.indicator_id, s.jurisdiction_id, o.period_end, {_O}) IN (
        SELECT r.indicator_id, r.jurisdiction_id, r.period_end, {_R} FROM tracker_stagedrow r WHERE {_CHECKED}
    )
"""

#: The series of the staged rows; only one with fewer ends of periods than rows can hold two rows of a place.
MAKE_SERIES = f"""
CREATE TEMPORARY TABLE staged_series AS
SELECT r.indicator_id, r.jurisdiction_id, COUNT(*) > COUNT(DISTINCT r.period_end) AS crowded
FROM tracker_stagedrow r WHERE {_CHECKED} GROUP BY r.indicator_id, r.jurisdiction_id
"""

#: The stored figures in the places of the staged rows.
MAKE_MEETINGS = f"""
CREATE TEMPORARY TABLE staged_meeting AS
SELECT o.id AS observation_id, s.indicator_id, s.jurisdiction_id, o.period_end, {_O} AS begins
FROM staged_series w {_FIGURES}
"""

#: Staged rows that are not alone in their place.
MAKE_COMPANY = f"""
CREATE TEMPORARY TABLE staged_company AS
SELECT position FROM (
    SELECT r.position, COUNT(*) OVER (
        PARTITION BY r.indicator_id, r.jurisdiction_id, r.period_end, {_R}
    ) AS beside
    FROM tracker_stagedrow r WHERE {_CHECKED} AND (r.indicator_id, r.jurisdiction_id) IN (
        SELECT indicator_id, jurisdiction_id FROM staged_series WHERE crowded
    )
) crowd
WHERE beside > 1
UNION
SELECT r.position FROM tracker_stagedrow r
WHERE {_CHECKED} AND (r.indicator_id, r.jurisdiction_id, r.period_end, {_R}) IN (
    SELECT indicator_id, jurisdiction_id, period_end, begins FROM staged_meeting
)
"""

#: PostgreSQL alone: room for a file's rows in memory, plans for all rows rather than the first few, and
#: statistics of what has just been written, without which it joins row by row.
TELL_PLANNER = (
    "SET LOCAL work_mem = '64MB'",
    "SET LOCAL cursor_tuple_fraction = 1.0",
    "SET LOCAL jit = off",
    "ANALYZE tracker_stagedrow (change_set_id, position, indicator_id, jurisdiction_id, period_end)",
)
_TEMPORARY = ("staged_series", "staged_meeting", "staged_company", "staged_ending")
TELL_PLANNER_OF_SERIES = ("ANALYZE staged_series",)
TELL_PLANNER_MORE = ("ANALYZE staged_meeting", "ANALYZE staged_company")
DROP = tuple(f"DROP TABLE IF EXISTS {name}" for name in _TEMPORARY)

_SUMS = "COUNT(*), COALESCE(SUM({0}), 0), COALESCE(SUM(({0} & 65535) * ({0} & 65535)), 0)"
#: How many figures stand in the places of the staged rows, and two sums over their numbers, which change when
#: one comes or goes.
WORLD_MET = f"SELECT {_SUMS.format('observation_id')} FROM staged_meeting"
#: The same of the moment, without the temporary table.
WORLD_NOW = f"SELECT {_SUMS.format('o.id')} FROM ({_SERIES}) w {_FIGURES}"

STAGED = f"""
SELECT r.indicator_id, r.jurisdiction_id, CAST(r.period_end AS text) AS ends, CAST({_R} AS text) AS begins,
    r.position, r.number, r.warned, CAST(r.problems AS text),
    COALESCE(r.document_id, -r.proposal), CAST(r.published_on AS text), CAST(r.value AS text), r.unit_id,
    r.written, r.qualifier, r.obs_status, r.section, r.quote, r.start, r.derivation, r.note,
    r.qualifier_stated, r.obs_status_stated
FROM staged_company c JOIN tracker_stagedrow r ON r.position = c.position AND r.change_set_id = %(set)s
ORDER BY 1, 2, 3, 4, r.position
"""

STORED = f"""
SELECT s.indicator_id, s.jurisdiction_id, CAST(o.period_end AS text) AS ends, CAST({_O} AS text) AS begins,
    o.id, o.document_id, CAST(o.published_on AS text), CAST(o.value AS text), o.unit_id,
    o.written, o.qualifier, o.obs_status, o.section, o.quote, o.start, o.derivation, o.note
FROM staged_meeting m
JOIN tracker_observation o ON o.id = m.observation_id
JOIN tracker_series s ON s.id = o.series_id
ORDER BY 1, 2, 3, 4, o.id
"""

_ENDING = ("outcome", '"then"', "warned", "problems", "stored_id", "before_id", "before_said")
#: The columns a correction keeps of the row it replaces, where it says nothing itself.
_KEPT = (
    *("section", "quote", "start", "derivation", "note"),
    *("qualifier", "obs_status", "figure", "figure_start"),
)
#: On PostgreSQL endings are copied into a table of their own, and then written beside their rows at a stroke.
MAKE_ENDINGS = f"""
CREATE TEMPORARY TABLE staged_ending AS
SELECT {", ".join(_ENDING + _KEPT)}, position, FALSE AS keeps FROM tracker_stagedrow WITH NO DATA
"""
COPY_ENDINGS = "COPY staged_ending FROM STDIN"
NOTHING_KEPT = (None,) * len(_KEPT)
UPDATE_FROM_ENDINGS = (
    "ANALYZE staged_ending",
    f"""
UPDATE tracker_stagedrow r SET {", ".join(f"{name} = e.{name}" for name in _ENDING)}
FROM staged_ending e WHERE r.change_set_id = %(set)s AND r.position = e.position
""",
    f"""
UPDATE tracker_stagedrow r SET {", ".join(f"{name} = e.{name}" for name in _KEPT)}
FROM staged_ending e WHERE r.change_set_id = %(set)s AND r.position = e.position AND e.keeps
""",
)

_ROW = "WHERE position = %s AND change_set_id = %s"
#: On SQLite they are written one by one.
UPDATE_ENDING = f"UPDATE tracker_stagedrow SET {', '.join(f'{name} = %s' for name in _ENDING)} {_ROW}"
UPDATE_KEPT = f"UPDATE tracker_stagedrow SET {', '.join(f'{name} = %s' for name in _KEPT)} {_ROW}"
