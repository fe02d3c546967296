"""`diple agreement`: figures with what they rest on, for people and as JSON."""

import csv
import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.core.annotations import apply_code, list_annotations, set_property
from desktop_app.core.coders import add_coder, find_coder
from desktop_app.core.docsets import make_set
from desktop_app.core.documents import list_documents
from desktop_app.core.model import NewPart, Op
from desktop_app.core.project import Project
from tests.builders import me


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["agreement", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_json_says_code_measure_unit_value_and_counts(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ask(capsys, sample, "--coders", "Reader A,Reader B", "--measure", "kappa",
                       "--unit", "sentence", "--json")  # fmt: skip
    rows = json.loads(out)
    assert code == 0
    assert rows[-1]["code"] is None
    assert {row["measure"] for row in rows} == {"cohen_kappa"}
    assert {row["unit"] for row in rows} == {"sentence"}
    for row in rows[:-1]:
        assert sum(count["count"] for count in row["counts"]) == row["units"] > 100
        assert row["value"] is None or -1 <= row["value"] <= 1
        assert row["documents"] == 1


def test_people_are_told_in_plain_words(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, sample, "--coders", "Reader A,Reader B", "--code", "Irony")
    assert code == 0
    assert "Both marked 4 of 9 places" in out
    assert "text that nobody marked counts" in out
    assert "Cohen’s kappa, by character" in out


def test_a_measure_of_two_compares_each_pair_of_more(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path(sample)) as project:
        mark = next(a for a in list_annotations(project) if a.code_id)
        with project.change(Op.ADD_CODER) as change:
            third = add_coder(change, "Reader C")
        with project.change(Op.APPLY_CODE, third) as change:
            part = NewPart(mark.parts[0].start, mark.parts[0].end)
            apply_code(change, mark.parts[0].document_id, [part], mark.code_id)
    code, out, _ = ask(capsys, sample, "--measure", "kappa,alpha", "--unit", "sentence")
    assert code == 0
    first, _, *lines = out.splitlines()
    assert first == (
        "Cohen’s kappa compares two readers, so each pair of the 3 is compared by itself."
    )
    heads = [line for line in lines if line.startswith(("Cohen", "Kripp"))]
    assert heads == [
        "Cohen’s kappa, by sentence: Reader A, Reader B",
        "Cohen’s kappa, by sentence: Reader A, Reader C",
        "Cohen’s kappa, by sentence: Reader B, Reader C",
        "Krippendorff’s alpha, by sentence: Reader A, Reader B, Reader C",
    ]
    assert ask(capsys, sample, "--measure", "kappa", "--coders", "Reader A")[0] == 1


def test_a_table_has_all_that_the_figures_rest_on(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.csv"
    words = ("--measure", "alpha,f1", "--bootstrap", "50", "--csv", str(path))
    code, out, _ = ask(capsys, sample, *words)
    assert code == 0
    assert "95% interval" in out
    assert "stretches of whole paragraphs, seed 1" in out
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["measure"] for row in rows} == {"krippendorff_alpha", "f1_overlap"}
    for row in (each for each in rows if not each["code"]):
        assert row["coders"] == "Reader A; Reader B"
        assert row["texts"] == "The Ostrey ferry"
        assert float(row["interval_low"]) <= float(row["value"]) <= float(row["interval_high"])
    code, out, err = ask(capsys, sample, "--csv", str(tmp_path / "figures.txt"))
    assert (code, out) == (1, "")
    assert ".csv" in err


def test_where_nothing_can_be_drawn_it_is_said(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--measure", "ac1", "--unit", "document", "--bootstrap", "20")
    code, out, _ = ask(capsys, sample, *words)
    assert code == 0
    assert "No intervals" in out


def test_the_values_of_a_property_are_compared(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path(sample)) as project:
        for name in ("Reader A", "Reader B"):
            coder = find_coder(project, name).id
            mine = [a for a in list_annotations(project) if a.coder_id == coder and a.parts]
            for annotation in mine[:20]:
                with project.change(Op.SET_PROPERTY, coder) as change:
                    value = str(1 + annotation.parts[0].start // 3000 % 4)
                    set_property(change, annotation.id, "strength", value)
    words = ("--property", "strength", "--measure", "alpha_ordinal,ac2", "--unit", "sentence")
    code, out, _ = ask(capsys, sample, *words)
    assert code == 0
    assert "Krippendorff’s alpha, ordinal of “strength”, by sentence" in out
    code, _, err = ask(capsys, sample, "--property", "strength", "--measure", "jaccard")
    assert (code, err.count("\n")) == (1, 1)


def test_the_texts_of_a_set(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(Path(sample)) as project:
        first = list_documents(project)[0].id
        with project.change(Op.CHANGE_SET, me(project)) as change:
            make_set(change, "Speeches", [first])
    code, out, _ = ask(capsys, sample, "--set", "Speeches", "--json")
    assert code == 0
    assert {row["documents"] for row in json.loads(out)} == {1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--coders", "Reader A"), "two or more"),
        (("--coders", "Reader A,Nobody"), "Nobody"),
        (("--coders", "Reader A,Reader B", "--measure", "gamma"), "gamma"),
        (("--coders", "Reader A,Reader B", "--code", "No such"), "No such"),
        (("--set", "No such"), "No such"),
        (("--property", "No such"), "No such"),
        (("--bootstrap", "-1"), "number of draws"),
        (("--bootstrap", "1000000"), "number of draws"),
    ],
)
def test_what_is_refused(
    words: tuple[str, ...], said: str, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ask(capsys, sample, *words)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
