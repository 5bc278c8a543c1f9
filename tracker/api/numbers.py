"""Numbers of JSON, as the API reads them."""


class Number(str):
    """A number in its digits: `1.10` stays what was sent, and `1e-05` is written out."""

    __slots__ = ()
