"""Arrays lent to compiled code: the same arrays, without the counting of who refers to them.

Compiled code counts references each time an array leaves a tuple, which took a fifth of the time of a
route search: its tuples hold dozens of arrays and are handed to small functions millions of times.
"""

from __future__ import annotations

from typing import Any

from numba.core import types
from numba.extending import intrinsic

from graph.jit import njit


def _uncounted(builder: Any, kind: Any, value: Any) -> Any:
    """The same value, its arrays belonging to nobody; numbers stay as they are."""
    if isinstance(kind, types.Array):
        fields = value.type.elements
        for place in (0, 1):  # what counts the references, and the Python object that owns the memory
            value = builder.insert_value(value, fields[place](None), place)
        return value
    if isinstance(kind, types.Tuple | types.UniTuple):
        for place, inner in enumerate(kind.types):
            value = builder.insert_value(value, _uncounted(builder, inner, builder.extract_value(value, place)), place)
        return value
    return value


def _lent(typingctx: Any, arrays: Any) -> Any:
    """The arrays (one, or a tuple, nested or not) uncounted; whoever lends must hold them until the last use.

    An argument of the calling function is held by its caller; for what was made on the spot, see ``hold``.
    """

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return _uncounted(builder, arrays, args[0])

    return arrays(arrays), build


lent: Any = intrinsic(_lent)


@njit()
def hold(arrays: Any) -> int:
    """Nothing, but that the arrays are held until here."""
    return 0
