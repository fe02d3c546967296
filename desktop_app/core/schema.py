"""The tables of a project file, their version, and the migrations between versions.

Only columns, constraints and what is SQLite's alone stand here; what the rows mean is in
`model`, how they change in `journal`. Every journaled table begins with the column `id`.
How older files are brought to this version is in `migrations`.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from desktop_app.core.columns import id_column as _id
from desktop_app.core.columns import link as _link
from desktop_app.core.columns import metadata as metadata
from desktop_app.core.columns import number as _number
from desktop_app.core.columns import text as _text
from desktop_app.core.columns import text_link as _text_link
from desktop_app.core.migrations import MIGRATIONS as MIGRATIONS
from desktop_app.core.schema_seminar import assignments as assignments
from desktop_app.core.schema_seminar import decision_marks as decision_marks
from desktop_app.core.schema_seminar import decisions as decisions
from desktop_app.core.schema_seminar import replies as replies
from desktop_app.core.schema_seminar import submissions as submissions

VERSION = 2
APPLICATION_ID = 0x4469706C  # "Dipl"
PROGRAM = "0.1.0"
"""The first Diple that writes this version; a project says so to those that are older."""

NOTE_TARGETS = ("annotation_id", "code_id", "document_id", "coder_id")
"""A note is about one of these; about the project where all are empty."""

meta = Table("meta", metadata, _id(), _text("value"))

texts = Table(
    "texts",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("length", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

coders = Table(
    "coders",
    metadata,
    _id(),
    _text("name"),
    _text("initials"),
    _text("color"),
    _text("alias"),
    _number("position"),
    _text("created_at"),
    _text("kind"),
    CheckConstraint("name <> ''", name="coder_has_name"),
)

documents = Table(
    "documents",
    metadata,
    _id(),
    _text("title"),
    Column(
        "text_sha256",
        Text,
        ForeignKey("texts.sha256", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    _number("position"),
    _text("source_name"),
    _text("source_sha256"),
    _text("format"),
    _text("encoding"),
    _text("report"),
    _link("created_by", "coders"),
    _text("created_at"),
    _text("modified_at"),
    _text("metadata"),
)

document_fields = Table(
    "document_fields",
    metadata,
    _id(),
    _link("document_id", "documents", needed=True),
    _text("name"),
    _text("value"),
    _number("position"),
    Index("document_fields_by_document", "document_id"),
)

formatting = Table(
    "formatting",
    metadata,
    _id(),
    _link("document_id", "documents", needed=True),
    _text("text_sha256"),
    _text("runs"),
    Index("formatting_by_document", "document_id"),
)

turns = Table(
    "turns",
    metadata,
    _id(),
    _link("document_id", "documents", needed=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    _text("speaker"),
    CheckConstraint('start >= 0 AND "end" > start', name="turn_is_a_passage"),
    Index("turns_by_place", "document_id", "start"),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    _link("document_id", "documents", needed=True),
    _number("number"),
    _text_link("before_sha256"),
    _text_link("after_sha256"),
    _text("reason"),
    _text("source_name"),
    _link("created_by", "coders"),
    _text("created_at"),
    Index("corrections_by_document", "document_id"),
)

document_sets = Table(
    "document_sets",
    metadata,
    _id(),
    _text("name"),
    _number("position"),
    CheckConstraint("name <> ''", name="set_has_name"),
)

set_members = Table(
    "set_members",
    metadata,
    _id(),
    _link("set_id", "document_sets", needed=True),
    _link("document_id", "documents", needed=True),
    Index("set_members_by_set", "set_id"),
    Index("set_members_by_document", "document_id"),
)

codes = Table(
    "codes",
    metadata,
    _id(),
    _link("parent_id", "codes"),
    _number("position"),
    _text("name"),
    _text("color"),
    _text("shortcut"),
    _text("brief_definition"),
    _text("full_definition"),
    _text("when_to_use"),
    _text("when_not_to_use"),
    _text("example"),
    _text("non_example"),
    _text("source"),
    _text("roles"),
    _text("properties"),
    _text("aliases"),
    Column("status", Text, nullable=False, server_default="active"),
    _link("replaced_by", "codes"),
    _number("wording", 1),
    _text("extra"),
    _link("created_by", "coders"),
    _text("created_at"),
    _text("modified_at"),
    CheckConstraint("name <> ''", name="code_has_name"),
    CheckConstraint("parent_id IS NULL OR parent_id <> id", name="code_not_in_itself"),
    CheckConstraint("status IN ('active', 'retired')", name="code_status"),
    # Without these, each code that is inserted makes the store look through all others.
    Index("codes_by_parent", "parent_id"),
    Index("codes_by_successor", "replaced_by"),
)

annotations = Table(
    "annotations",
    metadata,
    _id(),
    _link("code_id", "codes"),
    _link("coder_id", "coders", needed=True),
    _link("document_id", "documents"),
    Column("wording", Integer),
    _text("created_at"),
    _text("modified_at"),
    Index("annotations_by_code", "code_id"),
    Index("annotations_by_document", "document_id"),
)

parts = Table(
    "parts",
    metadata,
    _id(),
    _link("annotation_id", "annotations", needed=True),
    _link("document_id", "documents", needed=True),
    _number("position"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("role"),
    _text("quote"),
    CheckConstraint('start >= 0 AND "end" > start', name="part_is_a_passage"),
    Index("parts_by_annotation", "annotation_id"),
    Index("parts_by_place", "document_id", "start"),
)

orphans = Table(
    "orphans",
    metadata,
    _id(),
    _link("annotation_id", "annotations", needed=True),
    _link("document_id", "documents", needed=True),
    _number("position"),
    _text("role"),
    _text("quote"),
    _text("before"),
    _text("after"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("text_sha256"),
    _text("created_at"),
    Index("orphans_by_annotation", "annotation_id"),
    Index("orphans_by_document", "document_id"),
)

annotation_properties = Table(
    "annotation_properties",
    metadata,
    _id(),
    _link("annotation_id", "annotations", needed=True),
    _text("name"),
    _text("value"),
    Index("annotation_properties_by_annotation", "annotation_id"),
)

code_examples = Table(
    "code_examples",
    metadata,
    _id(),
    _link("code_id", "codes", needed=True),
    _link("annotation_id", "annotations", needed=True),
    Column("kind", Text, nullable=False),
    _number("position"),
    CheckConstraint("kind IN ('example', 'non_example')", name="example_kind"),
    Index("code_examples_by_annotation", "annotation_id"),
    Index("code_examples_by_code", "code_id"),
)

code_wordings = Table(
    "code_wordings",
    metadata,
    _id(),
    _link("code_id", "codes", needed=True),
    _number("number"),
    _text("origin"),
    _text("fields"),
    _text("why"),
    _text("author"),
    _link("created_by", "coders"),
    _text("created_at"),
    Index("code_wordings_by_code", "code_id"),
)

relations = Table(
    "relations",
    metadata,
    _id(),
    _text("kind"),
    _link("from_annotation_id", "annotations", needed=True),
    _link("to_annotation_id", "annotations", needed=True),
    _link("coder_id", "coders", needed=True),
    _text("created_at"),
    CheckConstraint("from_annotation_id <> to_annotation_id", name="relation_joins_two"),
    Index("relations_by_from", "from_annotation_id"),
    Index("relations_by_to", "to_annotation_id"),
)

notes = Table(
    "notes",
    metadata,
    _id(),
    _link("annotation_id", "annotations"),
    _link("code_id", "codes"),
    _link("document_id", "documents"),
    _link("coder_id", "coders"),
    _text("body"),
    _link("created_by", "coders"),
    _text("created_at"),
    _text("modified_at"),
    CheckConstraint(
        " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in NOTE_TARGETS)
        + " <= 1",
        name="note_has_one_target",
    ),
    Index("notes_by_annotation", "annotation_id"),
    Index("notes_by_code", "code_id"),
    Index("notes_by_document", "document_id"),
)

queries = Table(
    "queries",
    metadata,
    _id(),
    _text("name"),
    _text("body"),
    _number("position"),
    _link("created_by", "coders"),
    _text("created_at"),
    _text("modified_at"),
    CheckConstraint("name <> ''", name="query_has_name"),
)

steps = Table(
    "steps",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Integer),
    # No foreign key: the history outlives a coder whose making was undone.
    _text("coder_id"),
    Column("at", Text, nullable=False),
    Column("facts", Text, nullable=False),
    CheckConstraint("kind IN ('do', 'undo', 'redo')", name="step_kind"),
)

changes = Table(
    "changes",
    metadata,
    Column(
        "step",
        Integer,
        ForeignKey("steps.number", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("table_name", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)

JOURNALED = {
    table.name: table
    for table in metadata.sorted_tables
    if table.name not in ("texts", "steps", "changes")
}

# What SQLite alone understands.
CONNECT_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 5000",
)
"""Said on every connection. EXTRA syncs the folder too once the journal is deleted: without that
a journal may be back after a power cut, and take the last step back with it. The journal stays in
mode DELETE: in folders that are synchronised file by file, the files of mode WAL were seen to drift
apart."""

STAMP = (f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {VERSION}")
"""Said once, when a project file is made."""
