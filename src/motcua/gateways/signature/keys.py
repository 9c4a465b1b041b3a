"""Where signing keys lie: PKCS#12 files of the data folder, or a token that speaks PKCS#11."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _

from motcua.base.documents.ports import CannotSign, Certificate

SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")


class Keys(Protocol):
    """A place where keys are found by name."""

    def holds(self, name: str) -> bool:
        """Whether a key of that name is there."""
        ...

    def opened(self, name: str) -> AbstractContextManager[Any]:
        """pyHanko's signer for a key, open as long as it is needed. Raises CannotSign."""
        ...

    def certificates(self) -> Sequence[Certificate]:
        """The certificates of the keys that are there."""
        ...


@dataclass(frozen=True)
class Pkcs12Keys:
    """``<name>.p12`` in a folder, all under one pass phrase."""

    folder: Path
    pass_phrase: str

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}.p12"

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return bool(name) and SAFE.issuperset(name) and self._place(name).is_file()

    @contextmanager
    def opened(self, name: str) -> Iterator[Any]:
        """The signer of a file."""
        if not self.holds(name):
            raise CannotSign(why=_("không có khóa ký của {name} trên máy chủ.").format(name=name))
        from pyhanko.sign import signers

        simple: Any = signers.SimpleSigner
        found = simple.load_pkcs12(str(self._place(name)), passphrase=self.pass_phrase.encode())
        if found is None:
            raise CannotSign(
                why=_("không mở được {name}.p12. Kiểm tra MOTCUA_SIGN_PASSPHRASE.").format(name=name)
            )
        yield found

    def certificates(self) -> list[Certificate]:
        """Of every file that opens; one that does not is told as ended long ago."""
        from cryptography.hazmat.primitives.serialization import pkcs12

        found = []
        for place in sorted(self.folder.glob("*.p12")):
            subject, ends = "", dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
            try:
                read = pkcs12.load_pkcs12(place.read_bytes(), self.pass_phrase.encode()).cert
            except (ValueError, OSError):
                read = None
            if read is not None:
                subject = read.certificate.subject.rfc4514_string()
                ends = read.certificate.not_valid_after_utc
            found.append(Certificate(place.stem, subject, ends))
        return found


@dataclass(frozen=True)
class Pkcs11Keys:
    """Keys of a token or hardware module; the label of key and certificate is the key's name.

    ``names`` are those that lie on the token: it is not asked, because asking may need a person's finger.
    """

    module: str
    token: str
    pin: str
    names: Sequence[str] = field(default_factory=tuple)
    library: Callable[[], Any] | None = None

    def holds(self, name: str) -> bool:
        """Whether the settings say that this key is on the token."""
        return name in self.names

    @contextmanager
    def opened(self, name: str) -> Iterator[Any]:
        """The signer of a key on the token; the session ends with it."""
        if not self.holds(name):
            raise CannotSign(why=_("không có khóa ký của {name} trên thiết bị.").format(name=name))
        spoken = (self.library or _library)()
        try:
            session = spoken.open_pkcs11_session(self.module, token_label=self.token, user_pin=self.pin)
        except Exception as error:
            # every module has its own way to say that the token is not there or the PIN is wrong
            raise CannotSign(
                why=_(
                    "không mở được thiết bị ký “{token}”. Cắm thiết bị, kiểm tra MOTCUA_PKCS11_MODULE và mã PIN."
                ).format(token=self.token)
            ) from error
        try:
            yield spoken.PKCS11Signer(session, cert_label=name, key_label=name)
        finally:
            session.close()

    def certificates(self) -> list[Certificate]:
        """None: a token is not opened only to look."""
        return []


def _library() -> Any:
    try:
        from pyhanko.sign import pkcs11
    except ImportError as error:
        raise CannotSign(
            why=_("máy chủ chưa cài phần đọc thiết bị ký. Cài gói python-pkcs11 rồi khởi động lại.")
        ) from error
    return pkcs11
