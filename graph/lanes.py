"""Rows of prices as vectors of the processor: one instruction for several columns, where a loop takes one at a time.

Every array here is contiguous and its last axis has ``COLUMNS`` floats; rows are counted over all axes before it. The
compiler does not make vectors of a loop over columns, as two rows might overlap; here they never do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import config, types
from numba.extending import intrinsic

COLUMNS = 1 + 3 * 3  #: the number of trainings, then each mix of weeks and cents with each toll (see ``rates``)
_ROW = ir.VectorType(ir.DoubleType(), COLUMNS)
Make = Callable[[Any, Any, Any], Any]  #: from builder, one row and another, what becomes of the one


def _pointer(context: Any, builder: Any, kind: Any, array: Any, row: Any) -> Any:
    data = context.make_array(kind)(context, builder, array).data
    start = builder.gep(data, [builder.mul(row, ir.Constant(row.type, COLUMNS))])
    return builder.bitcast(start, _ROW.as_pointer())


def _on_rows(make: Make, swaps: bool = False) -> Any:
    """``f(into, i, rows, j)``: row ``i`` of the first becomes what is made of it and of row ``j`` of the other."""

    def operation(typing: Any, into: Any, i: Any, rows: Any, j: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            target = _pointer(context, builder, signature.args[0], given[0], given[1])
            source = _pointer(context, builder, signature.args[2], given[2], given[3])
            one, other = builder.load(target, align=8), builder.load(source, align=8)
            builder.store(make(builder, one, other), target, align=8)
            if swaps:
                builder.store(_highest(builder, one, other), source, align=8)
            return context.get_dummy_value()

        return types.void(into, types.intp, rows, types.intp), code

    return intrinsic(operation)


def _lowest(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.fcmp_ordered("<", one, other), one, other)


def _highest(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.fcmp_ordered("<", one, other), other, one)


def _added(builder: Any, one: Any, other: Any) -> Any:
    return builder.fadd(one, other)


def _taken(builder: Any, one: Any, other: Any) -> Any:
    return builder.fsub(one, other)


def _copied(builder: Any, one: Any, other: Any) -> Any:
    return other


def _scaled(typing: Any, into: Any, i: Any, rows: Any, j: Any, factor: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        target = _pointer(context, builder, signature.args[0], given[0], given[1])
        source = _pointer(context, builder, signature.args[2], given[2], given[3])
        factors = ir.Constant(_ROW, ir.Undefined)
        for column in range(COLUMNS):
            factors = builder.insert_element(factors, given[4], ir.Constant(ir.IntType(32), column))
        other = builder.fmul(builder.load(source, align=8), factors)
        builder.store(_lowest(builder, builder.load(target, align=8), other), target, align=8)
        return context.get_dummy_value()

    return types.void(into, types.intp, rows, types.intp, types.float64), code


#: Row ``i`` is brought down to a factor times row ``j`` of the other, column by column.
lower_scaled: Any = intrinsic(_scaled)
#: The lower of two rows comes into the first, the higher into the other, column by column.
order = _on_rows(_lowest, swaps=True)
#: Row ``j`` of the other is added to row ``i``, taken from it, or put in its place.
add, take, put_row = _on_rows(_added), _on_rows(_taken), _on_rows(_copied)

if config.DISABLE_JIT:  # type: ignore[attr-defined]  # the same without compiled code

    def _plain(make: Callable[[Any, Any], Any]) -> Any:
        def operation(into: Any, i: int, rows: Any, j: int) -> None:
            into.reshape(-1, COLUMNS)[i] = make(into.reshape(-1, COLUMNS)[i], rows.reshape(-1, COLUMNS)[j])

        return operation

    def lower_scaled(into: Any, i: int, rows: Any, j: int, factor: float) -> None:
        """See above."""
        here = into.reshape(-1, COLUMNS)
        here[i] = [min(a, b * factor) for a, b in zip(here[i], rows.reshape(-1, COLUMNS)[j], strict=True)]

    def order(into: Any, i: int, rows: Any, j: int) -> None:
        """See above."""
        one, other = into.reshape(-1, COLUMNS)[i].copy(), rows.reshape(-1, COLUMNS)[j].copy()
        into.reshape(-1, COLUMNS)[i] = [min(a, b) for a, b in zip(one, other, strict=True)]
        rows.reshape(-1, COLUMNS)[j] = [max(a, b) for a, b in zip(one, other, strict=True)]

    add, take = _plain(lambda one, other: one + other), _plain(lambda one, other: one - other)
    put_row = _plain(lambda one, other: other)
