"""Verbs that keep a project safe: check, backup, restore."""

import os
from argparse import Namespace
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.commands.output import counted, show
from desktop_app.core import leases, safety
from desktop_app.core.errors import AppError, CheckFailed, FileExists, FileMissing, StrangeProject
from desktop_app.core.findings import Counts, Report
from desktop_app.core.project import Project
from desktop_app.core.safety.backups import make_backup, write_backup
from desktop_app.messages import REASONS, finding_phrase


def check(asked: Namespace) -> None:
    """Check a project in full and say what was found and what can be read."""
    report = safety.check(asked.project)
    show(asked, _report_facts(report), _report_lines(report))
    if report.foreign:
        raise StrangeProject(path=asked.project, reason=report.foreign)
    if not report.is_sound:
        raise CheckFailed(path=asked.project, count=counted(len(report.findings), "fault"))


def backup(asked: Namespace) -> None:
    """Make a backup and say where it is."""
    if asked.list:
        list_backups(asked)
        return
    if asked.to:
        if asked.to.exists():
            raise FileExists(path=asked.to)
        write_backup(asked.project, asked.to)
        path = asked.to
    else:
        path = make_backup(asked.project, safety.Reason.ASKED).path
    facts = {"backup": str(path), "counts": _counts_facts(_count(path))}
    show(asked, facts, [f"Written and checked: {path}."])


def release(asked: Namespace) -> None:
    """Take a project out of another machine's hands and say whose these were."""
    held = leases.read(asked.project)
    Project.open(asked.project, take_over=True).close()
    whose = f"{held.user} on {held.host} had it" if held else "nobody had it"
    facts = {"project": str(asked.project), "had": held and {"user": held.user, "host": held.host}}
    show(asked, facts, [f"{asked.project} is free; {whose}."])


def restore(asked: Namespace) -> None:
    """Bring a backup back and say what was set aside."""
    if asked.list:
        list_backups(asked)
        return
    if asked.source and not os.path.exists(asked.source):
        raise FileMissing(path=asked.source)
    done = safety.restore(asked.project, asked.source)
    facts = {"project": str(done.path), "backup": str(done.backup), "aside": str(done.aside or "")}
    lines = [f"{done.path} is now the backup {done.backup.name}."]
    lines.append(f"It holds {_held(_count(done.path))}.")
    if done.aside:
        held = _held(_count(done.aside))
        lines.append(f"The file that stood there, of {held}, is set aside as {done.aside}.")
    show(asked, facts, lines)


def list_backups(asked: Namespace) -> None:
    """List the backups of a project, the newest first, with what they hold."""
    facts: list[dict[str, Any]] = []
    lines: list[str] = []
    now = _count(asked.project)
    for each in safety.backups_of(asked.project):
        counts = _count(each.path)
        facts.append(
            {
                "backup": str(each.path),
                "at": each.at.isoformat(),
                "reason": each.reason,
                "bytes": each.size,
                "counts": _counts_facts(counts),
                "compared": _differences(counts, now),
            }
        )
        local = each.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        size = f"{each.size / 1e6:,.1f} MB"
        lines.append(f"{local}  {size}  {_held(counts)}  ({REASONS[each.reason]})")
        if counts and now:
            lines.append(f"    compared with now: {_compared(_differences(counts, now))}")
        lines.append(f"    {each.path}")
    if lines and asked.project.exists():
        size = f"{asked.project.stat().st_size / 1e6:,.1f} MB"
        lines.insert(0, f"There now:           {size}  {_held(now)}")
    show(asked, facts, lines or [f"No backups of {asked.project} yet."])


def _differences(counts: Counts | None, now: Counts | None) -> dict[str, int]:
    """Count what a backup has more (or less) than the file that stands there; of what differs."""
    if counts is None or now is None:
        return {}
    there = asdict(now)
    return {
        name: count - there[name] for name, count in asdict(counts).items() if count != there[name]
    }


def _compared(differences: dict[str, int]) -> str:
    said = [
        f"{counted(abs(count), name.removesuffix('s'))} {'more' if count > 0 else 'fewer'}"
        for name, count in differences.items()
    ]
    return ", ".join(said) or "nothing differs"


def _count(path: Path) -> Counts | None:
    with suppress(AppError):
        return safety.count(path)
    return None


def _held(counts: Counts | None) -> str:
    return _counts_line(counts) if counts else "what cannot be read"


def _report_lines(report: Report) -> list[str]:
    state = "sound" if report.is_sound else "not looked into" if report.foreign else "damaged"
    lines = [f"{report.path}: {state}."]
    if report.counts:
        lines.append(f"It holds {_counts_line(report.counts)}.")
    lines += [f"  {finding_phrase(each)}" for each in report.findings]
    if not (report.is_sound or report.foreign):
        titles = ", ".join(f"“{title}”" for title in report.whole)
        lines.append(f"Whole, with their passages: {titles or 'no document'}.")
    return lines


def _report_facts(report: Report) -> dict[str, Any]:
    return {
        "project": str(report.path),
        "is_sound": report.is_sound,
        "format": report.version,
        "counts": _counts_facts(report.counts),
        "findings": [
            {**asdict(finding), "said": finding_phrase(finding)} for finding in report.findings
        ],
        "whole_documents": list(report.whole),
    }


def _counts_facts(counts: Counts | None) -> dict[str, int] | None:
    return asdict(counts) if counts else None


def _counts_line(counts: Counts) -> str:
    said = (
        counted(counts.documents, "document"),
        counted(counts.codes, "code"),
        counted(counts.annotations, "annotation"),
        counted(counts.notes, "note"),
        counted(counts.steps, "step"),
    )
    return ", ".join(said)
