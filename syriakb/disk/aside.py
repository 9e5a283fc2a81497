"""What is too much for the memory is set aside in a temporary file, which nobody else sees and which ends with it."""

from collections.abc import Iterable, Iterator
from typing import IO, Generic, TypeVar

from syriakb.disk.replace import reason
from syriakb.errors import StoreError

T = TypeVar("T")
_HELD = 1 << 20  # bytes that are kept in memory, so that little is answered where there is no room


class Aside(Generic[T]):
    """Things in an order, each read again as it is asked for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __del__(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[T]:
        import pickle

        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # which this process wrote
            except EOFError:
                return


def set_aside(things: Iterable[T]) -> Aside[T]:
    """Write things down one by one. Raises StoreError where there is no room for them."""
    import pickle
    from tempfile import SpooledTemporaryFile

    file = SpooledTemporaryFile(_HELD)  # noqa: SIM115 - it ends with what reads it
    aside = Aside[T](file)
    try:
        for each in things:
            pickle.dump(each, file, pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        raise StoreError(f"No temporary file can be written: {reason(error)}. Nothing was changed.") from None
    return aside
