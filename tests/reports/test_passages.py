from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.passages import Span, passages

TEXT = "一、目标\n\n新增企业1000家，增长5%。\r\n力争完成。"


def span(words: str, number: int = 1, tone: str = "good", text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(number, start, start + len(words), tone)


def pieces(*spans: Span, text: str = TEXT) -> list[list[tuple[str, str]]]:
    return [[(piece.text, piece.tone) for piece in line.pieces] for line in passages(text, spans)]


def test_lines_without_words_are_left_out_and_headings_told():
    lines = passages(TEXT, [])

    assert [line.pieces[0].text for line in lines] == ["一、目标", "新增企业1000家，增长5%。", "力争完成。"]
    assert [line.is_heading for line in lines] == [True, False, False]


def test_a_clause_is_cut_out_of_its_line():
    assert pieces(span("增长5%"))[1] == [("新增企业1000家，", ""), ("增长5%", "good"), ("。", "")]


def test_a_long_line_that_is_numbered_is_no_heading():
    assert not passages("一、" + "长" * 60, [])[0].is_heading


def test_where_clauses_overlap_the_first_gives_the_tone():
    first, second = span("新增企业1000家，增长5%", 1, "bad"), span("增长5%", 2, "good")

    assert pieces(first, second)[1] == [("新增企业1000家，", "bad"), ("增长5%", "bad"), ("。", "")]


def test_numbers_stand_where_clauses_begin_and_end():
    long, short = span("新增企业1000家，增长5%", 1), span("新增企业1000家", 2)

    line = passages(TEXT, [long, short])[1]

    assert line.numbers == (1, 2)
    assert [(piece.begins, piece.ended) for piece in line.pieces] == [
        (True, (2,)),
        (False, (1,)),
        (False, ()),
    ]


def test_a_clause_over_two_lines_begins_in_the_first_and_ends_in_the_second():
    whole = Span(7, TEXT.index("增长5%"), TEXT.index("完成"), "good")

    _heading, first, second = passages(TEXT, [whole])

    assert (first.numbers, second.numbers) == ((7,), ())
    assert [piece.ended for line in (first, second) for piece in line.pieces] == [(), (), (7,), ()]


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(alphabet="目标增长5%。\n\r ", min_size=1, max_size=60))
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    found = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=8))
    return text, [Span(number, start, end, f"t{number}") for number, (start, end) in enumerate(found, 1)]


@given(texts_with_spans())
def test_no_word_is_lost_and_every_character_has_the_tone_of_its_first_clause(case):
    text, spans = case

    for line in passages(text, spans):
        for piece in line.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
            for place in range(piece.start, piece.start + len(piece.text)):
                over = [each.tone for each in spans if each.start <= place < each.end]
                assert piece.tone == (over[0] if over else "")
    shown = "".join(piece.text for line in passages(text, spans) for piece in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())
