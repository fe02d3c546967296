"""The tables of a seminar: what is handed out and in, what was decided and replied.

What they mean is in `assignments`, `collecting` and `deciding`.
"""

from sqlalchemy import Column, Index, Table, Text

from desktop_app.core.columns import id_column, link, metadata, number, text

assignments = Table(
    "assignments",
    metadata,
    id_column(),
    text("title"),
    text("instructions"),
    text("units"),
    text("hand_in"),
    text("codebook"),
    text("texts"),
    text("codes"),
    text("role"),
    number("is_blind"),
    number("is_revealed"),
    number("version"),
    link("model_id", "coders"),
    link("created_by", "coders"),
    text("created_at"),
)

submissions = Table(
    "submissions",
    metadata,
    id_column(),
    link("assignment_id", "assignments", needed=True),
    link("coder_id", "coders", needed=True),
    text("person"),
    number("version"),
    text("digest"),
    text("steps"),
    text("texts"),
    text("codes"),
    text("file_name"),
    Index("submissions_by_assignment", "assignment_id"),
)

decisions = Table(
    "decisions",
    metadata,
    id_column(),
    Column("verdict", Text, nullable=False),
    text("reason"),
    link("created_by", "coders"),
    text("created_at"),
)

decision_marks = Table(
    "decision_marks",
    metadata,
    id_column(),
    link("decision_id", "decisions", needed=True),
    link("annotation_id", "annotations", needed=True),
    text("kind"),
    Index("decision_marks_by_annotation", "annotation_id"),
    Index("decision_marks_by_decision", "decision_id"),
)

replies = Table(
    "replies",
    metadata,
    id_column(),
    link("annotation_id", "annotations", needed=True),
    text("body"),
    link("created_by", "coders"),
    text("created_at"),
    Index("replies_by_annotation", "annotation_id"),
)
