"""Commitments as searches and counts know them, with the indexes of words, filled in for those there are."""

from collections import Counter
from itertools import islice

import django.db.models.deletion
import tracker.models.filing
from django.db import migrations, models


_POSTGRESQL = """
CREATE FUNCTION tracker_bigrams(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_agg(DISTINCT substr(lower(words COLLATE "C"), place, 2)))
    FROM generate_series(1, length(words)) place
$$;
CREATE INDEX filed_words ON tracker_filed USING gin (tracker_bigrams(words));
"""
_SQLITE = "CREATE VIRTUAL TABLE tracker_words USING fts5(parts, tokenize='ascii', detail=none)"
_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_BATCH = 2000


def index(apps, schema_editor):
    """The index of every two neighbouring characters, in each engine's own way."""
    schema_editor.execute(_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE)


def unindex(apps, schema_editor):
    """Take it away again; in PostgreSQL the table takes its index along."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION tracker_bigrams(text) CASCADE")
    else:
        schema_editor.execute("DROP TABLE tracker_words")


def fill(apps, schema_editor):
    """File what was judged before as judging it again would."""
    Commitment, Filed, Tally = (apps.get_model("tracker", name) for name in ("Commitment", "Filed", "Tally"))
    judged = Commitment.objects.exclude(status="").filter(state="published", plan__state="published")
    rows = judged.select_related("series__indicator").prefetch_related(
        "series__indicator__aliases", "departments"
    )
    counts = Counter()
    found = rows.order_by("pk").iterator(chunk_size=_BATCH)
    while batch := list(islice(found, _BATCH)):
        filed = [Filed(commitment=row, words=words(row), counted=counted(row)) for row in batch]
        Filed.objects.bulk_create(filed)
        for row in batch:
            counts.update(places(row))
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.cursor() as cursor:
                parts = [(row.commitment_id, spelled(row.words)) for row in filed]
                cursor.executemany("INSERT INTO tracker_words (rowid, parts) VALUES (%s, %s)", parts)
    Tally.objects.bulk_create(
        Tally(scope=scope, grouping=grouping, key=key, status=status, number=number)
        for (scope, grouping, key, status), number in counts.items()
    )


def words(row):
    about = row.series and row.series.indicator
    names = [about.name, about.name_en, *sorted(each.name for each in about.aliases.all())] if about else []
    return "\n".join(text for text in (row.statement, row.statement_en, *names) if text)


def counted(row):
    departments = ",".join(sorted(str(each.pk) for each in row.departments.all()))
    year = row.due.year if row.due else 0
    return f"{row.jurisdiction_id} {row.plan_id} {row.topic_id} {year} {row.status} {departments}"


def places(row):
    departments = [each.pk for each in row.departments.all()] or [0]
    keys = [(1, row.topic_id), (2, row.plan_id), (4, row.jurisdiction_id), (5, row.due.year if row.due else 0)]
    for scope in (0, row.jurisdiction_id):
        for grouping, key in [*keys, *((3, department) for department in departments)]:
            yield scope, grouping, key, row.status


def spelled(text):
    small = text.translate(_SMALL)
    parts = {small[place : place + 2] for place in range(len(small))}
    return " ".join("".join(f"{ord(letter):06x}" for letter in part) for part in parts)


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0017_kept_answers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Filed',
            fields=[
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='filed', serialize=False, to='tracker.commitment', verbose_name='commitment')),
                ('words', tracker.models.filing.SearchText(verbose_name='words')),
                ('counted', models.TextField(blank=True, verbose_name='counted as')),
            ],
            options={
                'verbose_name': 'filed commitment',
                'verbose_name_plural': 'filed commitments',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.BigIntegerField(verbose_name='counted in')),
                ('grouping', models.PositiveSmallIntegerField(verbose_name='counted by')),
                ('key', models.BigIntegerField(verbose_name='group')),
                ('status', models.CharField(max_length=12, verbose_name='status')),
                ('number', models.IntegerField(verbose_name='difference')),
            ],
            options={
                'verbose_name': 'difference in a count',
                'verbose_name_plural': 'differences in counts',
                'indexes': [models.Index(fields=['scope', 'grouping'], name='tally_counted')],
            },
        ),
        migrations.RunPython(index, unindex),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
