"""Exact fractions as digits, in PostgreSQL: what `plain_decimal` makes of them."""

from django.db import migrations

# Of a fraction, divided by a factor: exact where it ends within twelve decimals, else rounded half up to six, or to
# as many more as it takes to lie on the same side of every limit. Without trailing zeros.
_CREATE = """
CREATE FUNCTION tracker_digits(fraction text, factor text, limits numeric[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    n numeric := split_part(fraction, '/', 1)::numeric;
    d numeric := coalesce(nullif(split_part(fraction, '/', 2), ''), '1')::numeric;
    ten numeric;
    shown numeric;
BEGIN
    IF d = 1 AND factor = '1' AND scale(n) = 0 THEN
        RETURN n::text;
    END IF;
    IF factor <> '1' THEN
        n := n * coalesce(nullif(split_part(factor, '/', 2), ''), '1')::numeric;
        d := d * split_part(factor, '/', 1)::numeric;
    END IF;
    IF mod(n * 1000000000000, d) = 0 THEN
        RETURN trim_scale(div(n * 1000000000000, d) * 0.000000000001)::text;
    END IF;
    FOR places IN 6..12 LOOP
        ten := ('1e' || places)::numeric;
        shown := sign(n) * div(2 * abs(n) * ten + d, 2 * d) * ('1e-' || places)::numeric;
        -- A fraction that does not end is no limit, and rounding never passes one: it can only fall on it.
        EXIT WHEN shown <> ALL (limits);
    END LOOP;
    RETURN trim_scale(shown)::text;
END $$
"""


def create(apps, schema_editor):
    """Only PostgreSQL copies lists."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_CREATE)


def drop(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION tracker_digits(text, text, numeric[])")


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0024_reliability_in_words'),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
