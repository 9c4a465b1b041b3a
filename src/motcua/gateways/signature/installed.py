"""The signatures of this installation, as the settings name keys, roots and time authority."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from motcua.base.documents.ports import CannotSign, Certificate, Mark, Signature
from motcua.gateways.signature import checking, signing
from motcua.gateways.signature.keys import Keys, Pkcs11Keys, Pkcs12Keys


class Installed:
    """Signs with the token when it has the key, else with a file of the data folder; trusts the roots of one file."""

    def __init__(
        self,
        places: Sequence[Keys] | None = None,
        *,
        roots: "Sequence[object] | None" = None,
        time_authority: str = "",
    ) -> None:
        self._places, self._roots, self._time = places, roots, time_authority

    @property
    def _all(self) -> Sequence[Keys]:
        return _of_settings() if self._places is None else self._places

    def holds(self, key: str) -> bool:
        """Whether there is a key of that name."""
        return any(place.holds(key) for place in self._all)

    def sign(self, pdf: bytes, *, key: str, at: dt.datetime, mark: Mark | None = None) -> bytes:
        """The PDF with one more signature. Raises CannotSign."""
        for place in self._all:
            if place.holds(key):
                with place.opened(key) as signer:
                    authority = self._time or str(settings.TSA_URL)
                    return signing.sign(pdf, signer=signer, at=at, mark=mark, time_authority=authority)
        raise CannotSign(why=f"máy chủ không giữ khóa ký “{key}”. Đề nghị quản trị hệ thống cấp khóa.")

    def certificates(self) -> list[Certificate]:
        """The certificates of all keys that can be looked at without a person."""
        return [one for place in self._all for one in place.certificates()]

    def validate(self, pdf: bytes, *, at: dt.datetime) -> list[Signature]:
        """Every signature, judged as of a moment."""
        if not checking.may_be_signed(pdf):
            return []
        roots = checking.trusted_roots(settings.TRUST_ROOTS) if self._roots is None else self._roots
        return checking.validate(pdf, roots=roots, at=at)


def _of_settings() -> list[Keys]:
    found: list[Keys] = []
    if settings.PKCS11_MODULE:
        found.append(
            Pkcs11Keys(
                settings.PKCS11_MODULE,
                settings.PKCS11_TOKEN,
                settings.PKCS11_PIN,
                tuple(settings.PKCS11_KEYS),
            )
        )
    return [*found, Pkcs12Keys(settings.SIGNING_KEYS, settings.SIGN_PASSPHRASE)]
