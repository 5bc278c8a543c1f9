"""The statements that turn staged rows into observations, the same text on both engines.

`r` is a staged row; `{wanted}` the condition that it is to be stored.
"""

#: Which staged rows of a change set are stored, as decided.
WANTED = 'r.change_set_id = %(set)s AND r."then" IN ({outcomes}){unwarned}'

_SERIES = "JOIN tracker_series s ON s.indicator_id = r.indicator_id AND s.jurisdiction_id = r.jurisdiction_id"

#: The series of the rows; both statements below go by them.
DROP = "DROP TABLE IF EXISTS wanted_series"
MAKE_WANTED = """
CREATE TEMPORARY TABLE wanted_series AS
SELECT DISTINCT r.indicator_id, r.jurisdiction_id FROM tracker_stagedrow r WHERE {wanted}
"""

#: Series of known indicators and jurisdictions that nothing was stored of before.
MAKE_SERIES = """
INSERT INTO tracker_series (code, indicator_id, jurisdiction_id)
SELECT j.code || '.' || i.code, i.id, j.id
FROM wanted_series w
JOIN tracker_indicator i ON i.id = w.indicator_id
JOIN tracker_jurisdiction j ON j.id = w.jurisdiction_id
WHERE NOT EXISTS (
    SELECT 1 FROM tracker_series s WHERE s.indicator_id = i.id AND s.jurisdiction_id = j.id
)
ORDER BY j.code || '.' || i.code
ON CONFLICT DO NOTHING
"""

#: In one order, so that imports of the same series wait for each other at the door and not crosswise inside.
LOCK_SERIES = """
SELECT COUNT(*) FROM (
    SELECT s.id FROM wanted_series w
    JOIN tracker_series s ON s.indicator_id = w.indicator_id AND s.jurisdiction_id = w.jurisdiction_id
    ORDER BY s.id FOR NO KEY UPDATE OF s
) locked
"""

#: PostgreSQL alone: references are checked with each batch, not all at the end, which takes as long but
#: lets the progress that is told be the progress that is made.
CHECK_AT_ONCE, CHECK_LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"

PROPOSALS = """
SELECT DISTINCT r.proposal FROM tracker_stagedrow r WHERE {wanted} AND r.proposal IS NOT NULL
"""

WITHDRAW = """
UPDATE tracker_observation
SET withdrawn_at = %(now)s, withdrawn_by_id = %(by)s, withdrawn_reason = %(reason)s, preferred = FALSE
WHERE withdrawn_at IS NULL AND id IN (
    SELECT r.stored_id FROM tracker_stagedrow r WHERE {wanted} AND r."then" = 'correction'
)
"""

CORRECTIONS = """
SELECT COUNT(*) FROM tracker_stagedrow r WHERE {wanted} AND r."then" = 'correction'
"""

STORE = f"""
INSERT INTO tracker_observation (
    series_id, period, period_start, period_end, document_id, published_on, published_precision, known_from,
    value, unit_id, written, qualifier, obs_status, missing_reason, section, quote, start, figure,
    figure_start, derivation, note, preferred, preferred_reason, withdrawn_reason, state, change_set_id,
    recorded_at
)
SELECT s.id, r.period, r.period_start, r.period_end, COALESCE(r.document_id, d.document_id), r.published_on,
    r.published_precision, r.known_from, r.value, r.unit_id, r.written, r.qualifier, r.obs_status,
    r.missing_reason, r.section, r.quote, r.start, r.figure, r.figure_start, r.derivation, r.note,
    FALSE, '', '', %(state)s, r.change_set_id, %(now)s
FROM tracker_stagedrow r {_SERIES}
LEFT JOIN tracker_stageddocument d ON d.change_set_id = r.change_set_id AND d.number = r.proposal
WHERE {{wanted}} AND r.position > %(after)s AND r.position <= %(upto)s
"""

#: Which figure stands in the place of which: both are of one identity, of which only the new one stands.
NOTE_REPLACEMENTS = """
INSERT INTO tracker_replacement (change_set_id, wrong_id, right_id)
SELECT r.change_set_id, w.id, o.id
FROM tracker_stagedrow r
JOIN tracker_observation w ON w.id = r.stored_id
JOIN tracker_observation o ON o.series_id = w.series_id AND o.period_end = w.period_end
    AND COALESCE(o.period_start, '0001-01-01') = COALESCE(w.period_start, '0001-01-01')
    AND o.document_id = w.document_id AND o.published_on = w.published_on
    AND o.withdrawn_at IS NULL
WHERE {wanted} AND r."then" = 'correction'
"""
