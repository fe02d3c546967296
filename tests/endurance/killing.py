"""A child that works until it is killed, and what it had told by then."""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable

Tell = Callable[[str], None]


def run_until_killed(
    work: Callable[[Tell], None],
    delay: float,
    *,
    after_first: bool = True,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[str]:
    """Fork, let the child work, kill it `delay` seconds after its first line or after the fork.

    `meanwhile` is done before that. Returns the whole lines that the child had told; one that
    raises fails the run.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(work, writing)
    os.close(writing)
    told = b""
    if after_first:
        select.select([reading], [], [], 300)
    meanwhile()
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    while chunk := os.read(reading, 65536):
        told += chunk
    os.close(reading)
    _, status = os.waitpid(pid, 0)
    lines = told.decode().split("\n")
    failed = [line for line in lines if line.startswith("FAILED")]
    if failed or (os.WIFEXITED(status) and os.WEXITSTATUS(status)):
        raise AssertionError(f"the child failed: {told.decode()}")
    return lines[:-1]


def _live(work: Callable[[Tell], None], writing: int) -> None:
    try:
        work(lambda line: os.write(writing, f"{line}\n".encode()) and None)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent shall hear of it
        os.write(writing, f"FAILED\n{traceback.format_exc()}\n".encode())
        os._exit(1)
    finally:
        sys.stdout.flush()
    os._exit(0)
