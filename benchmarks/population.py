"""A database of any size to measure on: commitments with a series of their own and four figures each.

A quarter each are yearly flows that are due, with two vintages of the figure that decides; yearly rates that
are due; flows of the running year; and stocks on the way from a baseline to a target years ahead. They belong
to plans of five hundred and to twenty topics, and most have a department that answers for them. Their words
and values differ, so that no search and no number is the same for all.
"""

import os
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tracker.models import (
    Commitment,
    Department,
    Document,
    Indicator,
    Jurisdiction,
    Observation,
    Plan,
    Series,
    Tally,
    Target,
    Verdict,
)

#: Commitments of a plan.
IN_PLAN = 500
#: What is promised of what: told by the row's number `n`, so that words of every frequency occur.
_DEED = "(ARRAY['新增', '建成', '完成', '培育', '力争', '全年', '累计'])[n % 7 + 1]"
_THING = """(ARRAY['高新技术企业', '地区生产总值', '城镇新增就业', '规模以上工业', '技术合同成交额',
    '社会消费品', '进出口总额', '固定资产投资', '空气质量优良', '上云企业', '轨道交通', '公租房',
    '充电桩', '跨境电商', '研发投入', '居民收入', '养老床位', '博物馆', '绿地面积', '森林覆盖率',
    '垃圾分类', '光伏装机', '专精特新'])[n % 23 + 1]
    || CASE WHEN n % 4001 = 7 THEN '郑东新区' ELSE '' END"""
#: Figures of each commitment.
FIGURES = 4
#: Series of each place; there are as many places as it takes.
INDICATORS = 4000

_TABLES = {
    model.__name__: model._meta.db_table
    for model in (
        *(Commitment, Commitment.departments.through, Department, Document, Indicator, Jurisdiction),
        *(Observation, Plan, Series, Tally, Target, Verdict),
    )
}

_STATEMENTS = """
INSERT INTO tracker_unit (symbol, name_en, dimension, factor)
    VALUES ('家', 'firms', '家', 1), ('%', 'percent', 'percent', 1);
INSERT INTO tracker_topic (code, name, name_en, position)
    SELECT 'topic-' || n, '领域' || n, '', n FROM generate_series(0, 19) n;
INSERT INTO tracker_jurisdiction (code, name, name_en, level)
    SELECT (100000 + n)::text, '某市' || n, '', 'prefecture'
    FROM generate_series(0, ({items} - 1) / {indicators}) n;
INSERT INTO tracker_department (code, name, name_en, kind, jurisdiction_id)
    SELECT 'department-' || n, '某局' || n, '', 'bureau', NULL FROM generate_series(0, 39) n;
INSERT INTO tracker_document
    (code, title, publisher, published_on, published_precision, kind, reliability, url, file_sha256, note)
    SELECT code, code, 'bench', day, 'day', 'work_report', 'official', '', '', ''
    FROM (VALUES
        ('d2018', date '2019-01-30'), ('d2019', '2020-01-30'), ('d2020', '2021-01-30'),
        ('d2021', '2022-01-30'), ('spring', '2022-04-20'), ('summer', '2022-06-20')
    ) d (code, day);
INSERT INTO tracker_plan
    (code, name, name_en, kind, jurisdiction_id, period_start, period_end, document_id, state)
    SELECT j.code || '-2021-' || n, '某计划' || n, '', 'annual', j.id, '2021-01-01', '2021-12-31', d.id,
           'published'
    FROM tracker_jurisdiction j, generate_series(1, {indicators} / {in_plan}) n, tracker_document d
    WHERE d.code = 'd2020' ORDER BY j.id, n;
INSERT INTO tracker_indicator
    (code, name, name_en, kind, direction, form, unit_id, definition, topic_id, basis, counted_from)
    SELECT 'i' || n, {thing} || n, '', (ARRAY['flow', 'rate', 'flow', 'stock'])[n % 4 + 1], 'up', 'level',
           u.id, '', t.id, '', ''
    FROM generate_series(0, least({items}, {indicators}) - 1) n, tracker_topic t, tracker_unit u
    WHERE u.symbol = CASE n % 4 WHEN 1 THEN '%' ELSE '家' END AND t.position = n % 20 ORDER BY n;
INSERT INTO tracker_series (code, indicator_id, jurisdiction_id)
    SELECT j.code || '.' || i.code, i.id, j.id
    FROM tracker_jurisdiction j, tracker_indicator i ORDER BY j.id, i.id LIMIT {items};
INSERT INTO tracker_commitment
    (code, plan_id, number, jurisdiction_id, statement, statement_en, series_id, topic_id, headline, modality,
     binding, checkable, unrateable_reason, entity, threshold_of, printed_as, reading_note, state,
     withdrawn_reason, status)
    SELECT p.code || '-' || lpad((place % {in_plan} + 1)::text, 3, '0'), p.id, place % {in_plan} + 1,
           s.jurisdiction_id, {deed} || {thing} || (100 + n % 9901) || u.symbol, '', s.id, i.topic_id, false,
           'plain', '', true, '', '', '', '', '', 'published', '', ''
    FROM (SELECT s.*, s.id AS n, (s.id - 1) % {indicators} AS place FROM tracker_series s) s
    JOIN tracker_indicator i ON i.id = s.indicator_id JOIN tracker_unit u ON u.id = i.unit_id
    JOIN tracker_plan p ON p.id = (s.jurisdiction_id - 1) * ({indicators} / {in_plan}) + place / {in_plan} + 1
    ORDER BY s.id;
INSERT INTO tracker_commitment_departments (commitment_id, department_id)
    SELECT c.id, c.id * 7 % 40 + 1 FROM tracker_commitment c WHERE c.id % 10 > 0
    UNION ALL SELECT c.id, (c.id * 7 + 1) % 40 + 1 FROM tracker_commitment c WHERE c.id % 10 = 1;
INSERT INTO tracker_evidence
    (commitment_id, document_id, section, quote, start, figure, known_from)
    SELECT c.id, p.document_id, '', c.statement, c.number, '', '2021-01-30'
    FROM tracker_commitment c JOIN tracker_plan p ON p.id = c.plan_id;
INSERT INTO tracker_observation
    (series_id, period, period_start, period_end, document_id, published_on, published_precision,
     known_from, section, quote, figure, value, unit_id, written, qualifier, obs_status,
     missing_reason, derivation, note,
     preferred, preferred_reason, state, recorded_at, withdrawn_reason)
    SELECT s.id, p.period, CASE i.kind WHEN 'stock' THEN p.ends ELSE p.starts END, p.ends, d.id,
           d.published_on, 'day', d.published_on, '', '', '',
           p.part * (80 + (s.id * 7919 + p.year * 104729) % 4000 / 100.0), i.unit_id, '80',
           'exact', 'final', '', '', '', false, '', 'published', now(), ''
    FROM tracker_series s JOIN tracker_indicator i ON i.id = s.indicator_id
    JOIN (VALUES
        (0, 2019, '2019', date '2019-01-01', date '2019-12-31', 'd2019', 1),
        (0, 2020, '2020', '2020-01-01', '2020-12-31', 'd2020', 1),
        (0, 2021, '2021', '2021-01-01', '2021-12-31', 'd2021', 1),
        (0, 2022, '2021', '2021-01-01', '2021-12-31', 'spring', 1),
        (1, 2018, '2018', '2018-01-01', '2018-12-31', 'd2018', 1),
        (1, 2019, '2019', '2019-01-01', '2019-12-31', 'd2019', 1),
        (1, 2020, '2020', '2020-01-01', '2020-12-31', 'd2020', 1),
        (1, 2021, '2021', '2021-01-01', '2021-12-31', 'd2021', 1),
        (2, 2020, '2020', '2020-01-01', '2020-12-31', 'd2020', 1),
        (2, 2021, '2021', '2021-01-01', '2021-12-31', 'd2021', 1),
        (2, 2022, '2022-Q1', '2022-01-01', '2022-03-31', 'spring', 0.25),
        (2, 2023, '2022-01..05', '2022-01-01', '2022-05-31', 'summer', 0.4),
        (3, 2018, '2018', '2018-01-01', '2018-12-31', 'd2018', 1),
        (3, 2019, '2019', '2019-01-01', '2019-12-31', 'd2019', 1),
        (3, 2020, '2020', '2020-01-01', '2020-12-31', 'd2020', 1),
        (3, 2021, '2021', '2021-01-01', '2021-12-31', 'd2021', 1)
    ) p (sort, year, period, starts, ends, document, part) ON p.sort = (s.id - 1) % 4
    JOIN tracker_document d ON d.code = p.document;
INSERT INTO tracker_target
    (commitment_id, document_id, published_on, published_precision, known_from, form, comparator, wording,
     value, unit_id, written, tolerance_kind, period, period_start, due, baseline_id, reference_note,
     reading_note, state)
    SELECT c.id, p.document_id, '2021-01-30', 'day', '2021-01-30', 'level', 'at_least', 'bare',
           100 + c.id % 7, i.unit_id, '100', '', t.period, t.starts, t.due, b.id, '', '', 'published'
    FROM tracker_commitment c JOIN tracker_plan p ON p.id = c.plan_id
    JOIN tracker_series s ON s.id = c.series_id JOIN tracker_indicator i ON i.id = s.indicator_id
    JOIN (VALUES
        (0, '2021', date '2021-01-01', date '2021-12-31'), (1, '2021', '2021-01-01', '2021-12-31'),
        (2, '2022', '2022-01-01', '2022-12-31'), (3, '2025', '2025-12-31', '2025-12-31')
    ) t (sort, period, starts, due) ON t.sort = (s.id - 1) % 4
    LEFT JOIN tracker_observation b ON b.series_id = s.id AND b.period = '2020' AND i.kind = 'stock';
ANALYZE;
"""


def populate(items: int) -> None:
    """Fill empty tables with `items` commitments and four times as many figures (PostgreSQL only)."""
    empty()
    told = {
        "items": items,
        "indicators": INDICATORS,
        "in_plan": IN_PLAN,
        "deed": _DEED,
        "thing": f"({_THING})",
    }
    statements = _STATEMENTS
    for name, value in told.items():
        statements = statements.replace(f"{{{name}}}", str(value))
    with connection.cursor() as cursor:
        cursor.execute(statements)


def empty() -> None:
    """Empty every table the population fills."""
    tables = ", ".join([*_TABLES.values(), "tracker_unit", "tracker_topic", "tracker_evidence"])
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


def address() -> str:
    """The database that was filled, for other processes to connect to."""
    given = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(given._replace(path=f"/{connection.settings_dict['NAME']}"))
