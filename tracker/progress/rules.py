"""The rule set new verdicts are given under."""

from tracker import assessment
from tracker.models import RuleSet


def current_rule_set() -> RuleSet:
    """The stored rule set of the program's default rules; made the first time it is asked for."""
    rules = assessment.DEFAULT_RULES
    row, _created = RuleSet.objects.get_or_create(
        code=rules.code,
        defaults={"name": "标准规则 1", "name_en": "Standard rules 1", "rules": rules.to_json()},
    )
    return row


def current_rules() -> assessment.Rules:
    """The default rules themselves, without a query."""
    return assessment.DEFAULT_RULES
