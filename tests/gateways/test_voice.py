"""The voice of the hall: from recordings, from espeak-ng in a process of its own, or not at all; kept once said."""

import io
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from motcua.gateways import voice
from motcua.rules.announcing import recordings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.MOTCUA_HOME = tmp_path
    return tmp_path


def length(content: bytes) -> float:
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getnframes() / file.getframerate()


def record(home: Path, names: list[str], rate: int = 16_000, channels: int = 1) -> None:
    folder = home / "voice" / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(bytes(rate * channels))


def test_espeak_says_a_call_in_vietnamese_and_is_never_loaded_here(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("espeakng_loader", reason="the extra voice is not installed")
    sys.modules.pop("espeakng_loader")
    said = voice.said("A012", 3)
    assert said is not None and 2.5 < length(said) < 8
    assert "espeakng_loader" not in sys.modules
    monkeypatch.setattr(voice, "_spoken", lambda text: pytest.fail("said before"))
    assert voice.said("A012", 3) == said and len(list((home / "voice").glob("*.wav"))) == 1


def test_without_voice_the_browser_is_left_to_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda name: None)
    assert voice.said("A012", 3) is None
    assert 0.5 < length(voice.chime_file()) < 2


def test_recordings_are_put_together(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "_spoken", lambda text: None)
    record(home, recordings("A012", 3)[:-1])
    assert voice.said("A012", 3) is None, "one is missing"
    record(home, recordings("A012", 3))
    said = voice.said("A012", 3)
    assert said is not None and length(said) == pytest.approx(0.9 + 7 * 0.5, abs=0.05)


@pytest.mark.parametrize("wrong", [{"rate": 8_000}, {"channels": 2}])
def test_recordings_that_do_not_fit_are_told_to_the_log(
    home: Path, wrong: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    record(home, recordings("A012", 3))
    record(home, ["0"], **wrong)
    assert voice.said("A012", 3) is None and "recording" in caplog.text


def test_no_more_than_so_many_calls_are_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "KEPT", 3)
    monkeypatch.setattr(voice, "_spoken", lambda text: text.encode())
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda name: True)
    for n in range(1, 7):
        voice.said(f"A{n:03d}", 1)
    assert len(list((home / "voice").glob("*.wav"))) == 3


def test_a_voice_that_fails_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(voice, "SPEAKER", "motcua.gateways.voice.nobody")
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda name: True)
    assert voice.said("A012", 3) is None and "does not speak" in caplog.text
