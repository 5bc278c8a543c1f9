"""The command line speaks both languages, and each sentence once where they do not differ."""

from django.utils.translation import gettext

from tracker.management.bilingual import both, in_both


def test_a_sentence_is_said_in_chinese_first():
    chinese, english = in_both(lambda: gettext("Simplified Chinese")).split("\n")

    assert (chinese, english) == ("简体中文", "Simplified Chinese")


def test_values_are_filled_in_as_they_are():
    assert both("{one} of {other}", one="{other}", other="%s") == "{other} of %s"
