"""The rule set new verdicts are given under."""

from tracker import assessment
from tracker.models import RuleSet

from ..prepared import Given, Prepared, row_of

_COLUMNS = ("id", "code", "name", "name_en", "rules", "note")
_STORED = Prepared(lambda: RuleSet.objects.filter(code=Given("code")).order_by().values_list(*_COLUMNS))


def current_rule_set() -> RuleSet:
    """The stored rule set of the program's default rules; made the first time it is asked for."""
    rules = assessment.DEFAULT_RULES
    for values in _STORED.rows(code=rules.code):
        return row_of(RuleSet, zip(_COLUMNS, values, strict=True))
    row, _created = RuleSet.objects.get_or_create(
        code=rules.code,
        defaults={"name": "标准规则 1", "name_en": "Standard rules 1", "rules": rules.to_json()},
    )
    return row


def current_rules() -> assessment.Rules:
    """The default rules themselves, without a query."""
    return assessment.DEFAULT_RULES
