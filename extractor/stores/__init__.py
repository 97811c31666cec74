"""Event records and rows of ACLED and UCDP into databases: SQLite, DuckDB, PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name

from extractor.stores.address import Address, address_of
from extractor.stores.store import WAIT_S, Entry, Store

__all__ = ["WAIT_S", "Address", "Entry", "Store", "address_of", "open_store"]


def open_store(
    address: Address, *, wait: float = WAIT_S, note: Callable[[str], object] = str
) -> Store:
    """The open database at an address, a context manager.

    ``wait`` is how long to wait for another program that is writing there, in seconds; ``note`` is
    called when the wait begins. Raises :class:`~extractor.errors.StoreError`, also if the
    database's library is not installed.
    """
    store: type[Store] = resolve_name(f"extractor.stores.{address.database.store}")
    return store(address, wait=wait, note=note)
