"""The verb again: a second look at one's own passages, and how far it agrees with the first."""

from argparse import Namespace

from desktop_app.commands.output import counted, show
from desktop_app.core import secondlook
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder, list_coders
from desktop_app.core.model import Op
from desktop_app.core.project import Project


def again(asked: Namespace) -> None:
    """Give passages back without their codes, or tell how both looks agree."""
    with Project.open(asked.project, write=not asked.report) as project:
        coder = find_coder(project, asked.coder) if asked.coder else list_coders(project)[0]
        if asked.report:
            _report(asked, project, coder.id)
            return
        with project.change(Op.SECOND_LOOK, coder.id) as change:
            made = secondlook.begin_second_look(
                change, coder.id, max(1, asked.count), asked.seed, "again"
            )
            count = change.facts["count"]
        name = find_coder(project, made).name
    facts = {"coder": name, "passages": count, "seed": asked.seed}
    said = f"{counted(count, 'passage')} without codes for {name}: code as {name} to look"
    show(asked, facts, [f"{said} again; then `diple again --report --coder “{name}”`."])


def _report(asked: Namespace, project: Project, coder_id: str) -> None:
    looks = secondlook.read_looks(project, coder_id)
    figure = secondlook.agreement_with_oneself(looks)
    tree = list_codes(project)
    done = [look for look in looks if look.again_code]
    same = sum(look.is_same for look in done)
    facts = {
        "measure": "cohen_kappa",
        "value": figure.value,
        "reason": figure.reason,
        "passages": len(looks),
        "coded_again": len(done),
        "same": same,
        "differences": [
            {"annotation": look.first_id, "first": tree.path(look.first_code),
             "again": tree.path(look.again_code)}
            for look in done if not look.is_same
        ],
    }  # fmt: skip
    value = "undefined" if figure.value is None else f"{figure.value:.3f}"
    lines = [
        f"Cohen’s kappa of both looks, by passage: {value}",
        f"  the same code for {same} of {len(done)} passages; {len(looks) - len(done)} not coded",
    ]
    lines += [f"  {figure.reason}"] if figure.reason else []
    lines += [f"  {each['first']} became {each['again']}" for each in facts["differences"]]  # type: ignore[union-attr, index]
    show(asked, facts, lines)
