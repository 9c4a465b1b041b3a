"""Signing and checking: one contract for pyHanko and for its twin, then what only real files can show."""

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest

from motcua.base.documents.policies import signature_faults
from motcua.base.documents.ports import CannotSign, Fault, Mark, Signatures
from motcua.base.documents.queries import AGENCY, OFFICIAL, render_to_sign, signature_mark
from motcua.base.files.policies import check
from motcua.gateways.signature import Installed, checking
from motcua.gateways.signature.fake import FakeSignatures
from motcua.gateways.signature.keys import Pkcs11Keys, Pkcs12Keys
from tests.base import documents_samples as samples
from tests.gateways import signing
from tests.gateways.signing import AT, DAY, ENDS, PASS_PHRASE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signing.put_into(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def real(folder: Path) -> Installed:
    roots = checking.trusted_roots(folder / "roots.pem")
    return Installed([Pkcs12Keys(folder, PASS_PHRASE)], roots=roots)


@pytest.fixture(params=["pyhanko", "twin"])
def signs(request: pytest.FixtureRequest, real: Installed) -> Signatures:
    """The real thing and its twin: whatever holds for one holds for the other."""
    twin = FakeSignatures(ENDS, trusted={"chair", "agency-00145", "old"})
    return real if request.param == "pyhanko" else twin


@pytest.fixture(scope="module")
def twice(real: Installed) -> bytes:
    """Signed by the official and then by the agency, as a result is."""
    pdf, place = render_to_sign("result", samples.RESULT)
    for key, kind in (("chair", OFFICIAL), ("agency-00145", AGENCY)):
        moment = AT + dt.timedelta(microseconds=250_001)  # as real moments are
        mark = signature_mark(kind, name=signing.NAMES[key], at=moment, place=place)
        pdf = real.sign(pdf, key=key, at=moment, mark=mark)
    return pdf


def faults(signs: Any, pdf: bytes, at: dt.datetime = AT) -> list[str]:
    return [str(one.fault or "good") for one in signs.validate(pdf, at=at)]


# --- the contract ----------------------------------------------------------------------------------------------


def test_a_good_signature_says_who_and_when(signs: Signatures) -> None:
    assert signs.holds("chair") and not signs.holds("vice-chair") and not signs.holds("../chair")
    (found,) = signs.validate(signs.sign(signing.paper(), key="chair", at=AT), at=AT + DAY)
    assert found.good and found.signed_at == AT and found.signer in {"chair", "Nguyễn Văn Ước"}


def test_what_was_signed_stays_byte_for_byte_and_both_signatures_hold(signs: Signatures) -> None:
    once = signs.sign(signing.paper(), key="chair", at=AT)
    twice = signs.sign(once, key="agency-00145", at=AT)
    assert once.startswith(signing.paper()) and twice.startswith(once)
    assert faults(signs, twice) == ["good", "good"]


def test_an_unsigned_paper_has_no_signature(signs: Signatures) -> None:
    assert signs.validate(signing.paper(), at=AT) == []


def test_a_flipped_byte_breaks_every_signature_after_it(signs: Signatures) -> None:
    signed = bytearray(signs.sign(signs.sign(signing.paper(), key="chair", at=AT), key="agency-00145", at=AT))
    signed[len(signing.paper()) // 2] ^= 1
    assert set(faults(signs, bytes(signed))) == {"altered"}


def test_anything_added_after_the_last_signature_is_seen(signs: Signatures) -> None:
    signed = signs.sign(signing.paper(), key="chair", at=AT)
    assert faults(signs, signed + b"\n% later\n") == ["changed-later"]


def test_a_stranger_is_not_trusted(signs: Signatures) -> None:
    assert faults(signs, signs.sign(signing.paper(), key="stranger", at=AT)) == ["untrusted"]


def test_a_certificate_that_ended_is_not_valid(signs: Signatures) -> None:
    assert faults(signs, signs.sign(signing.paper(), key="old", at=AT)) == ["expired"]
    signed = signs.sign(signing.paper(), key="chair", at=AT)
    assert faults(signs, signed, AT + 301 * DAY) == ["expired"]


def test_without_the_key_nothing_is_signed(signs: Signatures) -> None:
    with pytest.raises(CannotSign):
        signs.sign(signing.paper(), key="vice-chair", at=AT)


def test_the_certificates_tell_when_they_end(signs: Signatures) -> None:
    assert {one.key: one.valid_to for one in signs.certificates()} == ENDS


# --- what only real files show ---------------------------------------------------------------------------------


def test_the_signed_result_passes_the_gate_and_shows_both_signatures(real: Installed, twice: bytes) -> None:
    check("ket-qua.pdf", twice)
    page = pypdf.PdfReader(io.BytesIO(twice)).pages[0]
    boxes = [[round(float(side)) for side in one.get_object()["/Rect"]] for one in page["/Annots"]][-2:]
    assert [one.place for one in real.validate(twice, at=AT)] == [(0, tuple(box)) for box in boxes]
    (left, _low, right, _high), (seal_left, _seal_low, seal_right, _seal_high) = boxes
    assert left <= seal_left and seal_right <= left + (right - left) // 2


def test_openssl_agrees(twice: bytes, folder: Path, tmp_path: Path) -> None:
    """Each signature, checked by somebody else's programme over the bytes that it says it covers."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    (tmp_path / "roots.pem").write_bytes((folder / "roots.pem").read_bytes())

    def verified(pdf: bytes) -> list[bool]:
        found = []
        for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
            a, b, c, d = (int(n) for n in one.byte_range)
            (tmp_path / "data").write_bytes(pdf[a : a + b] + pdf[c : c + d])
            (tmp_path / "cms").write_bytes(one.pkcs7_content)
            words = (
                "openssl cms -verify -binary -inform DER -in cms -content data -CAfile roots.pem -purpose any"
            )
            when = ["-attime", str(int(AT.timestamp())), "-out", "/dev/null"]
            done = subprocess.run([*words.split(), *when], cwd=tmp_path, capture_output=True, check=False)
            found.append(done.returncode == 0)
        return found

    try:
        subprocess.run(["openssl", "version"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    assert verified(twice) == [True, True]
    altered = bytearray(twice)
    altered[len(signing.paper()) // 2] ^= 1
    assert verified(bytes(altered)) == [False, False]


def _with_a_note(pdf: bytes) -> bytes:
    """An incremental update that changes what page one shows."""
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    RawContent(b"q 0 0 200 200 re f Q").add_to_page(writer, 0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_edit_saved_after_signing_is_seen(real: Installed, twice: bytes) -> None:
    assert faults(real, _with_a_note(twice)) == ["changed-later", "changed-later"]


def test_an_edit_between_the_signatures_is_seen(real: Installed) -> None:
    """The agency may not seal something else than the official signed."""
    once = real.sign(signing.paper(), key="chair", at=AT)
    assert faults(real, real.sign(_with_a_note(once), key="agency-00145", at=AT)) == ["changed-later", "good"]


def test_a_signature_moved_to_another_paper_is_altered(real: Installed) -> None:
    """The signature's own bytes, pasted under other content of the same length."""
    signed, other = (real.sign(signing.paper(), key="chair", at=AT + n * DAY) for n in (0, 1))
    start = signed.index(b"/Contents <")
    end = signed.index(b">", start)
    pasted = other[:start] + signed[start:end] + other[end:]
    assert faults(real, other) == ["good"] and faults(real, pasted) == ["altered"]


@pytest.mark.parametrize("cut", [1, 50, 2000])
def test_a_truncated_file_has_no_good_signature(real: Installed, twice: bytes, cut: int) -> None:
    assert "good" not in faults(real, twice[: -cut * 20])[-1:]


def test_noise_is_not_a_signature(real: Installed) -> None:
    assert faults(real, b"%PDF-1.7 /ByteRange [0 1 2 3] /Contents <00>") == ["unreadable"]


def test_a_wrong_pass_phrase_is_said(folder: Path) -> None:
    with pytest.raises(CannotSign) as refusal:
        Installed([Pkcs12Keys(folder, "sai")], roots=[]).sign(signing.paper(), key="chair", at=AT)
    assert "MOTCUA_SIGN_PASSPHRASE" in str(refusal.value)
    assert {one.valid_to.year for one in Pkcs12Keys(folder, "sai").certificates()} == {1970}


def test_no_roots_means_nobody_is_trusted(real: Installed, folder: Path, tmp_path: Path) -> None:
    signed = real.sign(signing.paper(), key="chair", at=AT)
    alone = Installed([], roots=checking.trusted_roots(tmp_path / "none.pem"))
    assert faults(alone, signed) == ["untrusted"]


def test_inside_a_running_loop_too(real: Installed) -> None:
    """A server may run us where an event loop is already at work."""
    import asyncio

    async def inside() -> list[str]:
        return faults(real, real.sign(signing.paper(), key="chair", at=AT))

    assert asyncio.run(inside()) == ["good"]


# --- a token ---------------------------------------------------------------------------------------------------


def _token(folder: Path, closed: list[bool]) -> Callable[[], Any]:
    """A library whose one token, "Token VGCA" with PIN 1234, holds the agency's key."""
    from pyhanko.sign import signers

    def open_session(module: str, *, token_label: str, user_pin: str) -> Any:
        if (module, token_label, user_pin) != ("/usr/lib/token.so", "Token VGCA", "1234"):
            raise RuntimeError("CKR_PIN_INCORRECT")
        return SimpleNamespace(close=lambda: closed.append(True))

    def signer(session: Any, *, cert_label: str, key_label: str) -> Any:
        assert cert_label == key_label
        return signers.SimpleSigner.load_pkcs12(
            str(folder / f"{key_label}.p12"), passphrase=PASS_PHRASE.encode()
        )

    return lambda: SimpleNamespace(open_pkcs11_session=open_session, PKCS11Signer=signer)


def test_a_token_signs_what_files_cannot(folder: Path, tmp_path: Path) -> None:
    closed: list[bool] = []
    keys = Pkcs11Keys("/usr/lib/token.so", "Token VGCA", "1234", ("agency-00145",), _token(folder, closed))
    both = Installed([keys, Pkcs12Keys(tmp_path, "")], roots=checking.trusted_roots(folder / "roots.pem"))
    assert faults(both, both.sign(signing.paper(), key="agency-00145", at=AT)) == ["good"]
    assert closed == [True] and not both.holds("chair")


def test_a_token_that_is_not_there_is_said(folder: Path) -> None:
    keys = Pkcs11Keys("/usr/lib/token.so", "Token VGCA", "0000", ("agency-00145",), _token(folder, []))
    with pytest.raises(CannotSign, match="MOTCUA_PKCS11_MODULE"), keys.opened("agency-00145"):
        pass


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", None)
    keys = Pkcs11Keys("/usr/lib/token.so", "Token VGCA", "1234", ("agency-00145",))
    with pytest.raises(CannotSign, match="python-pkcs11"), keys.opened("agency-00145"):
        pass


# --- what it means for an upload -------------------------------------------------------------------------------


def test_what_is_wrong_is_said_in_words(real: Installed) -> None:
    signed = real.sign(signing.paper(), key="stranger", at=AT)
    (fault,) = signature_faults(real.validate(signed, at=AT))
    assert fault.params == {"signer": "Người Ngoài", "why": "chứng thư số không do tổ chức được tin cậy cấp"}
    assert [f.field for f in signature_faults([], field="file")] == ["file"]
    good = real.validate(real.sign(signing.paper(), key="chair", at=AT), at=AT)
    assert signature_faults(good) == [] and len(signature_faults(good, needed=2)) == 1
    assert {one.value for one in Fault} == set(map(str, Fault)) and Mark(b"", (0, 0, 1, 1)).page == -1
