"""The voice of the hall: a call as a WAV file, from recordings where they are, else from espeak-ng where it is.

Recordings in ``<data folder>/voice/recordings`` (``ticket.wav``, ``letter-a.wav`` …, ``0.wav`` … ``99.wav``,
``counter.wav``; mono, 16 bit, one rate) are put together. espeak-ng (the extra ``voice``, GPL) runs in a process of
its own and is never loaded here. What was said once is kept by a hash of what it was made of.
"""

import hashlib
import importlib.util
import io
import logging
import math
import os
import struct
import subprocess
import sys
import wave
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from motcua.rules import announcing

log = logging.getLogger(__name__)
RATE = 22_050
KEPT = 400
SECONDS = 10
SPEAKER = "motcua.gateways.voice.espeak"
CHIME = ((784.0, 0.28), (587.33, 0.62))
"""Two tones, falling: hertz and seconds."""


def said(code: str, counter: int) -> bytes | None:
    """The call as a WAV file, chime first; None where neither recordings nor espeak-ng are installed."""
    parts = _recorded(announcing.recordings(code, counter))
    if parts is None and importlib.util.find_spec("espeakng_loader") is None:
        return None
    text = announcing.call(code, counter)
    made_of = [text.encode(), *(f"{part}:{part.stat().st_mtime_ns}".encode() for part in parts or ())]
    place = _folder() / f"{hashlib.sha256(b'/1/'.join(made_of)).hexdigest()[:32]}.wav"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        pass
    made = _joined(parts) if parts is not None else _spoken(text)
    if made is not None:
        _keep(place, made)
    return made


@lru_cache(maxsize=4)
def chime(rate: int = RATE) -> bytes:
    """Two falling tones as samples: our own, so that nobody's rights are in the hall."""
    samples: list[int] = []
    for hertz, seconds in CHIME:
        for n in range(int(rate * seconds)):
            at = n / rate
            swell = min(1.0, at / 0.01) * math.exp(-4.2 * at / seconds)
            tone = math.sin(2 * math.pi * hertz * at) + 0.35 * math.sin(4 * math.pi * hertz * at)
            samples.append(int(13_000 * swell * tone / 1.35))
    return struct.pack(f"<{len(samples)}h", *samples)


def chime_file() -> bytes:
    """The chime alone as a WAV file."""
    return as_wav([chime()], RATE)


def as_wav(parts: Iterable[bytes], rate: int) -> bytes:
    """Samples (mono, 16 bit) one after another as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(parts))
    return out.getvalue()


def _folder() -> Path:
    return Path(settings.MOTCUA_HOME) / "voice"


def _recorded(names: list[str]) -> list[Path] | None:
    """The recordings of these names, None when one is missing."""
    places = [_folder() / "recordings" / f"{name}.wav" for name in names]
    return places if all(place.is_file() for place in places) else None


def _joined(places: list[Path]) -> bytes | None:
    parts, rates = [], set()
    for place in places:
        try:
            with wave.open(str(place), "rb") as file:
                if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                    raise wave.Error("not mono, 16 bit")
                rates.add(file.getframerate())
                parts.append(file.readframes(file.getnframes()))
        except (OSError, wave.Error, EOFError) as error:
            log.warning("recording %s: %s", place.name, error)
            return None
    if len(rates) != 1:
        log.warning("recordings have different rates: %s", sorted(rates))
        return None
    rate = rates.pop()
    return as_wav([chime(rate), *parts], rate)


def _spoken(text: str) -> bytes | None:
    """What espeak-ng says, in a process of its own that knows nothing of this one."""
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PYTHONPATH") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", SPEAKER], input=text.encode(), capture_output=True, timeout=SECONDS, env=known,
            check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("espeak-ng does not speak: %s", error)
        return None
    rate = int.from_bytes(done.stdout[:4], "little")
    return as_wav([chime(rate), bytes(int(rate * 0.15)) * 2, done.stdout[4:]], rate) if rate else None


def _keep(place: Path, content: bytes) -> None:
    """Keep a file for the next time; the oldest go when there are too many."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}.part")
        draft.write_bytes(content)
        os.replace(draft, place)
        kept = sorted(place.parent.glob("*.wav"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a call could not be kept: %s", error)
