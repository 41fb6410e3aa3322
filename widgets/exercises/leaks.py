"""Searches what is published for words that must not be: in files, archives, PDFs and Git's history."""

import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

DEEPEST = 4  # archives within archives
# What a broken archive, or one behind a password, makes its reader raise.
UNREADABLE = (
    *(EOFError, OSError, RuntimeError, ValueError),
    *(lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, zlib.error),
)
TAR = slice(257, 262)  # where a tar says that it is one


def leaks(secrets: set[str], paths: list[Path]) -> list[str]:
    """Places that hold one of the secrets.

    Parameters
    ----------
    secrets : set of str
        Such as the canaries of an instructor's tree.
    paths : list of Path
        Files and folders. Of a Git repository every object is read, also those no longer in any file.

    Returns
    -------
    list of str
        A file, or a place within one: "site.zip/page.html", "repository: object 1a2b3c".

    Raises
    ------
    ValueError
        If a path does not exist or there is nothing to search for.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "page.html").write_text("…canary-1…")
    ...     [Path(place).name for place in leaks({"canary-1"}, [Path(folder)])]
    ['page.html']
    """
    if not secrets:
        raise ValueError("secrets: got none, expected at least one word to search for")
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise ValueError(f"paths: {', '.join(missing)} not found")
    words = [secret.encode() for secret in sorted(secrets)]
    return [place for path in paths for place in _in_path(path, words)]


def _in_path(path: Path, words: list[bytes]) -> Iterator[str]:
    files = (
        [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
    )
    for file in files:
        yield from _in_bytes(str(file), file.read_bytes(), words, DEEPEST)
    for repository in [place.parent for place in (path / ".git", *path.rglob("*/.git")) if place.exists()]:
        yield from _in_objects(repository, words)


def _in_bytes(name: str, content: bytes, words: list[bytes], depth: int) -> Iterator[str]:
    if any(word in content for word in words):
        yield name
    elif depth:
        for inner, unpacked in _unpacked(content):
            yield from _in_bytes(f"{name}/{inner}", unpacked, words, depth - 1)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is in a file that packs others, by what it begins with; nothing for any other or a broken one."""
    kinds = [unpack for start, unpack in _PACKED.items() if content.startswith(start)]
    for unpack in [*kinds, *([_from_tar] if content[TAR] == b"ustar" else [])]:
        with suppress(*UNREADABLE):
            yield from unpack(content)


def _from_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def _from_tar(content: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file:
                yield member.name, file.read()


def _from_pdf(content: bytes) -> Iterator[tuple[str, bytes]]:
    with suppress(PyPdfError):
        pages = PdfReader(io.BytesIO(content)).pages
        # Line breaks of the layout must not hide a word.
        yield "text", "".join("".join(page.extract_text().split()) for page in pages).encode()


_PACKED: dict[bytes, Callable[[bytes], Iterator[tuple[str, bytes]]]] = {
    b"PK": _from_zip,
    b"\x1f\x8b": lambda content: iter([("gzip", gzip.decompress(content))]),
    b"BZh": lambda content: iter([("bzip2", bz2.decompress(content))]),
    b"\xfd7zXZ": lambda content: iter([("xz", lzma.decompress(content))]),
    b"%PDF": _from_pdf,
}


def _in_objects(repository: Path, words: list[bytes]) -> Iterator[str]:
    """Every object of a Git repository, reachable or not."""
    git = ["git", "-C", str(repository), "cat-file", "--batch-all-objects"]
    listing = subprocess.run([*git, "--batch-check"], capture_output=True, text=True)
    if listing.returncode:
        raise ValueError(f"paths: Git cannot read {repository}: {listing.stderr.strip()}")
    with subprocess.Popen([*git, "--batch"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        for line in listing.stdout.splitlines():
            name, kind, _ = line.split()
            size = int(process.stdout.readline().split()[2])
            content = process.stdout.read(size + 1)[:-1]
            if kind != "tree":
                yield from _in_bytes(f"{repository}: object {name[:12]}", content, words, DEEPEST)
