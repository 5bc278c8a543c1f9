from benchmarks.measure import Figure, compare, table


def test_the_first_way_is_the_measure_of_the_others():
    figures = compare(
        "adding", 10, {"plain": lambda: sum(range(10)), "other": lambda: sum(range(10))}, rounds=3
    )

    assert [figure.way for figure in figures] == ["plain", "other"]
    assert figures[0].ratio == 1


def test_every_way_runs_once_before_it_is_timed():
    calls = []

    compare("adding", 1, {"plain": lambda: calls.append(1)}, rounds=2)

    assert len(calls) == 3


def test_the_table_aligns_its_numbers_to_the_right():
    lines = table(
        [Figure("reading", "plain", 1000, 0.5, 1), Figure("reading", "fast", 1000, 0.25, 0.5)]
    ).splitlines()

    assert lines[1] == "reading  plain  1,000  500.0    2,000   1.00"
    assert lines[2] == "reading  fast   1,000  250.0    4,000   0.50"
