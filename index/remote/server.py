"""A Milvus server through pymilvus: rows by key and by condition, searches, writes.

Whatever goes wrong comes out as one of our errors, after ``MAKALE_MILVUS_SECONDS`` (10) at most:
until then a call is made again, after growing pauses, whenever the server can't be reached. All
writes may be repeated: rows have keys of their own and take the place of those with
the same key. ``MAKALE_MILVUS_TOKEN`` ("user:password") is what a server asks for that knows users.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

from index.errors import ExtraMissing, LibraryUnreachable, OptionInvalid, ServerRefuses
from index.places import Address

_SECONDS = ("MAKALE_MILVUS_SECONDS", 10.0, 600.0)  # variable, its default, the most
_LONG = 60.0  # seconds for what makes a server read or write much
_RECONNECTING = {  # a server that is back is found at once, not after gRPC's two minutes
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.min_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 1000,
}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 1.0  # seconds before a call is made again
_MOST_KEYS = 1000  # asked for, or written, in one call
_MOST_BYTES = 4_000_000  # about, of rows written in one call; a server takes 64 MB
_UNREACHABLE = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "Retry timeout", "Fail connecting", "CANCELLED")
_NOT_LOADED = (101, 106)  # collection not loaded, by Milvus' table of errors

Row = dict[str, Any]
Consistency = Literal["Strong", "Session"]
"""Milvus' levels: all that anybody has written, or at least what this process has."""
_T = TypeVar("_T")


class Server:
    """An open connection; any thread may use it."""

    def __init__(self, address: Address) -> None:
        """Connect.

        Raises `ExtraMissing`, `LibraryUnreachable`, `ServerRefuses` or `OptionInvalid`.
        """
        self.seconds = _seconds()
        """After which a call that has not been answered is given up."""
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # it would write on standard error
        try:
            import grpc
            import pymilvus
        except ImportError as error:
            raise ExtraMissing(package="pymilvus", extra="milvus") from error
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)  # what matters is raised
        self.address = address
        self._lost = (grpc.RpcError, OSError)
        self._refused = pymilvus.MilvusException
        token = os.environ.get("MAKALE_MILVUS_TOKEN", "")
        self._client: Any = self._guarded(
            lambda: pymilvus.MilvusClient(
                address.server,
                token=token,
                timeout=self.seconds,
                dedicated=True,
                grpc_options=_RECONNECTING,
            )
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def has(self, collection: str) -> bool:
        """Tell whether there is a collection."""
        return bool(
            self._guarded(lambda: self._client.has_collection(collection, timeout=self.seconds))
        )

    def create(self, collection: str, make: Callable[[Any], tuple[Any, Any, int]]) -> None:
        """Make a collection, with its indexes, and load it.

        ``make`` returns its schema, its indexes and the number of its partitions, of the client.
        """
        schema, indexes, partitions = make(self._client)
        more = {"num_partitions": partitions} if partitions else {}
        self._guarded(
            lambda: self._client.create_collection(
                collection, schema=schema, consistency_level="Session", timeout=self.seconds, **more
            )
        )
        # Of an empty collection there is nothing to wait for.
        self._guarded(
            lambda: self._client.create_index(collection, indexes, sync=False, timeout=self.seconds)
        )
        self.load(collection)

    def load(self, collection: str) -> None:
        """Have a collection in the server's memory."""
        self._guarded(lambda: self._client.load_collection(collection, timeout=_LONG))

    def get(
        self,
        collection: str,
        keys: Sequence[int | str],
        fields: Sequence[str],
        consistency: Consistency = "Session",
    ) -> list[Row]:
        """Return the rows of those keys that exist, in any order."""
        found: list[Row] = []
        for start in range(0, len(keys), _MOST_KEYS):
            some = list(keys[start : start + _MOST_KEYS])
            found += self._call(
                collection,
                "get",
                ids=some,
                output_fields=list(fields),
                consistency_level=consistency,
            )
        return [dict(row) for row in found]

    def query(
        self,
        collection: str,
        condition: str,
        fields: Sequence[str],
        consistency: Consistency = "Session",
    ) -> list[Row]:
        """Return all rows that meet a condition, in any order."""

        def pages() -> list[Row]:
            rows: list[Row] = []
            iterator = self._client.query_iterator(
                collection,
                batch_size=_MOST_KEYS,
                filter=condition,
                output_fields=list(fields),
                consistency_level=consistency,
                timeout=self.seconds,
            )
            while page := iterator.next():
                rows += [dict(row) for row in page]
            iterator.close()
            return rows

        return self._loaded(collection, pages)

    def search(
        self,
        collection: str,
        field: str,
        wanted: object,
        limit: int,
        condition: str,
        fields: Sequence[str],
        parameters: Mapping[str, object] | None = None,
    ) -> list[tuple[float, Row]]:
        """Return the rows that come nearest in a vector field, with their scores, best first."""
        (hits,) = self._call(
            collection,
            "search",
            data=[wanted],
            anns_field=field,
            limit=limit,
            filter=condition,
            output_fields=list(fields),
            search_params={"params": dict(parameters or {})},
        )
        return [(float(hit["distance"]), dict(hit["entity"])) for hit in hits]

    def write(self, collection: str, rows: Iterable[Row]) -> None:
        """Write rows, each in the place of one with the same key."""
        for some in _portions(rows):
            self._call(collection, "upsert", data=some)

    def delete(self, collection: str, condition: str) -> None:
        """Delete the rows that meet a condition."""
        self._call(collection, "delete", filter=condition)

    def delete_keys(self, collection: str, keys: Sequence[int | str]) -> None:
        """Delete the rows of those keys."""
        for start in range(0, len(keys), _MOST_KEYS):
            some = list(keys[start : start + _MOST_KEYS])
            self._call(collection, "delete", ids=some)

    def seal(self, collection: str) -> None:
        """Have what was written put into segments and indexed; a server may find it too early."""
        try:
            self._guarded(lambda: self._client.flush(collection, timeout=_LONG))
        except ServerRefuses:
            return

    def _call(self, collection: str, method: str, **arguments: object) -> Any:  # noqa: ANN401
        """Call a method of the client that works on a collection."""
        call = getattr(self._client, method)
        return self._loaded(collection, lambda: call(collection, timeout=self.seconds, **arguments))

    def _loaded(self, collection: str, work: Callable[[], _T]) -> _T:
        """Do the work; where the server has forgotten the collection by a restart, load it."""
        try:
            return self._guarded(work)
        except ServerRefuses as error:
            if error.facts["code"] not in _NOT_LOADED:
                raise
        self.load(collection)
        return self._guarded(work)

    def _guarded(self, work: Callable[[], _T]) -> _T:
        """Do the work; while the server can't be reached, again, until its time is over."""
        until = time.monotonic() + self.seconds
        pause = _FIRST_PAUSE
        while True:
            try:
                return work()
            except self._refused as error:
                reason = " ".join(str(error.message).split())
                if not any(sign in f"{error.code} {reason}" for sign in _UNREACHABLE):
                    raise ServerRefuses(
                        path=self.address, reason=reason[:200], code=int(error.code)
                    ) from error
                lost: Exception = error
            except self._lost as error:
                lost = error
            if time.monotonic() + pause > until:
                raise LibraryUnreachable(path=self.address, seconds=f"{self.seconds:g}") from lost
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _seconds() -> float:
    variable, default, most = _SECONDS
    value = os.environ.get(variable, "")
    try:
        seconds = float(value or default)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= most:
        raise OptionInvalid(option=variable, value=value, expected=f"1 … {most:.0f}")
    return seconds


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Cut rows into what one call may carry."""
    some: list[Row] = []
    size = 0
    for row in rows:
        some.append(row)
        size += sum(len(v) * 4 if isinstance(v, (str, list)) else 8 for v in row.values())
        if len(some) >= _MOST_KEYS or size >= _MOST_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some
