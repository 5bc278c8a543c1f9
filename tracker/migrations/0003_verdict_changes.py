from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0002_planned_paths_and_mappings'),
    ]

    operations = [
        migrations.AddField(
            model_name='verdict',
            name='changes',
            field=models.JSONField(blank=True, default=list, verbose_name='why it was recorded'),
        ),
    ]
