"""Verbs on many annotations: as one by one, in one step."""

from pathlib import Path

import pytest

from desktop_app.core.annotations import list_annotations
from desktop_app.core.bulk import code_hits, recode_many, set_property_many
from desktop_app.core.codebook import list_codes
from desktop_app.core.errors import Gone
from desktop_app.core.model import Op
from desktop_app.core.search import Hit
from tests.builders import a_seeded_project, me, state_of


def test_many_are_recoded_and_described_in_one_step(tmp_path: Path) -> None:
    with a_seeded_project(tmp_path / "p.diple") as project:
        before = state_of(project)
        found = list_annotations(project)
        ids = [each.id for each in found]
        naming = list_codes(project).find("Naming").id
        with project.change(Op.RECODE) as change:
            assert recode_many(change, ids, naming) == len(ids) - 1
        assert {each.code_id for each in list_annotations(project)} == {naming}
        assert project.history()[-1].facts == {"code": "Naming"}
        with project.change(Op.SET_PROPERTY) as change:
            assert set_property_many(change, ids, "certainty", "low") == len(ids) - 1
        assert all(each.properties["certainty"] == "low" for each in list_annotations(project))
        with project.change(Op.SET_PROPERTY) as change:
            set_property_many(change, ids, "certainty", "")
        assert not any(each.properties for each in list_annotations(project))
        for _ in range(3):
            project.undo()
        assert state_of(project) == before
        with pytest.raises(Gone), project.change(Op.RECODE) as change:
            recode_many(change, [*ids, "gone"], None)


def test_places_coded_before_are_left_out(tmp_path: Path) -> None:
    with a_seeded_project(tmp_path / "p.diple") as project:
        home = list_annotations(project)[0].parts[0].document_id
        hits = [Hit(home, 0, 2), Hit(home, 0, 2), Hit(home, 9, 11)]
        code = list_codes(project).find("Irony").id
        for expected in (2, 0):
            with project.change(Op.APPLY_CODE, me(project)) as change:
                assert code_hits(change, hits, code) == expected
