"""Counts of every two groupings: what commitments are filed under is counted anew."""

from collections import Counter
from itertools import combinations

from django.db import migrations, models

#: Rows stored at once.
_BATCH = 2000


def count(apps, schema_editor):
    """Count what is filed."""
    Filed, Tally = (apps.get_model("tracker", name) for name in ("Filed", "Tally"))
    counts = Counter()
    for counted in Filed.objects.exclude(counted="").values_list("counted", flat=True).iterator(_BATCH):
        counts.update(places(counted))
    Tally.objects.bulk_create(
        (
            Tally(grouping=grouping, key=key, beside=beside, other=other, status=status, number=number)
            for (grouping, key, beside, other, status), number in counts.items()
        ),
        batch_size=_BATCH,
    )


def places(counted):
    jurisdiction, plan, topic, year, status, departments = counted.split(" ")
    keys = [(1, topic), (2, plan), (4, jurisdiction), (5, year)]
    keys += [(3, each or 0) for each in departments.split(",")]
    groups = sorted((grouping, int(key)) for grouping, key in keys)
    for group in groups:
        yield *group, 0, 0, status
    for first, second in combinations(groups, 2):
        yield *first, *second, status


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0022_targets_in_work'),
    ]

    operations = [
        migrations.DeleteModel(name='Tally'),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grouping', models.PositiveSmallIntegerField(verbose_name='counted by')),
                ('key', models.BigIntegerField(verbose_name='group')),
                ('beside', models.PositiveSmallIntegerField(verbose_name='and by')),
                ('other', models.BigIntegerField(verbose_name='second group')),
                ('status', models.CharField(max_length=12, verbose_name='status')),
                ('number', models.IntegerField(verbose_name='difference')),
            ],
            options={
                'verbose_name': 'difference in a count',
                'verbose_name_plural': 'differences in counts',
                'indexes': [
                    models.Index(fields=['grouping', 'beside', 'key'], name='tally_by_first'),
                    models.Index(fields=['grouping', 'beside', 'other'], name='tally_by_second'),
                ],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
