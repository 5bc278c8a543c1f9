"""Counts of traits, and all by due year: what is filed is filled in with its traits and counted anew."""

from collections import Counter
from functools import reduce
from itertools import combinations
from operator import or_

from django.db import migrations, models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

#: Rows stored at once.
_BATCH = 2000
_TRAIT = 5
_HAS = {
    1: Q(current_verdict__method_sensitive=True),
    2: Q(current_verdict__vintage_sensitive=True),
    3: Q(headline=True),
    4: Q(checkable=False),
    5: Q(binding="expected"),
    6: Q(binding="binding"),
    7: Q(modality="strive"),
    8: Q(modality="contend"),
}


def fill(apps, schema_editor):
    """File the traits of what is counted, and count it."""
    Commitment, Filed, Tally = (apps.get_model("tracker", name) for name in ("Commitment", "Filed", "Tally"))
    words = (Case(When(has, then=Value(f" {trait}")), default=Value("")) for trait, has in _HAS.items())
    told = Commitment.objects.filter(pk=OuterRef("pk")).annotate(told=Concat(*words)).values("told")
    having = Commitment.objects.filter(reduce(or_, _HAS.values())).order_by().values("pk")
    filed = Filed.objects.exclude(counted="")
    filed.filter(pk__in=having).update(counted=Concat("counted", Subquery(told)))
    counts = Counter()
    for counted in filed.values_list("counted", flat=True).iterator(_BATCH):
        counts.update(places(counted))
    Tally.objects.bulk_create(
        (
            Tally(
                grouping=grouping, key=key, beside=beside, other=other, year=year, status=status, number=number
            )
            for (grouping, key, beside, other, year, status), number in sorted(counts.items())
        ),
        batch_size=_BATCH,
    )


def places(counted):
    jurisdiction, plan, topic, year, status, departments, *traits = counted.split(" ")
    keys = [(1, topic), (2, plan), (4, jurisdiction)]
    keys += [(3, each or 0) for each in departments.split(",")]
    groups = sorted((grouping, int(key)) for grouping, key in keys)
    end = (int(year), status)
    for group in groups:
        yield *group, 0, 0, *end
    for first, second in combinations(groups, 2):
        yield *first, *second, *end
    for trait in traits:
        place = (_TRAIT, int(trait))
        yield *place, 0, 0, *end
        for group in groups:
            yield *group, *place, *end


def uncount(apps, schema_editor):
    """Have everything counted anew when it is judged the next time."""
    apps.get_model("tracker", "Filed").objects.update(counted="")


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0026_shown_beside'),
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
                ('year', models.PositiveSmallIntegerField(verbose_name='due year')),
                ('status', models.CharField(max_length=12, verbose_name='status')),
                ('number', models.IntegerField(verbose_name='difference')),
            ],
            options={
                'verbose_name': 'difference in a count',
                'verbose_name_plural': 'differences in counts',
                'indexes': [
                    models.Index(fields=['grouping', 'beside', 'key'], include=['year', 'status', 'number'], name='tally_by_first'),
                    models.Index(fields=['grouping', 'beside', 'other'], name='tally_by_second'),
                ],
            },
        ),
        migrations.RunPython(fill, uncount),
    ]
