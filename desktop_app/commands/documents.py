"""Verbs on documents: import, documents."""

from argparse import Namespace

from desktop_app import formats
from desktop_app.commands.output import counted, show
from desktop_app.core import coders, documents
from desktop_app.core.errors import BadValue
from desktop_app.core.model import Op
from desktop_app.core.project import Project


def import_files(asked: Namespace) -> None:
    """Read all files first, so that one that is refused leaves the project as it was."""
    if asked.title and len(asked.files) > 1:
        raise BadValue(value=asked.title, kind="title for several files; import them one by one")
    with Project.open(asked.project) as project:
        read = [(path, formats.read_text(path, asked.encoding)) for path in asked.files]
        me = coders.list_coders(project)[0].id
        made = []
        with project.change(Op.IMPORT_DOCUMENT, me) as change:
            for path, text in read:
                new = formats.new_document(text, path.name, asked.title)
                made.append(documents.add_document(change, new))
            if len(made) > 1:
                change.facts = {"count": len(made)}
        facts, lines = [], []
        for (path, text), document_id in zip(read, made, strict=True):
            title = documents.get_document(project, document_id).title
            report = formats.describe(text.report)
            facts.append(
                {
                    "document_id": document_id,
                    "document": title,
                    "file": str(path),
                    "characters": len(text.text),
                    "format": text.format,
                    "encoding": text.encoding,
                    "encoding_guessed": text.is_guessed,
                    "report": [{"kind": line.kind, "count": line.count} for line in text.report],
                }
            )
            said = "encoding guessed: " if text.is_guessed else "read as "
            length = counted(len(text.text), "character")
            lines.append(f"Imported “{title}”: {length}, {said}{text.encoding}.")
            lines += [f"  {line}" for line in report]
            if text.is_guessed:
                lines.append("  If letters look wrong, undo and name one with --encoding.")
        show(asked, facts, lines)


def list_all(asked: Namespace) -> None:
    """List the documents with their lengths and annotations."""
    with Project.open(asked.project, write=False) as project:
        counts = documents.count_annotations(project)
        found = documents.list_documents(project)
        facts = [
            {
                "document_id": each.id,
                "document": each.title,
                "characters": each.length,
                "annotations": counts[each.id],
                "text_sha256": each.text_sha256,
                "source": each.source_name,
                "format": each.format,
                "encoding": each.encoding,
                "created_at": each.created_at,
                "fields": dict(each.fields),
            }
            for each in found
        ]
        lines = [
            f"{each.title}  ({counted(each.length, 'character')},"
            f" {counted(counts[each.id], 'annotation')})  {each.id}"
            for each in found
        ]
        show(asked, facts, lines or ["No documents yet; bring one in with: diple import"])
