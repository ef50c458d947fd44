"""ZIP files: their members by name, as archives of reports and as what DOCX files are made of.

Nothing is unpacked to disk. Sizes are those that the archive declares, and no more is ever unpacked than
declared, so that a bomb is refused before it is read.
"""

import functools
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kg.read.limits import Limits
from kg.read.refusal import Refusal, refuse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office formats begin, and new ones that are protected by a password."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Package:
    """A document that is a ZIP of parts (DOCX); its parts are read by name, within the limits."""

    def __init__(self, content: bytes, name: str, limits: Limits) -> None:
        if content.startswith(OLE):
            what = "not a ZIP inside: an old Office file, or protected by a password"
            raise refuse(name, what, "open it and save it again without password in the format of its suffix")
        self._name = name
        self._zip = _opened(io.BytesIO(content), name, limits)
        self.names = frozenset(info.filename for info in self._zip.infolist())

    def part(self, part: str) -> bytes:
        """The bytes of a part; ReadError if it is missing or damaged."""
        return _bytes(self._zip, part, self._name)


def members(path: Path, source: str, limits: Limits) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files in an archive and the names to show for them; ReadError if it is none or over a limit."""
    with _opened(path, source, limits) as archive:
        found = archive.infolist()
    for info in sorted(found, key=shown_name):
        if not info.is_dir():
            yield shown_name(info), info


def why_not(info: zipfile.ZipInfo, limits: Limits) -> tuple[str, str] | None:
    """What keeps a file in an archive from being read, and what to do; None if nothing does."""
    name = _decoded(info)
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return "its path leads out of the archive", "pack it again with paths inside"
    if _CONTROL.search(name):
        return "its name holds control characters", "give it another name"
    if info.flag_bits & _ENCRYPTED_FLAG:
        return "it is protected by a password", "pack it again without one"
    if info.file_size > limits.bytes:
        return (
            f"{info.file_size} bytes unpacked, more than the limit of {limits.bytes}",
            "raise it with --limit bytes=NUMBER",
        )
    return None


def shown_name(info: zipfile.ZipInfo) -> str:
    """The name of a file in an archive with `/`, control characters as escapes."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", _decoded(info)).replace("\\\\", "/")


def member_content(path: Path, member: str, source: str) -> bytes:
    """The bytes of a file in an archive; ReadError if it is damaged or gone."""
    try:
        status = path.stat()
        archive = _kept(path, status.st_mtime_ns, status.st_size)
    except _TROUBLE as error:
        raise _damaged(source, error) from error
    return _bytes(archive, member, source)


@functools.lru_cache(maxsize=1)
def _kept(path: Path, changed: int, size: int) -> zipfile.ZipFile:  # noqa: ARG001
    """An open archive: its directory is read once for all its files."""
    return zipfile.ZipFile(path)


def _opened(file: Path | IO[bytes], name: str, limits: Limits) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except _TROUBLE as error:
        raise _damaged(name, error) from error
    infos = archive.infolist()
    for what, count, limit, option in (
        ("files", len(infos), limits.files, "files"),
        ("bytes unpacked", sum(info.file_size for info in infos), limits.unpacked, "unpacked"),
    ):
        if count > limit:
            archive.close()
            todo = f"unpack what you need, or raise it with --limit {option}=NUMBER"
            raise refuse(name, f"{count} {what}, more than the limit of {limit}", todo)
    return archive


def _bytes(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        return archive.read(member)
    except KeyError as error:
        raise refuse(name, f"the part {member} is missing", "save the document again") from error
    except _TROUBLE as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> Refusal:
    return refuse(name, f"damaged, or no ZIP inside ({error})", "get the file again, or save it again")


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name of a file; old Chinese packers write it in GBK and do not say so."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
