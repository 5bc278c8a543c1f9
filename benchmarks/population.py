"""A database of any size to measure on: commitments with a series of their own and four figures each."""

from django.db import connection

from tracker.models import (
    Commitment,
    Document,
    Indicator,
    Jurisdiction,
    Observation,
    Plan,
    Series,
    Target,
    Verdict,
)

FIGURES = 4
YEARS = (2018, 2019, 2020, 2021)

_TABLES = {
    model.__name__: model._meta.db_table
    for model in (Commitment, Document, Indicator, Jurisdiction, Observation, Plan, Series, Target, Verdict)
}

_STATEMENTS = """
INSERT INTO tracker_unit (symbol, name_en, dimension, factor) VALUES ('家', 'firms', '家', 1);
INSERT INTO tracker_topic (code, name, name_en, position) VALUES ('bench', 'bench', '', 0);
INSERT INTO tracker_jurisdiction (code, name, name_en, level) VALUES ('410100', 'bench', '', 'prefecture');
INSERT INTO tracker_document
    (code, title, publisher, published_on, published_precision, kind, reliability, url, file_sha256, note)
    SELECT 'd' || y, 'd' || y, 'bench', make_date(y + 1, 1, 30), 'day', 'work_report', 'official', '', '', ''
    FROM generate_series(2017, 2021) y;
INSERT INTO tracker_plan
    (code, name, name_en, kind, jurisdiction_id, period_start, period_end, document_id, state)
    SELECT 'bench', 'bench', '', 'annual', j.id, '2021-01-01', '2021-12-31', d.id, 'published'
    FROM tracker_jurisdiction j, tracker_document d WHERE d.code = 'd2020';
INSERT INTO tracker_indicator
    (code, name, name_en, kind, direction, form, unit_id, definition, topic_id, basis, counted_from)
    SELECT 'i' || n, 'i' || n, '', 'flow', 'up', 'level', u.id, '', t.id, '', ''
    FROM generate_series(1, {items}) n, tracker_unit u, tracker_topic t;
INSERT INTO tracker_series (code, indicator_id, jurisdiction_id)
    SELECT '410100.' || i.code, i.id, j.id FROM tracker_indicator i, tracker_jurisdiction j;
INSERT INTO tracker_commitment
    (code, plan_id, number, statement, statement_en, series_id, topic_id, headline, modality, binding,
     checkable, unrateable_reason, entity, threshold_of, printed_as, reading_note, state,
     withdrawn_reason, status)
    SELECT 'bench-' || s.id, p.id, s.id, 'bench', '', s.id, t.id, false, 'plain', '', true,
           '', '', '', '', '', 'published', '', ''
    FROM tracker_series s, tracker_plan p, tracker_topic t;
INSERT INTO tracker_evidence
    (commitment_id, document_id, section, quote, start, figure, known_from)
    SELECT c.id, p.document_id, '', 'bench', c.number, '', '2021-01-30'
    FROM tracker_commitment c, tracker_plan p;
INSERT INTO tracker_target
    (commitment_id, document_id, published_on, published_precision, known_from, form, comparator, wording,
     value, unit_id, written, tolerance_kind, period, period_start, due, reference_note, reading_note, state)
    SELECT c.id, p.document_id, '2021-01-30', 'day', '2021-01-30', 'level', 'at_least', 'bare',
           100 + c.id % 7, u.id, '100', '', '2021', '2021-01-01', '2021-12-31', '', '', 'published'
    FROM tracker_commitment c, tracker_plan p, tracker_unit u;
INSERT INTO tracker_observation
    (series_id, period, period_start, period_end, document_id, published_on, published_precision,
     known_from, section, quote, figure, value, unit_id, written, qualifier, obs_status,
     missing_reason, derivation, note,
     preferred, preferred_reason, state, recorded_at, withdrawn_reason)
    SELECT s.id, y::text, make_date(y, 1, 1), make_date(y, 12, 31), d.id, d.published_on, 'day',
           d.published_on, '', '', '', 80 + (s.id + y) % 40, u.id,
           (80 + (s.id + y) % 40)::text, 'exact', 'final', '', '', '',
           false, '', 'published', now(), ''
    FROM tracker_series s, generate_series(2018, 2021) y, tracker_document d, tracker_unit u
    WHERE d.code = 'd' || y;
ANALYZE;
"""


def populate(items: int) -> None:
    """Fill empty tables with `items` commitments and four times as many figures (PostgreSQL only)."""
    empty()
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENTS.format(items=items))


def empty() -> None:
    """Empty every table the population fills."""
    tables = ", ".join([*_TABLES.values(), "tracker_unit", "tracker_topic", "tracker_evidence"])
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
