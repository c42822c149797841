"""The key by which somebody erased is known again."""

from __future__ import annotations

import stat
from pathlib import Path

from db.key import keyed_hash, read_or_make


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = read_or_make(tmp_path)

    assert len(key) == 64
    assert read_or_make(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    (tmp_path / "another").mkdir()
    assert read_or_make(tmp_path / "another") != key


def test_without_the_key_nobody_can_tell_whose_hash_it_is(tmp_path: Path) -> None:
    hashed = keyed_hash(read_or_make(tmp_path))

    assert hashed(4242) == hashed(4242) != hashed(4243)
    assert hashed(4242) != keyed_hash("another key")(4242)
    assert "4242" not in hashed(4242)
