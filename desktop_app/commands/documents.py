"""Verbs on documents: documents, remove, removed."""

from argparse import Namespace

from desktop_app.commands.output import counted, show
from desktop_app.core import coders, docsets, documents, fields, removed
from desktop_app.core.errors import Ambiguous, Unknown
from desktop_app.core.model import Op
from desktop_app.core.project import Project

_NONE_YET = "No documents yet; bring one in with: diple import"
_NONE_FOUND = "No document answers the filter."


def list_all(asked: Namespace) -> None:
    """List the documents with their lengths and annotations."""
    with Project.open(asked.project, write=False) as project:
        counts = documents.count_annotations(project)
        sets = docsets.sets_of(project)
        found = [
            each
            for each in documents.list_documents(project)
            if fields.matches(each, asked.filter, sets.get(each.id, ()))
        ]
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
                "report": [
                    {"kind": kind, "count": count}
                    for kind, count in documents.read_report(project, each.id)
                ],
                "fields": dict(each.fields),
                "sets": sets.get(each.id, []),
            }
            for each in found
        ]
        lines = [
            f"{each.title}  ({counted(each.length, 'character')},"
            f" {counted(counts[each.id], 'annotation')})  {each.id}"
            for each in found
        ]
        show(asked, facts, lines or [_NONE_FOUND if asked.filter else _NONE_YET])


def remove(asked: Namespace) -> None:
    """Remove a document with its annotations; it can be restored."""
    with Project.open(asked.project) as project:
        document = documents.find_document(project, asked.document)
        with project.change(Op.REMOVE_DOCUMENT, coders.list_coders(project)[0].id) as change:
            documents.remove_document(change, document.id)
        facts = {"document_id": document.id, "document": document.title}
        said = f"Removed “{document.title}”; diple removed --restore brings it back."
        show(asked, facts, [said])


def list_removed(asked: Namespace) -> None:
    """List the documents that were removed; restore one, or delete them all for good."""
    with Project.open(asked.project, write=bool(asked.restore or asked.empty)) as project:
        me = coders.list_coders(project)[0].id
        lines = []
        if asked.restore:
            lines += _restore(project, me, asked.restore)
        if asked.empty:
            lines += _empty(project, me, is_done=asked.apply)
        found = removed.list_removed(project)
        facts = [
            {
                "document_id": each.document_id,
                "document": each.title,
                "characters": each.length,
                "annotations": each.annotations,
                "removed_at": each.at,
                "step": each.step,
            }
            for each in found
        ]
        lines += [
            f"{each.title}  ({counted(each.length, 'character')}, removed {each.at})"
            f"  {each.document_id}"
            for each in found
        ]
        show(asked, facts, lines or ["No document was removed."])


def _restore(project: Project, me: str, name: str) -> list[str]:
    known = removed.list_removed(project)
    found = [each for each in known if name == each.document_id] or [
        each for each in known if name == each.title
    ]
    if not found:
        raise Unknown(kind="removed document", name=name)
    if len(found) > 1:
        ids = [each.document_id for each in found]
        raise Ambiguous(kind="removed document", name=name, ids=ids)
    with project.change(Op.RESTORE_DOCUMENT, me) as change:
        left_out = removed.restore_document(change, found[0].document_id)
    lines = [f"Restored “{found[0].title}”."]
    if left_out:
        lines.append(f"  {counted(left_out, 'row')} hung on what is gone and stayed out.")
    return lines


def _empty(project: Project, me: str, *, is_done: bool) -> list[str]:
    plan = removed.plan_emptying(project)
    what = f"{counted(plan.texts, 'text')} with {counted(plan.length, 'character')}"
    if not (plan.texts or plan.documents):
        return ["Nothing is there to be deleted for good."]
    if not is_done:
        return [
            f"Would delete {what} for good; step {plan.barrier} and all before it could no longer"
            " be undone. Backups keep them. Nothing was changed; add --apply to do it."
        ]
    with project.change(Op.EMPTY_REMOVED, me) as change:
        removed.empty_removed(change)
    project.shrink()
    return [f"Deleted {what} for good."]
