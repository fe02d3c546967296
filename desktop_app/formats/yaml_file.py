"""Reading YAML files that people write: plain values only, of bounded size.

What the values mean is told where they are used.
"""

from pathlib import Path
from typing import Any

import yaml

from desktop_app.core.errors import FileDamaged
from desktop_app.formats.files import MEGABYTE, check_file, read_bytes

LIMIT = 5 * MEGABYTE

# The loader in C is ten times as fast, but not every build of the library has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """Read a YAML file into lists, dicts, strings, numbers and dates.

    Raises what reading a file does, and FileDamaged for anything that is not plain YAML in
    UTF-8; aliases count so, because a short file can unfold by them without end.
    """
    check_file(path)
    data = read_bytes(path, LIMIT)
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _Loader)):
            raise FileDamaged(path=path, reason="it uses aliases")
        return yaml.load(text, _Loader)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise FileDamaged(path=path, reason=_where(error)) from error


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" in line {mark.line + 1}" if mark else ""
    return f"it is not YAML in UTF-8{place}"
