"""Acts in any order, good and bad, taken back and done again: the history always leads home."""

import itertools
import os
import random
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select, text

from desktop_app.core import annotations, codebook, coders, documents, notes, relations, schema
from desktop_app.core.errors import AppError
from desktop_app.core.model import NewDocument, NewPart, NoteTarget, Op
from desktop_app.core.project import Project
from tests.builders import State, a_seeded_project, me, state_of

WORDS = st.text(st.sampled_from("aé😀ש \n>\\"), max_size=6)
numbers = st.integers(0, 1 << 30)


class AnyOrder(RuleBasedStateMachine):
    """`states` holds the state before each step that can be taken back, and the present one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("DIPLE_HOME", self.folder.name)
        # The rows that `pick` chooses from are in order of their ids: the same at each run.
        self.patch.setattr(os, "urandom", random.Random(0).randbytes)
        self.patch.setattr(time, "time_ns", itertools.count(1_700_000_000_000_000_000).__next__)
        self.project = a_seeded_project(Path(self.folder.name) / "p.diple")
        self.states = [state_of(self.project)]
        self.undone: list[State] = []

    def do(self, op: Op, verb: object, *arguments: object, **named: object) -> None:
        """Run a verb; where it is refused, all must be as it was."""
        known = len(self.project.history())
        try:
            with self.project.change(op, me(self.project)) as change:
                verb(change, *arguments, **named)  # type: ignore[operator]
        except AppError:
            assert len(self.project.history()) == known
        if len(self.project.history()) > known:
            self.states.append(state_of(self.project))
            self.undone.clear()

    def pick(self, table: str, number: int) -> str:
        """Choose a row's id, now and then one that is not there."""
        ids = [row[0] for row in state_of(self.project)[table]]
        return [*ids, "gone"][number % (len(ids) + 1)]

    @rule(title=WORDS, body=WORDS)
    def add_document(self, title: str, body: str) -> None:
        new = NewDocument(title, body * 3, fields={"a": title})
        self.do(Op.IMPORT_DOCUMENT, documents.add_document, new)

    @rule(which=numbers)
    def remove_document(self, which: int) -> None:
        self.do(Op.REMOVE_DOCUMENT, documents.remove_document, self.pick("documents", which))

    @rule(which=numbers, name=WORDS, value=WORDS)
    def set_field(self, which: int, name: str, value: str) -> None:
        target = self.pick("documents", which)
        self.do(Op.SET_DOCUMENT_FIELD, documents.set_field, target, name, value)

    @rule(which=numbers, spans=st.lists(st.tuples(st.integers(-1, 70), st.integers(0, 70))))
    def annotate(self, which: int, spans: list[tuple[int, int]]) -> None:
        parts = [NewPart(*span) for span in spans]
        code = self.pick("codes", which) if which % 3 else None
        home = self.pick("documents", which // 7)
        self.do(Op.APPLY_CODE, annotations.apply_code, home, parts, code, note="n" * (which % 2))

    @rule(which=numbers, start=st.integers(0, 60), other=numbers)
    def add_part(self, which: int, start: int, other: int) -> None:
        part = NewPart(start, start + 4, document_id=self.pick("documents", other))
        self.do(Op.ADD_PART, annotations.add_part, self.pick("annotations", which), part)

    @rule(which=numbers)
    def remove_part(self, which: int) -> None:
        self.do(Op.REMOVE_PART, annotations.remove_part, self.pick("parts", which))

    @rule(which=numbers, other=numbers)
    def recode(self, which: int, other: int) -> None:
        target, code = self.pick("annotations", which), self.pick("codes", other)
        self.do(Op.RECODE, annotations.recode, target, code if other % 5 else None)

    @rule(which=numbers, count=st.integers(1, 3))
    def remove_annotations(self, which: int, count: int) -> None:
        ids = [self.pick("annotations", which + more) for more in range(count)]
        self.do(Op.REMOVE_ANNOTATION, annotations.remove_annotations, ids)

    @rule(which=numbers, name=WORDS, value=WORDS)
    def set_property(self, which: int, name: str, value: str) -> None:
        target = self.pick("annotations", which)
        self.do(Op.SET_PROPERTY, annotations.set_property, target, name, value)

    @rule(which=numbers, name=WORDS)
    def create_code(self, which: int, name: str) -> None:
        above = self.pick("codes", which) if which % 2 else None
        self.do(Op.CREATE_CODE, codebook.create_code, name, above)

    @rule(which=numbers, other=numbers, position=st.integers(-1, 5))
    def move_code(self, which: int, other: int, position: int) -> None:
        above = self.pick("codes", other) if other % 3 else None
        self.do(Op.MOVE_CODE, codebook.move_code, self.pick("codes", which), above, position)

    @rule(which=numbers, name=WORDS, color=st.sampled_from(["", "#ABCDEF", "red"]))
    def edit_code(self, which: int, name: str, color: str) -> None:
        target = self.pick("codes", which)
        self.do(Op.EDIT_CODE, codebook.edit_code, target, name=name, color=color, aliases=(name,))

    @rule(which=numbers, keep=st.booleans())
    def delete_code(self, which: int, keep: bool) -> None:
        target = self.pick("codes", which)
        self.do(Op.DELETE_CODE, codebook.delete_code, target, keep_annotations=keep)

    @rule(kind=st.sampled_from(["annotation", "code", "document", "coder"]), n=numbers, body=WORDS)
    def write_note(self, kind: str, n: int, body: str) -> None:
        target = NoteTarget(kind, self.pick(f"{kind}s", n))
        self.do(Op.WRITE_NOTE, notes.write_note, target, body)

    @rule(name=WORDS, which=numbers)
    def add_or_edit_coder(self, name: str, which: int) -> None:
        self.do(Op.ADD_CODER, coders.add_coder, name)
        self.do(Op.EDIT_CODER, coders.edit_coder, self.pick("coders", which), name=name + "x")

    @rule(which=numbers, other=numbers)
    def link(self, which: int, other: int) -> None:
        ends = self.pick("annotations", which), self.pick("annotations", other)
        self.do(Op.LINK_ANNOTATIONS, relations.link_annotations, *ends, "echoes")

    @rule(which=numbers)
    def unlink(self, which: int) -> None:
        target = self.pick("relations", which)
        self.do(Op.UNLINK_ANNOTATIONS, relations.unlink_annotations, target)

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.states.pop())
        self.project.undo()
        assert state_of(self.project) == self.states[-1]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.states.append(self.undone.pop())
        self.project.redo()
        assert state_of(self.project) == self.states[-1]

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.project.path)

    @invariant()
    def everything_fits(self) -> None:
        assert state_of(self.project) == self.states[-1]
        assert not self.project.rows(text("PRAGMA foreign_key_check"))
        assert quotes_that_differ(self.project) == []
        assert (self.project.next_redo() is not None) == bool(self.undone)

    def teardown(self) -> None:
        while len(self.states) > 1:
            self.undo()
        self.project.close()
        self.patch.undo()
        self.folder.cleanup()


def quotes_that_differ(project: Project) -> list[str]:
    part, document, body = schema.parts.c, schema.documents.c, schema.texts.c
    wanted = (
        select(part.id, part.start, part.end, part.quote, body.body)
        .join_from(schema.parts, schema.documents, document.id == part.document_id)
        .join(schema.texts, body.sha256 == document.text_sha256)
    )
    rows = project.tuples(wanted)
    return [id_ for id_, start, end, quote, whole in rows if whole[start:end] != quote]


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
