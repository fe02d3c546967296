"""Plain text: nothing but its encoding to find out."""

from desktop_app.formats.encoding import decode
from desktop_app.formats.reading import Extract, Source


def read(source: Source) -> Extract:
    """Read a plain text file; raises what `decode` raises."""
    decoded = decode(source)
    return Extract(decoded.text, decoded.encoding, decoded.is_guessed, counts=decoded.counts)
