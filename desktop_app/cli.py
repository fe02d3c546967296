"""The command line: what can be typed, and how it ends. What the verbs do is in `commands`.

Exit codes: 0 done; 1 refused, with one plain sentence on standard error; 2 wrong usage; 130
stopped by Ctrl+C. Only the window, `screenshot`, and `picture` to PDF or PNG load Qt.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop_app import __version__
from desktop_app.commands.verb import SHOWING, project_file
from desktop_app.commands.verbs import GROUPS, VERBS, Argument, Verb
from desktop_app.core.errors import AppError, NoDisplay
from desktop_app.faults import keep
from desktop_app.messages import sentence

SUMMARY = "Close reading and hand-coding of texts. Without a verb, the window opens."

SAMPLE = "--sample"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb, or open the window, and return the exit code."""
    given = _with_values(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows few letters shows the others by their numbers.
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(given)
    except SystemExit as end:
        return int(end.code or 0)
    except AppError as error:
        print(f"diple: {sentence(error)}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _stopped()
    except OSError as error:
        reason = error.strerror or error
        print(f"diple: the output could not be written ({reason}); try again.", file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - the last resort: our fault becomes one sentence
        if isinstance(error.__cause__, KeyboardInterrupt):
            return _stopped()  # Python makes another error of it where a class is being made
        print(f"diple: a fault in Diple itself; it is written in {keep(error)}.", file=sys.stderr)
    return 1


def _open_streams() -> None:
    """Let nothing be written where a stream is closed: else the next file opened would get it."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _stopped() -> int:
    print("diple: stopped; what was not finished is as it was before.", file=sys.stderr)
    return 130


def _with_values(given: Sequence[str]) -> list[str]:
    """Join `--span` with what follows, which argparse takes for a flag where it is negative."""
    joined: list[str] = []
    for word in given:
        if joined and joined[-1] == "--span":
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _run(given: Sequence[str]) -> int:
    if given == [SAMPLE]:
        return _open_sample()
    if given and (said := _no_verb(given)):
        parser().error(said)
    if not given or (_is_project(given[0]) and len(given) == 1):
        return _open_window(given)
    asked = parser().parse_args(given)
    from desktop_app.commands.arrival import telling_how_it_was_found

    module, _, function = asked.run.partition(":")
    with telling_how_it_was_found(asked):
        getattr(import_module(f"desktop_app.commands.{module}"), function)(asked)
    if asked.verb in SHOWING:
        from desktop_app.commands.output import tell_of_veil

        tell_of_veil(asked.project)
    sys.stdout.flush()
    return 0


def parser() -> argparse.ArgumentParser:
    """Make the parser from the table of verbs."""
    top = argparse.ArgumentParser(
        prog="diple",
        description=SUMMARY,
        epilog="`diple PROJECT` opens a project. `diple VERB --help` tells about a verb.",
    )
    top.add_argument(SAMPLE, action="store_true", help="open the sample project")
    top.add_argument("--version", action="version", version=f"diple {__version__}")
    verbs = top.add_subparsers(metavar="VERB", required=True)
    groups: dict[str, Any] = {}
    for name, about in GROUPS.items():
        group = verbs.add_parser(name, help=about, description=about)
        groups[name] = group.add_subparsers(metavar="VERB", required=True)
    for verb in VERBS:
        group_name, _, name = verb.name.rpartition(" ")
        _add_verb(groups[group_name] if group_name else verbs, name, verb)
    return top


def _add_verb(verbs: Any, name: str, verb: Verb) -> None:
    made = verbs.add_parser(
        name, help=verb.about, description=verb.about, epilog=f"For example: {verb.example}"
    )
    made.set_defaults(run=verb.run, verb=verb.name)
    for argument in verb.arguments:
        _add_argument(made, argument)
    if verb.has_json:
        made.add_argument("--json", action="store_true", help="print JSON")


def _add_argument(made: argparse.ArgumentParser, argument: Argument) -> None:
    made.add_argument(*argument.names, help=argument.about, **argument.options)


def _is_project(word: str) -> bool:
    """Tell whether the only word names a file rather than a verb."""
    return not word.startswith("-") and word not in _first_words()


def _first_words() -> list[str]:
    return list(dict.fromkeys(verb.name.split()[0] for verb in VERBS))


def _no_verb(given: Sequence[str]) -> str:
    """Say that the first word is no verb, where it was meant to be one, and which is like it."""
    word = given[0]
    if not _is_project(word):
        return ""
    path = project_file(word)
    if len(given) == 1 and (path.suffix or os.sep in word or os.path.exists(path)):
        return ""
    from difflib import get_close_matches

    like = get_close_matches(word, _first_words(), 1)
    meant = f"did you mean “{like[0]}”? " if like else ""
    what = "verb" if len(given) > 1 else "verb and no file"
    return f"there is no {what} called “{word}”; {meant}`diple --help` lists the verbs."


def _open_window(given: Sequence[str]) -> int:
    project = project_file(given[0]) if given else None
    if project is not None:
        from desktop_app.core.connection import read_version

        read_version(project)
    return _run_window(project)


def _open_sample() -> int:
    from desktop_app.display import check_display

    check_display()
    from desktop_app.formats.sample import sample_project

    return _run_window(sample_project())


def _run_window(project: Path | None) -> int:
    from desktop_app.display import check_display

    check_display()
    try:
        from desktop_app.gui.app import run
    except ImportError as error:
        # Qt's own libraries are there, but not those of the system that they need.
        raise NoDisplay(reason=error.msg) from error
    return run(project)
