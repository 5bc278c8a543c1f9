# Django ships no types, so everything in it is Any to mypy. Only its enumerations are described (db/models):
# taken as Any, their members would look like plain tuples.
from typing import Any

def __getattr__(name: str) -> Any: ...
