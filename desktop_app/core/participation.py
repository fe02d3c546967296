"""Who took part and how: counts for a teacher to look at, and copies in which nobody is named.

No mark is made of these counts: they say what was done, not how well.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.agreement.ratings import merge
from desktop_app.core.books import unnamed
from desktop_app.core.coders import COLORS, initials, list_coders, seen_coders
from desktop_app.core.deciding import CONSENSUS
from desktop_app.core.documents import list_documents
from desktop_app.core.merging import difference, write_rows
from desktop_app.core.merging.states import read_state
from desktop_app.core.model import Op, Rows
from desktop_app.core.project import Project
from desktop_app.core.records import encode
from desktop_app.core.texts import sha256_of
from desktop_app.core.words import count_words


@dataclass(frozen=True, slots=True)
class Participation:
    """What one reader did: annotations, notes on them and their words, different codes.

    `coverage` is the share of the characters of the texts that were marked, each once; `first`
    and `last` are when annotations were made, as their maker's clock had it.
    """

    coder_id: str
    name: str
    annotations: int
    notes: int
    words: int
    codes: int
    coverage: float
    first: str
    last: str


def read_participation(
    rows: Rows, document_ids: Collection[str] | None = None, without: Collection[str] = ()
) -> list[Participation]:
    """Count what each person did in some texts or all; layers that no person made are left out."""
    documents = {
        each.id: each.length
        for each in list_documents(rows)
        if document_ids is None or each.id in document_ids
    }
    total = sum(documents.values())
    mark, part, note = schema.annotations.c, schema.parts.c, schema.notes.c
    made: dict[str, list[tuple[str, str | None, str]]] = {}
    for key, coder, code, home, at in rows.tuples(
        select(mark.id, mark.coder_id, mark.code_id, mark.document_id, mark.created_at)
    ):
        if home is None or home in documents:
            made.setdefault(coder, []).append((key, code, at))
    bodies: dict[str, list[str]] = {}
    for key, body in rows.tuples(
        select(note.annotation_id, note.body).where(note.annotation_id.is_not(None))
    ):
        bodies.setdefault(key, []).append(body)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for coder, home, start, end in rows.tuples(
        select(mark.coder_id, part.document_id, part.start, part.end).join_from(
            schema.parts, schema.annotations, mark.id == part.annotation_id
        )
    ):
        if home in documents:
            spans.setdefault((coder, home), []).append((start, end))
    covered: dict[str, int] = {}
    for (coder, _), found in spans.items():
        size = sum(end - start for start, end in merge(found, touching=True))
        covered[coder] = covered.get(coder, 0) + size
    return [
        _count(coder.id, coder.name, made.get(coder.id, []), bodies,
               covered.get(coder.id, 0) / total if total else 0.0)
        for coder in seen_coders(rows, document_ids)
        if not coder.kind and coder.id not in without
    ]  # fmt: skip


def _count(
    coder_id: str,
    name: str,
    made: list[tuple[str, str | None, str]],
    bodies: dict[str, list[str]],
    coverage: float,
) -> Participation:
    written = [body for key, _, _ in made for body in bodies.get(key, ())]
    times = sorted(at for _, _, at in made)
    return Participation(
        coder_id,
        name,
        len(made),
        len(written),
        sum(map(count_words, written)),
        len({code for _, code, _ in made if code}),
        coverage,
        times[0] if times else "",
        times[-1] if times else "",
    )


def write_unnamed(project: Project, target: Path, word: str = "Reader") -> dict[str, str]:
    """Write a copy in which people are called Reader 01 and so on; return who is who.

    The copy has no history, which would name them. The numbers follow neither names nor the order
    of coming; whoever looked again has one of its own. What people wrote is not changed. Raises
    FileExists, FileUnwritable; nothing is left behind then.
    """
    with project.whole():
        state = read_state(project)
    kinds = {key: row["kind"] for key, row in state["coders"].items()}
    people = sorted(
        (key for key, kind in kinds.items() if kind != CONSENSUS),
        key=lambda key: (kinds[key], sha256_of(key)),
    )
    width = max(2, len(str(len(people))))
    known = {row["name"] for key, row in state["coders"].items() if key not in people}
    names = {key: f"{word} {number:0{width}}" for number, key in enumerate(people, 1)}
    shown = {coder.id: coder.name for coder in list_coders(project)}
    after = {table: dict(rows) for table, rows in state.items()}
    for position, key in enumerate(people):
        row = after["coders"][key]
        after["coders"][key] = {
            **row, "name": names[key], "initials": initials(names[key]), "alias": "",
            "color": COLORS[position % len(COLORS)], "position": position,
        }  # fmt: skip
    # Who wrote a file stands in it where nobody looks.
    for key, row in after["documents"].items():
        after["documents"][key] = {**row, "metadata": ""}
    for key, row in after["submissions"].items():
        name = names.get(row["coder_id"], "")
        after["submissions"][key] = {**row, "person": name, "file_name": ""}
    for key, row in after["code_wordings"].items():
        after["code_wordings"][key] = {**row, "author": ""}
    for key, row in after["codes"].items():
        after["codes"][key] = {**row, "extra": encode(unnamed(json.loads(row["extra"] or "{}")))}
    texts = dict(project.tuples(select(schema.texts.c.sha256, schema.texts.c.body)))
    used = {row["text_sha256"] for row in after["documents"].values()}
    used |= {row[c] for row in after["corrections"].values()
             for c in ("before_sha256", "after_sha256")}  # fmt: skip
    copy = Project.create(target, word if word not in known else f"{word} 0", project.name)
    try:
        with copy, copy.change(Op.MERGE) as change:
            wanted, before = difference(read_state(copy), after)
            write_rows(change, wanted, before, {key: texts[key] for key in sorted(used)})
            change.facts = {"name": project.name}
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return {names[key]: shown[key] for key in people}
