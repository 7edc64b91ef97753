"""Workbooks open in openpyxl: bytes that are opened again and again are parsed once, and each caller has a copy.

Parsing is a fourth of the time of the tests of the calendars, and most of it reads the same few workbooks.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import pickle
import warnings
from collections import OrderedDict
from typing import Any

import openpyxl
from openpyxl.utils.bound_dictionary import BoundDictionary
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList

KEPT = 40  # copies to make more of; a year of a sample takes 7 MB
_seen: set[tuple[object, ...]] = set()
_pickled: OrderedDict[tuple[object, ...], bytes] = OrderedDict()


def opened(data: bytes, **options: bool) -> Any:
    """The workbook in openpyxl, its warnings unheard; the options are those of `load_workbook`."""
    key = (hashlib.sha256(data).digest(), *sorted(options.items()))
    if key in _pickled:
        _pickled.move_to_end(key)
        return pickle.loads(_pickled[key])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), **options)
    if key in _seen and not options.get("read_only") and not options.get("keep_vba"):
        _pickled[key] = pickle.dumps(book, pickle.HIGHEST_PROTOCOL)
        if len(_pickled) > KEPT:
            _pickled.popitem(last=False)
    _seen.add(key)
    return book


def _indexed_list(values: list[Any], is_clean: bool) -> IndexedList[Any]:
    found = IndexedList(values)
    found.clean = is_clean
    return found


def _table_list(tables: list[Any]) -> TableList:
    found = TableList()
    for table in tables:
        found[table.displayName] = table
    return found


def _bound_dictionary(kind: type[Any]) -> Any:
    return kind(None)


def _set_state(made: Any, state: tuple[dict[str, Any], Any]) -> None:
    made.__dict__.update(state[0])
    made.default_factory = state[1]


def _reduced(made: Any) -> tuple[Any, ...]:
    return (_bound_dictionary, (type(made),), (vars(made), made.default_factory), None, iter(made.items()), _set_state)


# They are lists or dicts with an order, an index or a factory of their own, which plain pickling loses.
copyreg.pickle(IndexedList, lambda values: (_indexed_list, (list(values), values.clean)))
copyreg.pickle(TableList, lambda tables: (_table_list, (list(tables.values()),)))
for _kind in (BoundDictionary, DimensionHolder):
    copyreg.pickle(_kind, _reduced)
