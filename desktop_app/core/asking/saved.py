"""Queries that a project keeps: each has a name, and stands beside the codes in tables.

They are kept as typed text that names codes, documents and coders by their ids, so that a new
name changes nothing; `shown` writes them with the names of today.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.asking.parser import parse
from desktop_app.core.asking.query import And, Near, Not, Or, Query, Test, to_text
from desktop_app.core.errors import Gone, NameEmpty, NameTaken
from desktop_app.core.journal import Change
from desktop_app.core.marks import Names
from desktop_app.core.model import Rows


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its name; `body` names codes, documents and coders by their ids."""

    id: str
    name: str
    body: str
    position: int
    created_by: str | None
    created_at: str
    modified_at: str

    @property
    def query(self) -> Query:
        """Read the query."""
        return parse(self.body)


def list_queries(rows: Rows | Names) -> list[SavedQuery]:
    """Read the saved queries in their order."""
    table = schema.queries
    wanted = select(table).order_by(table.c.position, table.c.id)
    return [SavedQuery(*row) for row in rows.tuples(wanted)]


def save_query(change: Change, name: str, query: Query, query_id: str = "") -> str:
    """Keep a query under a name, or give the one with `query_id` another name and content.

    Returns its id. Raises NameEmpty, NameTaken, Gone, and Unknown where it names what is not there.
    """
    name = " ".join(name.split())
    if not name:
        raise NameEmpty(kind="query")
    known = {saved.id: saved for saved in list_queries(change)}
    if any(saved.name == name and saved.id != query_id for saved in known.values()):
        raise NameTaken(kind="query", name=name)
    change.facts["query"] = name
    body = to_text(bound(query, Names(change)))
    if query_id:
        if query_id not in known:
            raise Gone(kind="query")
        if (known[query_id].name, known[query_id].body) != (name, body):
            change.update(schema.queries, query_id, name=name, body=body, modified_at=change.at)
        return query_id
    last = change.rows(select(func.max(schema.queries.c.position)))[0][0]
    return change.insert(
        schema.queries,
        name=name,
        body=body,
        position=0 if last is None else last + 1,
        created_by=change.coder_id or None,
        created_at=change.at,
        modified_at=change.at,
    )


def remove_query(change: Change, query_id: str) -> None:
    """Forget a saved query; raise Gone."""
    found = [saved for saved in list_queries(change) if saved.id == query_id]
    if not found:
        raise Gone(kind="query")
    change.facts["query"] = found[0].name
    change.delete(schema.queries, query_id)


def bound(query: Query, names: Names) -> Query:
    """Put ids in the place of the names of codes, documents and coders; raise Unknown."""
    return _mapped(query, lambda test: names.id_of(test.field, test.value))


def shown(query: Query, names: Names) -> Query:
    """Put names in the place of ids, where what they name is still there."""
    return _mapped(query, lambda test: names.name_of(test.field, test.value))


def _mapped(query: Query, value_of: Callable[[Test], str]) -> Query:
    match query:
        case Test(field) if field in ("code", "document", "set", "coder"):
            return replace(query, value=value_of(query))
        case Not(inner):
            return Not(_mapped(inner, value_of))
        case And(queries):
            return And(tuple(_mapped(each, value_of) for each in queries))
        case Or(queries):
            return Or(tuple(_mapped(each, value_of) for each in queries))
        case Near():
            return replace(
                query, left=_mapped(query.left, value_of), right=_mapped(query.right, value_of)
            )
        case _:
            return query
