"""Merging codes: their annotations, children, notes and names go to the one that is kept.

Where the same coder had marked the same passages with both, one annotation is left, with the
notes, properties, relations and examples of both: nothing is counted twice and nothing is lost.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import list_annotations, remove_annotations
from desktop_app.core.codebook import annotations_of, delete_codes, edit_code, list_codes
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import Gone, NameTaken, NotTogether
from desktop_app.core.examples import hand_on_examples, quoted_as, quoted_in
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, Code, NoteTarget, Rows, chunks
from desktop_app.core.notes import read_note, write_note
from desktop_app.core.relations import hand_on_relations
from desktop_app.core.wordings import inherit_wordings

Extent = tuple[str, frozenset[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge does: codes that end, annotations that change code, pairs that become one."""

    codes: int
    annotations: int
    joined: int


@dataclass(frozen=True, slots=True)
class _Bearing:
    """What an heir and those that end in it bear, and which annotations of theirs become one."""

    heir_id: str
    ids: Sequence[str]
    annotations: Sequence[Annotation]
    twins: Sequence[tuple[Annotation, Annotation]]


def plan_merge(rows: Rows, code_ids: Sequence[str], kept_id: str) -> Merged:
    """Tell what `merge_codes` would do; raise Gone, NotTogether."""
    tree = list_codes(rows)
    pairs = _pairs(tree, _sources(tree, code_ids, kept_id), kept_id)
    return _report(pairs, list(_bearing(rows, pairs)))


def merge_codes(change: Change, code_ids: Sequence[str], kept_id: str) -> Merged:
    """Merge codes into another one, which keeps its definition and gets their names as aliases.

    Codes below them move below it; where one of the same name is there, they merge too. Raises
    Gone, NotTogether.
    """
    tree = list_codes(change)
    kept = tree.get(kept_id)
    sources = _sources(tree, code_ids, kept_id)
    assert kept is not None
    pairs = _pairs(tree, sources, kept_id)
    change.breathe()
    bearing = list(_bearing(change, pairs, change.breathe))
    report = _report(pairs, bearing)
    _free_kept(change, tree, sources, kept)
    for each in bearing:
        _merge_into(change, tree, each)
    _move_children(change, tree, dict(pairs))
    # What is left of them bears nothing any more.
    for code_id, heir_id in pairs:
        replaced = change.tuples(
            select(schema.codes.c.id).where(schema.codes.c.replaced_by == code_id)
        )
        ids = [row[0] for row in replaced]
        change.update_many(schema.codes, [i for i in ids if i != heir_id], replaced_by=heir_id)
        change.update_many(schema.codes, [i for i in ids if i == heir_id], replaced_by=None)
    delete_codes(change, [code_id for code_id, _ in pairs], keep_annotations=True)
    change.facts = {"code": kept.name}
    if len(sources) == 1:
        change.facts["merged"] = sources[0].name
    else:
        change.facts["count"] = len(sources)
    return report


# Which codes go where
def _sources(tree: CodeTree, code_ids: Sequence[str], kept_id: str) -> list[Code]:
    found = [tree.get(code_id) for code_id in dict.fromkeys(code_ids)]
    kept = tree.get(kept_id)
    if kept is None or None in found:
        raise Gone(kind="code")
    if kept in found or not found:
        raise NotTogether(name=kept.name)
    return sorted((c for c in found if c), key=lambda code: tree.ranks[code.id])


def _pairs(tree: CodeTree, sources: Iterable[Code], kept_id: str) -> list[tuple[str, str]]:
    """Pair each code that ends with the one that takes what it had, those below included."""
    ending = {code.id for code in sources}
    pairs: dict[str, str] = {}
    waiting = [(code.id, kept_id) for code in sources]
    names = {kept_id: {c.name: c.id for c in tree.children(kept_id) if c.id not in ending}}
    while waiting:
        code_id, heir_id = waiting.pop(0)
        pairs[code_id] = heir_id
        here = names.setdefault(
            heir_id, {c.name: c.id for c in tree.children(heir_id) if c.id not in ending}
        )
        for child in tree.children(code_id):
            if child.id in ending or child.id == kept_id:
                continue
            twin = here.setdefault(child.name, child.id)
            if twin != child.id:
                waiting.append((child.id, twin))
    return list(pairs.items())


def _bearing(
    rows: Rows, pairs: Iterable[tuple[str, str]], breathe: Callable[[], object] = lambda: None
) -> Iterator[_Bearing]:
    """Read what each heir and its pairs bear; `breathe` is called where that takes long."""
    ending: dict[str, list[str]] = {}
    for code_id, heir_id in pairs:
        ending.setdefault(heir_id, []).append(code_id)
    for heir_id, ids in ending.items():
        annotations: list[Annotation] = []
        for run in chunks(annotations_of(rows, [heir_id, *ids])):
            annotations += list_annotations(rows, ids=run)
            breathe()
        yield _Bearing(heir_id, ids, annotations, _twins(annotations, heir_id))
        breathe()


def _report(pairs: Sequence[tuple[str, str]], bearing: Iterable[_Bearing]) -> Merged:
    moved = joined = 0
    for each in bearing:
        moved += sum(annotation.code_id != each.heir_id for annotation in each.annotations)
        joined += len(each.twins)
    return Merged(len(pairs), moved, joined)


def _free_kept(change: Change, tree: CodeTree, sources: Sequence[Code], kept: Code) -> None:
    """Where the code that is kept stands below one that ends, let it take that one's place."""
    line = {each.id for each in tree.lineage(kept.id)}
    above = next((code for code in sources if code.id in line), None)
    if above:
        twin = tree.child_named(above.parent_id, kept.name)
        if twin and twin not in (kept, *sources):
            raise NameTaken(kind="code", name=kept.name)
        change.update(schema.codes, kept.id, parent_id=above.parent_id, position=above.position)


def _move_children(change: Change, tree: CodeTree, heirs: dict[str, str]) -> None:
    """Put the codes that stay but stood below one that ends below its heir, as the last."""
    last: dict[str, int] = {}
    for code_id, heir_id in heirs.items():
        for child in tree.children(code_id):
            if child.id in heirs or child.id == heir_id:
                continue
            there = tree.children(heir_id)
            last[heir_id] = last.get(heir_id, there[-1].position if there else -1) + 1
            change.update(
                schema.codes,
                child.id,
                parent_id=heir_id,
                position=last[heir_id],
                modified_at=change.at,
            )


# What they bear
def _merge_into(change: Change, tree: CodeTree, bearing: _Bearing) -> None:
    heir_id = bearing.heir_id
    heir = tree.get(heir_id)
    sources = [code for code_id in bearing.ids if (code := tree.get(code_id))]
    assert heir is not None
    _join(change, bearing.annotations, bearing.twins)
    for code in sources:
        numbers = inherit_wordings(change, heir, code)
        for old, new in numbers.items():
            moving = change.tuples(
                select(schema.annotations.c.id).where(
                    schema.annotations.c.code_id == code.id, schema.annotations.c.wording == old
                )
            )
            change.update_many(
                schema.annotations,
                [row[0] for row in moving],
                code_id=heir_id,
                wording=new,
                modified_at=change.at,
            )
        # Those of which no wording is known.
        rest = annotations_of(change, [code.id])
        change.update_many(schema.annotations, rest, code_id=heir_id, modified_at=change.at)
        _take_examples(change, code.id, heir_id)
    edit_code(change, heir_id, **_united(heir, sources))
    texts = [read_note(change, NoteTarget("code", each.id)) for each in (heir, *sources)]
    write_note(change, NoteTarget("code", heir_id), _joined_texts(texts))


def _united(heir: Code, sources: Sequence[Code]) -> dict[str, Any]:
    """Give the kept code what its annotations now need: names, roles and properties of all."""
    names = [each for code in sources for each in (code.name, *code.aliases)]
    aliases = dict.fromkeys([*heir.aliases, *(name for name in names if name != heir.name)])
    roles = {role.name: role for role in heir.roles}
    rules = {rule.name: rule for rule in heir.properties}
    for code in sources:
        for role in code.roles:
            # What one of them needed, the other never asked for.
            roles.setdefault(role.name, replace(role, is_required=False))
        for rule in code.properties:
            known = rules.setdefault(rule.name, rule)
            more = [each for each in rule.allowed if each not in known.allowed]
            if known.allowed and more:
                rules[rule.name] = replace(known, allowed=(*known.allowed, *more))
    quoted = dict.fromkeys(each for code in (heir, *sources) for each in quoted_in(code.extra))
    return {
        "extra": {**heir.extra, **quoted_as(quoted)},
        "aliases": tuple(aliases),
        "roles": tuple(roles.values()),
        "properties": tuple(rules.values()),
    }


def _take_examples(change: Change, code_id: str, heir_id: str) -> None:
    table = schema.code_examples
    theirs = select(table.c.annotation_id).where(table.c.code_id == heir_id)
    known = {row[0] for row in change.tuples(theirs)}
    found = list(
        change.tuples(select(table.c.id, table.c.annotation_id).where(table.c.code_id == code_id))
    )
    change.delete_many(table, [key for key, annotation in found if annotation in known])
    moved = [key for key, annotation in found if annotation not in known]
    change.update_many(table, moved, code_id=heir_id)


# Annotations that become one
def _extent(annotation: Annotation) -> Extent | None:
    """Tell whose and where an annotation is; None where it has no words of a text."""
    places = frozenset((p.document_id, p.start, p.end) for p in annotation.parts)
    return (annotation.coder_id, places) if places else None


def _twins(annotations: Iterable[Annotation], heir_id: str) -> list[tuple[Annotation, Annotation]]:
    """Pair each annotation that goes with the one of the same coder and extent that stays.

    Only pairs of different codes: what was there twice under one code before is left alone.
    """
    first: dict[Extent, Annotation] = {}
    twins = []
    for each in sorted(annotations, key=lambda a: (a.code_id != heir_id, a.created_at, a.id)):
        extent = _extent(each)
        if extent is None:
            continue
        stays = first.setdefault(extent, each)
        if stays is not each and stays.code_id != each.code_id:
            twins.append((each, stays))
    return twins


def _join(
    change: Change,
    annotations: Sequence[Annotation],
    twins: Sequence[tuple[Annotation, Annotation]],
) -> None:
    texts = {each.id: each.note for each in annotations}
    properties = {each.id: dict(each.properties) for each in annotations}
    for goes, stays in twins:
        added = [texts[goes.id]]
        for name, value in goes.properties.items():
            if properties[stays.id].setdefault(name, value) != value:
                added.append(f"{name}: {value}")
            elif name not in stays.properties:
                change.insert(
                    schema.annotation_properties, annotation_id=stays.id, name=name, value=value
                )
        _fill_roles(change, goes, stays)
        joined = _joined_texts([texts[stays.id], *added])
        if joined != texts[stays.id]:
            texts[stays.id] = joined
            write_note(change, NoteTarget("annotation", stays.id), joined)
    moved = [(goes.id, stays.id) for goes, stays in twins]
    hand_on_examples(change, moved)
    hand_on_relations(change, dict(moved))
    remove_annotations(change, [goes for goes, _ in moved])


def _fill_roles(change: Change, goes: Annotation, stays: Annotation) -> None:
    roles = {(p.document_id, p.start, p.end): p.role for p in goes.parts}
    for part in stays.parts:
        role = roles.get((part.document_id, part.start, part.end), "")
        if role and not part.role:
            change.update(schema.parts, part.id, role=role)


def _joined_texts(texts: Iterable[str]) -> str:
    kept: list[str] = []
    for text in texts:
        if text.strip() and text not in kept:
            kept.append(text)
    return "\n\n".join(kept)
