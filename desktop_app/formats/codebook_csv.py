"""The codebook as a CSV table: one row a code, in the order of the tree."""

from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.core import codebook, coders, notes
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Code, Rows
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_cells import write_aliases, write_properties, write_roles
from desktop_app.formats.csv_profile import EXCEL, Cell, Profile, write_table

COLUMNS = (
    "code_id", "code", "parent_id", "path", "position", "color", "shortcut", "brief_definition",
    "full_definition", "when_to_use", "when_not_to_use", "example", "non_example", "note", "source",
    "roles", "properties", "aliases", "status", "replaced_by", "created_by", "created_at",
    "modified_at", "n_annotations", "n_documents",
)  # fmt: skip


def write_codebook(
    rows: Rows,
    path: Path,
    profile: Profile = EXCEL,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write the codebook to a file and return the number of codes.

    Columns that an import did not know follow ours. `progress` hears how many codes of how many
    are written and may raise to stop. Raises FileUnwritable, FileExists.
    """
    tree = codebook.list_codes(rows)
    extra = list(dict.fromkeys(name for code in tree for name in code.extra))

    def written() -> Iterator[list[Cell]]:
        for number, row in enumerate(_rows(rows, tree, extra), 1):
            yield row
            if progress:
                progress(number, len(tree))

    with writing(path) as out:
        return write_table(out, profile, (*COLUMNS, *extra), written())


def _rows(rows: Rows, tree: CodeTree, extra: list[str]) -> Iterator[list[Cell]]:
    names = {coder.id: coder.name for coder in coders.list_coders(rows)}
    about = {
        note.target.id: note.text for note in notes.list_notes(rows) if note.target.kind == "code"
    }
    n_annotations = codebook.count_annotations(rows)
    n_documents = codebook.count_documents(rows)
    for code in tree:
        yield [
            *_entry(code, tree.path(code.id), about.get(code.id, "")),
            names.get(code.created_by, ""),
            code.created_at,
            code.modified_at,
            n_annotations[code.id],
            n_documents[code.id],
            *(code.extra.get(name) for name in extra),
        ]


def _entry(code: Code, path: str, note: str) -> list[Cell]:
    return [
        code.id,
        code.name,
        code.parent_id,
        path,
        code.position,
        code.color,
        code.shortcut,
        code.brief_definition,
        code.full_definition,
        code.when_to_use,
        code.when_not_to_use,
        code.example,
        code.non_example,
        note,
        code.source,
        write_roles(code.roles),
        write_properties(code.properties),
        write_aliases(code.aliases),
        code.status,
        code.replaced_by,
    ]
