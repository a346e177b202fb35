"""The libraries of a catalogue: their numbers, and the model and the collection that each is bound to."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from index.catalogue.codec import now
from index.catalogue.overview import Overview
from index.errors import ModelChanged
from index.tables import libraries

_OF: BindParameter[int] = bindparam("of")
_NUMBER = select(libraries.c.id).where(libraries.c.name == bindparam("library"))
_REGISTER = insert(libraries).returning(libraries.c.id)
_LIBRARIES = select(libraries.c.name).where(libraries.c.indexed_at != "").order_by(libraries.c.name)
_SPACE = select(libraries.c.model, libraries.c.collection).where(libraries.c.name == bindparam("library"))
_COLLECTIONS = select(libraries.c.collection, libraries.c.name).where(libraries.c.collection != "")
_ONE = update(libraries).where(libraries.c.id == _OF)
_SETTLE = _ONE.values(model=bindparam("by"), collection=bindparam("kept_in"))
_TOUCH = _ONE.values(indexed_at=bindparam("at"))
_CHANGE = _TOUCH.values(changes=libraries.c.changes + 1)


class Libraries(Overview):
    """Reads and single-transaction writes of libraries."""

    def register(self, library: str) -> int:
        """Return a library's number, making the library where it is new."""
        with self.database.write() as connection:
            return self.register_in(connection, library)

    def register_in(self, connection: Connection, library: str) -> int:
        number: int | None = connection.scalar(_NUMBER, {"library": library})
        return number or int(connection.execute(_REGISTER, {"name": library}).scalar_one())

    def libraries(self) -> list[str]:
        """Return the names of libraries that something was indexed into."""
        with self.database.read() as connection:
            return list(connection.scalars(_LIBRARIES))

    def space(self, library: str) -> tuple[str, str]:
        """Return the fingerprint of the model that embedded a library and its Chroma collection, "" where none did."""
        row = self.database.first(_SPACE, library=library)
        return (row[0], row[1]) if row else ("", "")

    def check_model(self, library: str, fingerprint: str) -> None:
        """Raises ModelChanged where a library holds passages that another model embedded."""
        used, _ = self.space(library)
        if used and used != fingerprint and self.passage_count(library):
            raise ModelChanged(
                f"The library {library} was embedded with {used}, but {fingerprint} is configured. "
                f"Run `footnote index rebuild --library {library}`, or set EMBEDDING_MODEL back."
            )

    def settle(self, library: str, model: str, collection: str) -> None:
        """Bind a library that holds no passage yet to a model and a collection."""
        with self.database.write() as connection:
            self.settle_in(connection, self.register_in(connection, library), model, collection)

    def settle_in(self, connection: Connection, number: int, model: str, collection: str) -> None:
        connection.execute(_SETTLE, {"of": number, "by": model, "kept_in": collection})

    def collections(self) -> dict[str, str]:
        """Return collection → library of every library in use."""
        with self.database.read() as connection:
            return dict(connection.execute(_COLLECTIONS).all())

    def touch(self, library: str) -> None:
        """Note that the library was brought up to date now."""
        with self.database.write() as connection:
            connection.execute(_TOUCH, {"of": self.register_in(connection, library), "at": now()})

    def note_change(self, connection: Connection, number: int, moment: str) -> None:
        connection.execute(_CHANGE, {"of": number, "at": moment})
