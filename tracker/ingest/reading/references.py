"""Columns of a sheet by their letters: A is the first, AA the twenty-seventh."""


def place_of(letters: str) -> int:
    """The place of a column by its letters: 0 for A, 26 for AA."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_of(place: int) -> str:
    """The letters of a column: A for 0, AA for 26."""
    letters, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(65 + last) + letters
    return letters
