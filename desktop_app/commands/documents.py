"""Verbs on documents: documents."""

from argparse import Namespace

from desktop_app.commands.output import counted, show
from desktop_app.core import documents
from desktop_app.core.project import Project


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
