"""Messages in the words of programs: parameters by their names, where the command line has options."""

import re

from syriakb.errors import SyriakbError

# A message may hold words of whoever asks, in quotes, and commands to type: those stay as they are.
_OPTION = re.compile(r"('(?:[^'\\]|\\.)*'|\b(?:syriakb|sql) [^.,;]*)|--([a-z][a-z-]*)")


def by_name(error: SyriakbError) -> SyriakbError:
    """The error with the names of parameters in the place of options, as `as_of` for `--as-of`."""
    message = _OPTION.sub(lambda found: found[1] or found[2].replace("-", "_"), str(error))
    error.args = (message,)
    return error
