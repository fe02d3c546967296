"""Members of zip archives that we write: the same bytes every time, told piece by piece."""

import zipfile

from desktop_app.formats.reading import Progress, no_progress

_STAMP = (1980, 1, 1, 0, 0, 0)
"""A date of its own would make every file a different one."""
_PIECE = 1 << 20  # bytes between two reports of progress


def add_member(
    archive: zipfile.ZipFile, name: str, data: bytes, progress: Progress = no_progress
) -> None:
    """Pack a member; `progress` hears how many bytes of how many are packed, and may raise."""
    member = zipfile.ZipInfo(name, _STAMP)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.file_size = len(data)  # told before, so that one of more than 2 GiB finds its place
    with archive.open(member, "w") as out:
        for start in range(0, len(data), _PIECE):
            progress(start, len(data))
            out.write(data[start : start + _PIECE])
