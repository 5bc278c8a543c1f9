"""The words that can stand in the columns of choice, in English and Chinese."""

from tracker.models import ObservationStatus, Qualifier, Reliability

from ..layout.names import normalised


def _by_word(groups: dict[str, str]) -> dict[str, str]:
    """Each word, in the form names are compared in, with the value it stands for."""
    return {normalised(word): value for value, words in groups.items() for word in (value, *words.split())}


QUALIFIERS = _by_word(
    {
        Qualifier.EXACT: "精确 =",
        Qualifier.ABOUT: "约 左右 约数 近 接近 ~",
        Qualifier.AT_LEAST: "以上 不低于 不少于 至少 >= ≥",
        Qualifier.MORE_THAN: "超过 突破 超 大于 >",
        Qualifier.AT_MOST: "以内 不超过 至多 <= ≤",
        Qualifier.LESS_THAN: "低于 不足 不到 <",
    }
)
STATUSES = _by_word(
    {
        ObservationStatus.FINAL: "最终 正式 核定",
        ObservationStatus.PROVISIONAL: "preliminary 初步 初步核算 快报",
        ObservationStatus.ESTIMATED: "预计 初步测算 估计",
    }
)
RELIABILITIES = _by_word({Reliability.OFFICIAL: "官方", Reliability.PRESS: "媒体", Reliability.OTHER: "其他"})
