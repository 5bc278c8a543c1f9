import stat

import pytest

from tracker import settings


def test_the_secret_key_is_made_once_and_is_ours_alone(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)

    first, second = settings.secret_key(), settings.secret_key()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
