"""The segments out of a project, and what the writers of tables share."""

import sys
from argparse import Namespace
from pathlib import Path

from desktop_app.commands import Answer, WrongUsage, counted
from desktop_app.core import codebook, coders, documents
from desktop_app.core.errors import UnknownExport
from desktop_app.core.project import Project
from desktop_app.core.segments import Filter
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.segments_csv import stream_segments, write_segments

STANDARD_OUTPUT = Path("-")


def export_segments(arguments: Namespace) -> Answer:
    """Write the segments to a file, or to standard output for `-`."""
    out: Path = arguments.out
    profile = PROFILES[arguments.profile]
    if out == STANDARD_OUTPUT and arguments.json:
        raise WrongUsage("--json needs a file to write to: the table itself goes to -")
    if out != STANDARD_OUTPUT:
        check_suffix(out, ".csv")
    with Project.open(arguments.project, write=False) as project:
        only = _filter(project, arguments)
        if out == STANDARD_OUTPUT:
            stream_segments(project, sys.stdout.buffer, profile, only)
            return Answer()
        count = write_segments(project, out, profile, only)
    data = {"file": str(out), "segments": count, "profile": profile.name, "shape": arguments.shape}
    return Answer(data, [f"Wrote {counted(count, 'segment')} to {out}."])


def check_suffix(path: Path, *suffixes: str) -> None:
    """Raise UnknownExport unless the path ends in one of these suffixes."""
    if path.suffix.lower() not in suffixes:
        raise UnknownExport(path=path, suffixes=list(suffixes))


def _filter(project: Project, arguments: Namespace) -> Filter:
    wanted: dict[str, str] = {}
    if arguments.code is not None:
        wanted["code_id"] = codebook.list_codes(project).find(arguments.code).id
    if arguments.document is not None:
        wanted["document_id"] = documents.find_document(project, arguments.document).id
    if arguments.coder is not None:
        wanted["coder_id"] = coders.find_coder(project, arguments.coder).id
    return Filter(**wanted)
