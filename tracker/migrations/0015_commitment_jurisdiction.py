"""A commitment knows its plan's jurisdiction: filled in here, and demanded once all rows have it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Give every commitment the jurisdiction of its plan."""
    Commitment, Plan = apps.get_model("tracker", "Commitment"), apps.get_model("tracker", "Plan")
    own = Plan.objects.filter(pk=OuterRef("plan")).values("jurisdiction")
    Commitment.objects.update(jurisdiction=Subquery(own))


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0014_unusual_rows'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='jurisdiction',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='tracker.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
