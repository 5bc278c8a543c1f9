"""Due date and distance from schedule beside the status, filled in for verdicts recorded before."""

from fractions import Fraction
from itertools import islice

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

_SIDES = {"at_least": "up", "more_than": "up", "at_most": "down", "less_than": "down"}
_HELD = ("flow", "stock", "ratio", "rate")
_BOUNDS = ("at_least", "more_than", "at_most", "less_than")
_BATCH = 2000


def fill(apps, schema_editor):
    """Bring commitments judged before to what judging them again would write beside their status."""
    Commitment, Target, Verdict = (
        apps.get_model("tracker", name) for name in ("Commitment", "Target", "Verdict")
    )
    judged = Commitment.objects.filter(current_verdict__isnull=False)
    aim = Target.objects.filter(verdicts__current_for=OuterRef("pk")).values("due")
    judged.update(due=Subquery(aim[:1]))
    verdicts = Verdict.objects.select_related(
        "target__unit", "latest__unit", "commitment__series__indicator"
    ).order_by("pk")
    rows = verdicts.iterator(chunk_size=_BATCH)
    while batch := list(islice(rows, _BATCH)):
        for verdict in batch:
            verdict.distance = distance(verdict)
        Verdict.objects.bulk_update(batch, ["distance"])
    share = Verdict.objects.filter(current_for=OuterRef("pk")).values("distance")
    judged.update(distance=Subquery(share[:1]))


def distance(verdict):
    """What `assessment.distance` says, from the stored row; of figures worked out from others nothing."""
    numbers = {name: Fraction(text) for name, text in verdict.numbers.items() if text is not None}
    done = numbers.get("progress", numbers.get("completion"))
    if "gap" in numbers:
        share = numbers["gap"] / 100
    elif done is not None:
        share = done - 1 if verdict.due else None
    else:
        share = _beyond(verdict)
    return None if share is None else float(max(-1000, min(1000, share)))


def _beyond(verdict):
    target, figure, series = verdict.target, verdict.latest, verdict.commitment.series
    if target is None or figure is None or series is None or figure.value is None or target.value is None:
        return None
    indicator = series.indicator
    one_sided = target.comparator != "exactly" and indicator.direction != "none"
    side = _SIDES.get(target.comparator) or (indicator.direction if one_sided else "")
    shared = bool(verdict.commitment.entity) and verdict.commitment.entity_count != 1
    if target.form != "level" or indicator.kind not in _HELD or shared or not side:
        return None
    if figure.qualifier in _BOUNDS or figure.series_id != series.pk or figure.unit is None:
        return None
    value = target.value if side == "up" or target.value_to is None else target.value_to
    aim = Fraction(value) * target.unit.factor
    away = Fraction(figure.value) * figure.unit.factor - aim
    return (away if side == "up" else -away) / abs(aim) if aim else None


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0005_observations_by_series'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='distance',
            field=models.FloatField(blank=True, db_index=True, editable=False, null=True, verbose_name='distance from schedule'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='due',
            field=models.DateField(blank=True, db_index=True, editable=False, null=True, verbose_name='due'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='distance',
            field=models.FloatField(blank=True, help_text='As a share, above zero ahead; rounded, to order by.', null=True, verbose_name='distance from schedule'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
