"""Collecting: readings that were handed in, each looked at, then all taken in one step.

A submission is one coder's layer. Who it is from is told by ids, never by names or files; which
of two is newer by the steps that each knows, never by a clock. Texts are compared by their
hashes: where one differs, the passages are placed anew and that is reported, or the document is
refused. Reading the files is not done here.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.anchoring import Alignment
from desktop_app.core.assignments import Assignment, list_assignments
from desktop_app.core.coders import from_elsewhere
from desktop_app.core.errors import FileDamaged
from desktop_app.core.journal import Change
from desktop_app.core.layers import index_layers
from desktop_app.core.merging import (
    OURS,
    THEIRS,
    Conflict,
    difference,
    unite_states,
    write_rows,
)
from desktop_app.core.merging.joining import rename, resolve
from desktop_app.core.merging.memory import Chain, Memory, recall
from desktop_app.core.merging.retexting import Reanchored, move_document
from desktop_app.core.merging.states import (
    TABLES,
    Row,
    State,
    columns_of,
    empty_state,
    kin_of,
    read_state,
)
from desktop_app.core.records import encode
from desktop_app.core.submissions import (
    LAYER,
    Collected,
    Standing,
    Submission,
    as_one_person,
    name_namesakes,
    replaced_in,
    standing_of,
)

if TYPE_CHECKING:
    from desktop_app.core.project import Project


@dataclass(frozen=True)
class CollectPlan:
    """What collecting some files would do; see MergePlan."""

    reports: tuple[Collected, ...]
    wanted: Mapping[str, Mapping[str, Row | None]]
    before: Mapping[str, Mapping[str, Row]]
    conflicts: tuple[Conflict, ...]
    heads: tuple[str, ...]
    joined: Mapping[str, str]
    circles: Mapping[str, Chain]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to take."""
        return not any(self.wanted.values())


Progress = Callable[[int, int], None]
NO_CHOICES: Mapping[str, str] = {}


def plan_collecting(
    project: "Project",
    found: Sequence[Submission | tuple[str, Exception]],
    progress: Progress | None = None,
    decided: Mapping[str, str] = NO_CHOICES,
) -> CollectPlan:
    """Look at submissions, or at the errors in place of them, and plan their taking.

    Any number at once, in any order: the plan is the same. `decided` chooses by the key of a
    conflict: `ours`, `theirs`, or the coder whose side is taken.
    """
    with project.whole():
        state = read_state(project)
        work = _Collecting(project, state, decided)
    reports: dict[int, Collected] = {}
    good = [(n, each) for n, each in enumerate(found) if isinstance(each, Submission)]
    for number, each in enumerate(found):
        if not isinstance(each, Submission):
            name, error = each
            reports[number] = Collected(name, Standing.DAMAGED, error=error)
    # Of two files of one reader the later stands above the earlier, whichever came first.
    for done, (number, each) in enumerate(sorted(good, key=_rank)):
        if progress:
            progress(done, len(good))
        reports[number] = work.take(each)
    wanted, before = difference(state, work.state)
    ordered = tuple(reports[number] for number in sorted(reports))
    return CollectPlan(
        name_namesakes(work.state, ordered), wanted, before, tuple(work.conflicts),
        tuple(sorted(work.heads)), work.joined, work.circles,
    )  # fmt: skip


def accept_collecting(change: Change, plan: CollectPlan) -> None:
    """Write what was planned as part of one step; raise TextChanged where the project changed."""
    write_rows(change, plan.wanted, plan.before, {})
    taken = [each for each in plan.reports if each.is_taken]
    change.facts["count"] = len(taken)
    if len(taken) == 1:
        change.facts["person"] = taken[0].person
    change.facts.update(heads=list(plan.heads), joined=dict(plan.joined))
    known = recall(change)
    if known.circles != plan.circles:
        replace(known, circles=plan.circles).keep(change, plan.heads)


def _rank(item: tuple[int, Submission]) -> tuple[str, str, int, str]:
    _, each = item
    return (each.assignment_id, each.coder_id, each.version, each.digest)


class _Collecting:
    """The state of the project while one submission after another is laid into it."""

    def __init__(self, project: "Project", state: State, decided: Mapping[str, str]) -> None:
        self._project = project
        self._decided = decided
        self.state: State = {table: dict(rows) for table, rows in state.items()}
        kin = kin_of(project.history())
        self.joined = dict(kin.joined)
        self.circles = dict(recall(project).circles)
        self.heads: set[str] = set()
        self.conflicts: list[Conflict] = []
        self._known = {each.id: each for each in list_assignments(project)}
        self._layers = index_layers(self.state)
        self._alignments: dict[tuple[str, str], Alignment] = {}

    def take(self, each: Submission) -> Collected:
        report = Collected(
            each.file_name, Standing.NEW, each.person, each.coder_id, each.version,
            len(each.rows["annotations"]),
        )  # fmt: skip
        assignment = self._known.get(each.assignment_id)
        if assignment is None:
            return replace(report, standing=Standing.STRANGE)
        kept_id = str(uuid5(UUID(assignment.id), each.coder_id))
        kept = self.state["submissions"].get(kept_id)
        standing, digest = standing_of(each, kept), each.digest
        if person := as_one_person(each, self.joined, self.state):
            # What it lacks may be of the other machine: nothing is deleted for that.
            is_new = standing in (Standing.NEW, Standing.NEWER)
            each, standing = person, Standing.APART if is_new else standing
        report = replace(report, standing=standing)
        if not report.is_taken:
            return report
        try:
            self._check(each)
        except FileDamaged as error:
            return replace(report, standing=Standing.DAMAGED, error=error)
        report = self._lay_in(each, assignment, report, kept)
        self._drop(each)
        self._take_replies(each)
        self._note(each, kept_id, kept, standing, digest)
        self.heads.add(f"{each.coder_id}:{each.version}:{each.digest[:12]}")
        return report

    def _check(self, each: Submission) -> None:
        """Raise FileDamaged where others' rows, or passages that do not fit, are handed in."""
        known = self._layers.get(each.coder_id, empty_state())
        for table in LAYER:
            if any(k in self.state[table] and k not in known[table] for k in each.rows[table]):
                raise FileDamaged(path=each.file_name, reason="it holds what is another reader’s")
        texts: dict[str, str | None] = {}
        for part in each.rows["parts"].values():
            sha256 = each.texts[part["document_id"]]
            if sha256 not in texts:
                texts[sha256] = each.bodies.get(sha256) or self._text(sha256)
            text = texts[sha256]
            if text is not None and text[part["start"] : part["end"]] != part["quote"]:
                raise FileDamaged(path=each.file_name, reason="a passage does not fit its text")

    def _lay_in(
        self, each: Submission, assignment: Assignment, report: Collected, kept: Row | None
    ) -> Collected:
        layer = self._layers.setdefault(each.coder_id, empty_state())
        ours = self._surroundings(layer)
        bodies = {key: self._body(each, key, ours) for key in each.texts}
        refused = [key for key, body in bodies.items() if body is None]
        theirs = self._theirs(each, ours, refused)
        theirs, moved = self._to_our_texts(each, theirs, ours, bodies)
        base = {**ours, "codes": self._known_codes(assignment, kept)}
        if report.standing is not Standing.NEWER:
            base |= {table: {} for table in LAYER}
        own = theirs["codes"].keys() - ours["codes"].keys() - assignment.codes.keys()
        memory = Memory(circles=self.circles).renamed(self.joined)
        union = unite_states(base, ours, theirs, _no_text, self._sides(each), memory)
        self.circles = dict(union.memory.circles)
        self.joined.update(union.joined)
        self.joined = resolve(self.joined)
        self._tell(each, union.conflicts)
        counts = self._keep(each.coder_id, ours, union.state)
        return replace(
            report,
            refused=tuple(self._title(key) for key in refused),
            reanchored=tuple(moved),
            own_codes=len(own),
            added=counts[0],
            changed=counts[1],
            removed=counts[2],
        )

    def _surroundings(self, layer: State) -> State:
        """Give what a layer is united within: itself, texts, codes, and what others tied to it."""
        marks = layer["annotations"]
        ours = {table: dict(layer[table]) for table in TABLES}
        for table in ("documents", "codes", "coders"):
            ours[table] = self.state[table]
        for table in ("code_examples", "decision_marks", "replies"):
            ours[table] = {
                key: row for key, row in self.state[table].items() if row["annotation_id"] in marks
            }
        if ours["decision_marks"]:
            ours["decisions"] = self.state["decisions"]
        for key, row in self.state["relations"].items():
            if row["from_annotation_id"] in marks or row["to_annotation_id"] in marks:
                ours["relations"][key] = row
                for end in ("from_annotation_id", "to_annotation_id"):
                    ours["annotations"][row[end]] = self.state["annotations"][row[end]]
        return ours

    def _theirs(self, each: Submission, ours: State, refused: Sequence[str]) -> State:
        """Give our surroundings with this layer as it was handed in.

        Of a document that is refused it stays as it was.
        """
        rows = rename(each.rows, resolve(self.joined))
        known = self._layers[each.coder_id]
        if refused:
            rows = {**rows, **replaced_in(rows, known, frozenset(refused))}
        theirs: State = {table: dict(found) for table, found in ours.items()}
        for table in LAYER:
            kept = {key: row for key, row in ours[table].items() if key not in known[table]}
            theirs[table] = {**kept, **rows[table]}
        # What was handed out and not sent was not changed.
        handed_out = self._known[each.assignment_id].codes
        theirs["codes"] = {key: dict(row) for key, row in handed_out.items()}
        for key, row in rows["codes"].items():
            known_row = theirs["codes"].get(key, row)
            theirs["codes"][key] = {**row, "created_by": known_row["created_by"]}
        coder = from_elsewhere(rows["coders"][each.coder_id])
        theirs["coders"] = {each.coder_id: coder, **ours["coders"]}
        return theirs

    def _known_codes(self, assignment: Assignment, kept: Row | None) -> dict[str, Row]:
        """Give the codes that a student went on from: as handed out, or as handed in before."""
        codes = {key: dict(row) for key, row in assignment.codes.items()}
        sent = json.loads(kept["codes"] or "{}") if kept else {}
        return codes | rename({**empty_state(), "codes": sent}, self.joined)["codes"]

    def _take_replies(self, each: Submission) -> None:
        """Take what a student replied, to whoever's marks are here."""
        for key, row in each.rows["replies"].items():
            known = self.state["replies"].get(key, row)
            is_theirs = known["created_by"] == row["created_by"] == each.coder_id
            if is_theirs and row["annotation_id"] in self.state["annotations"]:
                self.state["replies"][key] = row

    def _sides(self, each: Submission) -> dict[str, str]:
        """Tell which side a person chose against this reading, by the key of a conflict."""
        theirs = (THEIRS, each.coder_id)
        return {key: THEIRS if who in theirs else OURS for key, who in self._decided.items()}

    def _tell(self, each: Submission, conflicts: Iterable[Conflict]) -> None:
        self.conflicts += [
            replace(conflict, coder_id=each.coder_id, person=each.person) for conflict in conflicts
        ]

    def _drop(self, each: Submission) -> None:
        """Ask about codes that a student deleted, and delete what nobody needs and is decided.

        One of thirty readers must not take a code from all others without being asked.
        """
        for key in each.gone:
            if (row := self.state["codes"].get(key)) is None:
                continue
            if any(key == other["parent_id"] for other in self.state["codes"].values()):
                continue
            found = Conflict("dropped", "codes", key, by=THEIRS, label=row["name"])
            is_used = any(key == mark["code_id"] for mark in self.state["annotations"].values())
            if self._sides(each).get(found.key) == THEIRS and not is_used:
                self._delete_code(key)
            self._tell(each, [found])

    def _delete_code(self, code_id: str) -> None:
        """Delete a code that nothing is coded with, and what belongs to it."""
        del self.state["codes"][code_id]
        for table in ("notes", "code_wordings", "code_examples"):
            rows = self.state[table]
            self.state[table] = {k: row for k, row in rows.items() if row["code_id"] != code_id}
        for key, row in self.state["codes"].items():
            if row["replaced_by"] == code_id:
                self.state["codes"][key] = {**row, "replaced_by": None}

    def _body(self, each: Submission, document_id: str, ours: State) -> str | None:
        """Find the text that was read; None where it is not known, so that nothing is guessed."""
        document, sha256 = ours["documents"].get(document_id), each.texts[document_id]
        if document is None:
            return None
        if document["text_sha256"] == sha256:
            return ""
        return each.bodies.get(sha256) or self._text(sha256)

    def _to_our_texts(
        self, each: Submission, theirs: State, ours: State, bodies: Mapping[str, str | None]
    ) -> tuple[State, list[Reanchored]]:
        """Place passages anew where a text is another here."""
        moved: list[Reanchored] = []
        for document_id, body in sorted(bodies.items()):
            if not body:
                continue
            document, sha256 = ours["documents"][document_id], each.texts[document_id]
            alignment = self._align(sha256, body, document["text_sha256"])
            own = frozenset(each.rows["annotations"])
            theirs, fates = move_document(theirs, ours, document_id, alignment, sha256, own)
            if fates:
                moved.append(Reanchored(document_id, document["title"], "theirs", fates))
        return theirs, moved

    def _title(self, document_id: str) -> str:
        document = self.state["documents"].get(document_id)
        return str(document["title"]) if document else document_id

    def _align(self, sha256: str, body: str, target: str) -> Alignment:
        key = (sha256, target)
        if key not in self._alignments:
            self._alignments[key] = Alignment(body, self._text(target) or "")
        return self._alignments[key]

    def _text(self, sha256: str) -> str | None:
        wanted = select(schema.texts.c.body).where(schema.texts.c.sha256 == sha256)
        return next((str(row[0]) for row in self._project.tuples(wanted)), None)

    def _keep(self, coder_id: str, ours: State, united: State) -> tuple[int, int, int]:
        """Write a united layer into the whole; count annotations that came, changed, went."""
        wanted, _ = difference(ours, united)
        for table, rows in wanted.items():
            for row_id, row in rows.items():
                if row is None:
                    self.state[table].pop(row_id, None)
                    self._layers[coder_id][table].pop(row_id, None)
                else:
                    self.state[table][row_id] = row
                    if table in LAYER:
                        self._layers[coder_id][table][row_id] = row
        marks = wanted.get("annotations", {})
        touched = {
            row["annotation_id"]
            for table in LAYER[1:5]
            for row in wanted.get(table, {}).values()
            if row
        }
        came = {key for key, row in marks.items() if row and key not in ours["annotations"]}
        went = {key for key, row in marks.items() if row is None}
        changed = (touched | marks.keys()) - came - went - {None}
        return len(came), len(changed), len(went)

    def _note(
        self, each: Submission, kept_id: str, kept: Row | None, standing: Standing, digest: str
    ) -> None:
        steps = list(each.steps)
        if kept and standing is Standing.APART:
            steps = sorted({*json.loads(kept["steps"] or "[]"), *steps})
        row = dict.fromkeys(columns_of("submissions")) | {
            "id": kept_id,
            "assignment_id": each.assignment_id,
            "coder_id": each.coder_id,
            "person": each.person,
            "version": max(each.version, kept["version"] if kept else 0),
            "digest": digest,
            "steps": encode(steps),
            "texts": encode(dict(each.texts)),
            "codes": encode(each.rows["codes"]),
            "file_name": each.file_name,
        }
        self.state["submissions"][kept_id] = row


def _no_text(sha256: str) -> str:
    raise AssertionError("the passages stand in our texts already")
