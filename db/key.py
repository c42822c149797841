"""The key beside the database, by which somebody erased is known again without their id being kept."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from db.connection import CannotOpen

FILE_NAME = "key"


def keyed_hash(key: str) -> Callable[[int], str]:
    """Return what hashes an id; nobody without the key can tell whose hash it is."""

    def hashed(member_id: int) -> str:
        return hmac.digest(key.encode(), str(member_id).encode(), "sha256").hex()

    return hashed


def read_or_make(folder: Path) -> str:
    """Return the key in a folder, which its first reader makes there for itself alone. Raise CannotOpen."""
    file = folder / FILE_NAME
    try:
        file.touch(mode=0o600)
        key = file.read_text("ascii").strip()
    except PermissionError as refused:
        raise CannotOpen(f"{file} belongs to another account, which alone may read it.") from refused
    except UnicodeDecodeError as damaged:
        raise CannotOpen(f"{file} is damaged. Put it back from where you keep it besides, or remove it.") from damaged
    if not key:
        key = secrets.token_hex(32)
        file.write_text(f"{key}\n", "ascii")
    return key
