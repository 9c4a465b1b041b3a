"""``python -m motcua.gateways.voice.espeak``: text on standard input, samples on standard output.

Runs alone: espeak-ng is under the GPL and is never loaded into the server. Writes the rate (four bytes, little
endian), then mono samples of 16 bit.
"""

import ctypes
import sys

RETRIEVAL, UTF_8, RATE_OF_SPEECH, PITCH_RANGE = 1, 1, 1, 4
SLOWLY, LIVELY = 135, 60


def main() -> int:
    """Say what comes in."""
    from espeakng_loader import get_data_path, get_library_path  # type: ignore[import-untyped]

    speaker = ctypes.CDLL(get_library_path())
    rate = speaker.espeak_Initialize(RETRIEVAL, 0, str(get_data_path()).encode(), 0)
    if rate <= 0 or speaker.espeak_SetVoiceByName(b"vi") != 0:
        return 1
    samples: list[bytes] = []

    def heard(part: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if part and count > 0:
            samples.append(ctypes.string_at(part, 2 * count))
        return 0

    hears = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    listener = hears(heard)
    speaker.espeak_SetSynthCallback(listener)
    speaker.espeak_SetParameter(RATE_OF_SPEECH, SLOWLY, 0)
    speaker.espeak_SetParameter(PITCH_RANGE, LIVELY, 0)
    text = sys.stdin.buffer.read(2000) + b"\x00"
    if speaker.espeak_Synth(text, len(text), 0, 0, 0, UTF_8, None, None) != 0:
        return 1
    speaker.espeak_Synchronize()
    sys.stdout.buffer.write(rate.to_bytes(4, "little") + b"".join(samples))
    return 0 if samples else 1


if __name__ == "__main__":
    sys.exit(main())
