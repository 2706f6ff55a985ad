"""Columns and arrays in the work folder of a bulk folder: written whole, read by the rows that are asked for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from fogline.bulk.layout import Layout
from fogline.errors import BulkError

GROUP_ROWS = 20_000
"""Rows in a row group of columns of numbers."""

Array = NDArray[Any]


@contextmanager
def readable(layout: Layout, name: str) -> Iterator[None]:
    """A context in which the file *name* is read.

    Raises:
        BulkError: it cannot be, or what is in it is not what was written; says what mends that.
    """
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise unreadable(layout, name, error) from error


def unreadable(layout: Layout, name: str, error: Exception) -> BulkError:
    """What *error* on reading the file *name* means to the user."""
    why = str(error).strip().partition("\n")[0] or type(error).__name__
    folder, _, file = name.rpartition("/")
    mend = "remove the folder work"
    if not folder.startswith("work"):
        mend = f"remove marks/{file.partition('.')[0]}.json (that partition is then read anew)"
    return BulkError(f"{layout.root}/{name}: is damaged ({why}); {mend} and run it again")


def write_table(layout: Layout, name: str, columns: Any) -> None:
    """Write *columns*, an Arrow table or a mapping of arrays, as the Parquet file *name*, whole or not at all.

    Raises:
        BulkError: it cannot be written.
    """
    import pyarrow
    from pyarrow import parquet

    table = columns if isinstance(columns, pyarrow.Table) else pyarrow.table(columns)
    with layout.storage.write(name) as out:
        parquet.write_table(table, out, row_group_size=GROUP_ROWS, compression="zstd")


def read_table(layout: Layout, name: str, *, columns: Sequence[str] | None = None) -> Any:
    """The Parquet file *name* as an Arrow table.

    Raises:
        BulkError: it cannot be read.
    """
    from pyarrow import parquet

    with readable(layout, name), layout.storage.open(name) as file:
        return parquet.ParquetFile(file).read(columns=None if columns is None else list(columns))


def read_where(layout: Layout, name: str, column: str, low: int, high: int | None = None) -> Any:
    """The rows of *name* whose *column*, by which they are in order, is *low*, or from *low* to below *high*.

    Only the row groups that hold any are read.

    Raises:
        BulkError: it cannot be read.
    """
    from pyarrow import compute, parquet

    end = low + 1 if high is None else high
    with readable(layout, name), layout.storage.open(name) as file:
        found = parquet.ParquetFile(file)
        at = found.schema_arrow.get_field_index(column)
        parts = [found.metadata.row_group(number).column(at).statistics for number in range(found.num_row_groups)]
        wanted = [number for number, told in enumerate(parts) if told.min < end and told.max >= low]
        table = found.read_row_groups(wanted)
        return table.filter(compute.and_(compute.greater_equal(table[column], low), compute.less(table[column], end)))


def read_some(layout: Layout, name: str, column: str, wanted: Array) -> Iterator[Any]:
    """The rows of *name* whose *column*, by which they are in order, is among *wanted* (in order, too), row group by
    row group; those that hold none are passed over.

    Raises:
        BulkError: it cannot be read.
    """
    from pyarrow import parquet

    with readable(layout, name), layout.storage.open(name) as file:
        found = parquet.ParquetFile(file)
        at = found.schema_arrow.get_field_index(column)
        for number in range(found.num_row_groups):
            told = found.metadata.row_group(number).column(at).statistics
            first, last = np.searchsorted(wanted, told.min, "left"), np.searchsorted(wanted, told.max, "right")
            if first < last:
                table = found.read_row_group(number)
                yield table.filter(np.isin(table[column].to_numpy(), wanted[first:last]))


def write_array(layout: Layout, name: str, array: Array) -> None:
    """Write *array* as the file *name*, whole or not at all.

    Raises:
        BulkError: it cannot be written.
    """
    with layout.storage.write(name) as out:
        np.save(out, array)


def write_pieces(layout: Layout, name: str, form: np.dtype[Any], size: int, pieces: Iterable[Array]) -> None:
    """Write *pieces* as one array of *size* elements of *form*, as :func:`write_array` does, one piece in memory."""
    told = {"descr": np.lib.format.dtype_to_descr(form), "fortran_order": False, "shape": (size,)}
    with layout.storage.write(name) as out:
        np.lib.format.write_array_header_1_0(out, told)
        for piece in pieces:
            out.write(piece.tobytes())


def read_array(layout: Layout, name: str) -> Array:
    """The array in the file *name*; on a disk it stays there, and comes into memory as it is asked for.

    Raises:
        BulkError: it cannot be read.
    """
    with readable(layout, name):
        if layout.storage.local is not None:
            return cast("Array", np.load(layout.storage.local / name, mmap_mode="r"))
        with layout.storage.open(name) as file:
            return cast("Array", np.load(io.BytesIO(file.read())))


def failed(layout: Layout, error: Exception) -> BulkError:
    """What an *error* of DuckDB means to the user, in one line."""
    return BulkError(f"{layout.root}: cannot be derived ({str(error).strip().partition(chr(10))[0]})")
