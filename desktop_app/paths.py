"""Where things lie: what came with the program, and the folders of this user.

The only module that knows whether Diple runs from a checkout, a wheel or a frozen bundle.
"""

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).parent
_DIRS = PlatformDirs("diple", appauthor=False)


def resources() -> Path:
    """Find the folder of icons, translations and the codebook library."""
    return _shipped("resources")


def seeds() -> Path:
    """Find the folder of starter projects."""
    return _shipped("seeds")


def data_folder() -> Path:
    """Find the folder where this user's sample project and backups are kept."""
    return _of_user("data", _DIRS.user_data_path)


def sample_path() -> Path:
    """Tell where this user's sample project is, or will be."""
    return data_folder() / "Sample project.diple"


def config_folder() -> Path:
    """Find the folder of this user's settings."""
    return _of_user("config", _DIRS.user_config_path)


def state_folder() -> Path:
    """Find the folder of locks, logs and recent projects."""
    return _of_user("state", _DIRS.user_state_path)


def _of_user(name: str, usual: Path) -> Path:
    home = os.environ.get("DIPLE_HOME")
    return Path(home) / name if home else usual


def _shipped(name: str) -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    places = [_PACKAGE / f"_{name}", _PACKAGE.parent / name]
    if bundle:
        places.insert(0, Path(bundle) / name)
    return next(place for place in places if place.is_dir())
