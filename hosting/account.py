"""Whose a file is that this account may not use, and how to do the same as that account."""

from __future__ import annotations

from pathlib import Path


def name_of_owner(path: Path) -> str:
    """Return the account that a file belongs to, or the nearest folder that may be looked at."""
    for each in (path.absolute(), *path.absolute().parents):
        try:
            return each.owner()
        except KeyError:
            return f"#{each.stat().st_uid}"
        except (OSError, NotImplementedError):
            continue
    return "another account"


def belongs(path: Path) -> tuple[str, str]:
    """Return what to say where a file may not be used, and the way out."""
    owner = name_of_owner(path)
    return f"{path.absolute()} belongs to {owner}, and this account may not use it.", as_account(owner)


def as_account(owner: str) -> str:
    """Return the way out where another account is needed."""
    return f"Do the same as that account: sudo -u '{owner}' .venv/bin/python bot.py …"
