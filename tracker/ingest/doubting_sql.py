"""The statements that bring the figures of a series together, staged and stored, the same on both engines.

A *family* is an indicator with those tied to it (its growth, its change), named by the level: their figures
are held against each other. Rows come family by family within a place.
"""

MAKE_FAMILIES = (
    "CREATE TEMPORARY TABLE staged_family (indicator_id bigint PRIMARY KEY, family bigint NOT NULL)"
)
ADD_FAMILY = "INSERT INTO staged_family (indicator_id, family) VALUES (%s, %s)"
#: PostgreSQL alone (see `comparing_sql.TELL_PLANNER`, which holds for the whole transaction).
TELL_PLANNER = "ANALYZE staged_family"
DROP = "DROP TABLE IF EXISTS staged_family"

_ORDER = "ORDER BY 1, 2, 3, ends, published, 11"
_STORED_OUTCOMES = """r.change_set_id = %(set)s AND r."then" IN ('new', 'revised', 'correction')"""

#: The figures that the file brings.
STAGED = f"""
SELECT r.jurisdiction_id, f.family, r.indicator_id,
    CAST(r.period_start AS text), CAST(r.period_end AS text) AS ends, CAST(r.published_on AS text) AS
    published, CAST(r.value AS text), r.unit_id, r.written, r.qualifier, r.position
FROM tracker_stagedrow r JOIN staged_family f ON f.indicator_id = r.indicator_id
WHERE {_STORED_OUTCOMES} AND r.value IS NOT NULL
{_ORDER}
"""

#: The published figures of the same families and places, but for those that corrections replace.
STORED = f"""
SELECT s.jurisdiction_id, f.family, s.indicator_id,
    CAST(o.period_start AS text), CAST(o.period_end AS text) AS ends, CAST(o.published_on AS text) AS
    published, CAST(o.value AS text), o.unit_id, o.written, o.qualifier, -o.id
FROM (
    SELECT DISTINCT r.jurisdiction_id, f.family
    FROM tracker_stagedrow r JOIN staged_family f ON f.indicator_id = r.indicator_id
    WHERE {_STORED_OUTCOMES} AND r.value IS NOT NULL
) w
JOIN staged_family f ON f.family = w.family
JOIN tracker_series s ON s.indicator_id = f.indicator_id AND s.jurisdiction_id = w.jurisdiction_id
JOIN tracker_observation o ON o.series_id = s.id
WHERE o.withdrawn_at IS NULL AND o.state = 'published' AND o.value IS NOT NULL AND o.id NOT IN (
    SELECT r.stored_id FROM tracker_stagedrow r
    WHERE r.change_set_id = %(set)s AND r."then" = 'correction' AND r.stored_id IS NOT NULL
)
{_ORDER}
"""

WARN = """
UPDATE tracker_stagedrow SET warned = TRUE, problems = %s, outcome = %s
WHERE position = %s AND change_set_id = %s
"""
