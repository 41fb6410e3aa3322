"""How a process behind the walls begins: takes its request, closes what leads outside, binds itself."""

import contextlib
import json
import os
import signal
import sys
from typing import Any, TextIO


def begin() -> tuple[dict[str, Any], TextIO]:
    """The request from standard input, and the file for replies, which has its first line already.

    From here on the standard streams lead nowhere; what runs later finds only the file for replies, and
    whatever comes from there is taken as a claim.
    """
    request = json.load(sys.stdin)
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    limit(request["limits"])
    say({"started": True}, replies)
    return request, replies


def end(replies: TextIO) -> None:
    """Leave at once, whatever threads and farewells the code has left behind."""
    replies.flush()
    os._exit(0)


def say(message: dict[str, Any], replies: TextIO) -> None:
    """Reply a line of JSON."""
    print(json.dumps(message, ensure_ascii=True), file=replies, flush=True)


def limit(limits: dict[str, int]) -> None:
    """Bind this process to its share of memory, files and processor time, where the system knows such limits.

    Parameters
    ----------
    limits : dict
        ``memory`` in bytes, ``file`` in bytes, ``files`` open at once, ``processor`` in seconds.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_NOFILE, limits["files"]),
        (resource.RLIMIT_CPU, limits["processor"]),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError):  # macOS does not limit memory
            resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file too large is an OSError, not the end
