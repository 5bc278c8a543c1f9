"""The statements that bring the figures of a series together, staged and stored.

A *family* is an indicator with those tied to it (its growth, its change), named by the level: their figures
are held against each other. The same text runs on both engines but for what `DIALECTS` fills in.
"""

DROP = ("DROP TABLE IF EXISTS staged_suspect", "DROP TABLE IF EXISTS staged_family")
MAKE_FAMILIES = (
    "CREATE TEMPORARY TABLE staged_family "
    "(indicator_id bigint PRIMARY KEY, family bigint NOT NULL, kind varchar(5) NOT NULL)",
    "CREATE INDEX staged_family_members ON staged_family (family)",
)
ADD_FAMILY = "INSERT INTO staged_family (indicator_id, family, kind) VALUES (%s, %s, %s)"
#: PostgreSQL alone (see `comparing.sql`, which holds for the whole transaction).
TELL_PLANNER = "ANALYZE staged_family"
TELL_PLANNER_MORE = "ANALYZE staged_suspect"

#: How an engine reads a value as a number, and a day's year and month.
DIALECTS = {
    "postgresql": {
        "number": "CAST({0}.value AS double precision)",
        "year": "date_part('year', {0})",
        "month": "date_part('month', {0})",
    },
    "sqlite": {
        "number": "CAST({0}.value AS REAL)",
        "year": "CAST(substr({0}, 1, 4) AS INTEGER)",
        "month": "CAST(substr({0}, 6, 2) AS INTEGER)",
    },
}

_BROUGHT = """
r.change_set_id = %(set)s AND r."then" IN ('new', 'revised', 'correction') AND r.value IS NOT NULL
"""
_STAGED = f"""
FROM tracker_stagedrow r JOIN staged_family f ON f.indicator_id = r.indicator_id
WHERE {_BROUGHT}
"""
#: Published figures of families in places, but for those that corrections replace. The tables stand in the
#: order in which SQLite, which keeps to it, finds them by their indexes.
_STORED = """
CROSS JOIN staged_family f
CROSS JOIN tracker_series s
CROSS JOIN tracker_observation o
WHERE f.family = w.family AND s.indicator_id = f.indicator_id AND s.jurisdiction_id = w.jurisdiction_id
    AND o.series_id = s.id AND o.withdrawn_at IS NULL AND o.state = 'published' AND o.value IS NOT NULL
    AND o.id NOT IN (
        SELECT r.stored_id FROM tracker_stagedrow r
        WHERE r.change_set_id = %(set)s AND r."then" = 'correction' AND r.stored_id IS NOT NULL
    )
"""
_FIGURE = """
    CAST({0}.period_start AS text), CAST({0}.period_end AS text) AS ends,
    CAST({0}.published_on AS text) AS published,
    CAST({0}.value AS text), {0}.unit_id, {0}.written, {0}.qualifier
"""
_ORDER = "ORDER BY 1, 2, 3, ends, published, 11"

#: The figures that the file brings, of places and families that need a closer look.
STAGED = f"""
SELECT r.jurisdiction_id, f.family, r.indicator_id, {_FIGURE.format("r")}, r.position
{_STAGED} AND EXISTS (
    SELECT 1 FROM staged_suspect w WHERE w.jurisdiction_id = r.jurisdiction_id AND w.family = f.family
)
{_ORDER}
"""
#: The stored ones of the same.
STORED = f"""
SELECT s.jurisdiction_id, f.family, s.indicator_id, {_FIGURE.format("o")}, -o.id
FROM staged_suspect w {_STORED} {_ORDER}
"""

#: What periods have in common that compare with each other: at least what `assessment` calls their shape.
_SORT = (
    "CASE WHEN {0}.period_start = {0}.period_end THEN 0"
    " ELSE {month_of_start} * 100 + {month_of_end} + ({year_of_end} - {year_of_start}) * 10000 END"
)


def make_suspects(vendor: str) -> str:
    """The places and families where any figure may be unlike the others, or one indicator is tied to another.

    All others are plain: every figure of a sort of period is within a factor of two of every other (a rate
    within ten points and not fifty times as much), and no two are equal. Then no rule can raise a doubt.
    """
    staged, stored = _number_and_sort(vendor, "r"), _number_and_sort(vendor, "o")
    return f"""
CREATE TEMPORARY TABLE staged_suspect AS
SELECT x.jurisdiction_id, f.family
FROM (
    SELECT jurisdiction_id, indicator_id, sort, COUNT(*) AS figures, COUNT(DISTINCT number) AS numbers,
        MIN(number) AS least, MAX(number) AS most, MIN(unit_id) AS unit, MAX(unit_id) AS other_unit
    FROM (
        SELECT r.jurisdiction_id, r.indicator_id, r.unit_id, {staged}
        FROM tracker_stagedrow r WHERE {_BROUGHT}
        UNION ALL
        SELECT s.jurisdiction_id, s.indicator_id, o.unit_id, {stored}
        FROM (
            SELECT DISTINCT b.jurisdiction_id, f.family FROM (
                SELECT DISTINCT r.jurisdiction_id, r.indicator_id FROM tracker_stagedrow r WHERE {_BROUGHT}
            ) b JOIN staged_family f ON f.indicator_id = b.indicator_id
        ) w {_STORED}
    ) every_figure
    GROUP BY jurisdiction_id, indicator_id, sort
) x
JOIN staged_family f ON f.indicator_id = x.indicator_id
GROUP BY x.jurisdiction_id, f.family
HAVING MIN(x.indicator_id) < MAX(x.indicator_id) OR MAX(CASE
    WHEN f.kind = 'none' OR x.sort IS NULL OR x.figures = 1 THEN 0
    WHEN x.unit < x.other_unit OR x.least <= 0 THEN 1
    WHEN f.kind = 'level' AND x.figures = x.numbers AND x.most < 1.99 * x.least THEN 0
    WHEN f.kind = 'rate' AND x.most < 9.99 + x.least AND x.most < 49 * x.least THEN 0
    ELSE 1 END) = 1
"""


def _number_and_sort(vendor: str, table: str) -> str:
    dialect = DIALECTS[vendor]
    ends = {
        f"{part}_of_{end}": dialect[part].format(f"{table}.period_{end}")
        for part in ("year", "month")
        for end in ("start", "end")
    }
    return f"{dialect['number'].format(table)} AS number, {_SORT.format(table, **ends)} AS sort"


WARN = """
UPDATE tracker_stagedrow SET warned = TRUE, problems = %s, outcome = %s
WHERE position = %s AND change_set_id = %s
"""
