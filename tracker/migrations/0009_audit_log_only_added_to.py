"""The database itself refuses to change or remove an entry of the audit log.

On SQLite removing stays possible, because emptying a table between tests is a DELETE there; PostgreSQL, where
the data of an office live, refuses both.
"""

from django.db import migrations

_REFUSAL = "audit entries are only added to"

_POSTGRESQL = f"""
CREATE FUNCTION tracker_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER audit_only_added_to BEFORE UPDATE OR DELETE ON tracker_auditentry
    FOR EACH ROW EXECUTE FUNCTION tracker_refuse_audit_change();
"""
_POSTGRESQL_BACK = """
DROP TRIGGER audit_only_added_to ON tracker_auditentry;
DROP FUNCTION tracker_refuse_audit_change();
"""
_SQLITE = f"""
CREATE TRIGGER audit_only_added_to BEFORE UPDATE ON tracker_auditentry
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""
_SQLITE_BACK = "DROP TRIGGER audit_only_added_to"


def _run(statements):
    def run(apps, schema_editor):
        # Not split at semicolons: a trigger has some of its own.
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statements[schema_editor.connection.vendor])

    return run


class Migration(migrations.Migration):
    dependencies = [("tracker", "0008_people_and_review")]
    operations = [
        migrations.RunPython(
            _run({"postgresql": _POSTGRESQL, "sqlite": _SQLITE}),
            _run({"postgresql": _POSTGRESQL_BACK, "sqlite": _SQLITE_BACK}),
        )
    ]
