"""A twin that signs without keys: a line at the end of the file says who signed what stands before it."""

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Collection, Mapping

from motcua.base.documents.ports import CannotSign, Certificate, Fault, Mark, Signature

SECRET = b"a twin's secret, for tests only"
LINE = re.compile(rb"\n%/ByteRange twin ([a-z0-9.-]+) (\S+) (\S+) ([0-9a-f]{64})\n")


class FakeSignatures:
    """Keys by name with the end of their validity; those ``trusted`` count."""

    def __init__(self, keys: Mapping[str, dt.datetime], *, trusted: Collection[str] | None = None) -> None:
        self.keys, self.trusted = dict(keys), set(keys if trusted is None else trusted)

    def holds(self, key: str) -> bool:
        """Whether there is a key of that name."""
        return key in self.keys

    def sign(self, pdf: bytes, *, key: str, at: dt.datetime, mark: Mark | None = None) -> bytes:
        """The bytes with one more line."""
        if key not in self.keys:
            raise CannotSign(why=f"máy chủ không giữ khóa ký “{key}”. Đề nghị quản trị hệ thống cấp khóa.")
        said = [key.encode(), at.isoformat().encode(), self.keys[key].isoformat().encode()]
        proof = hmac.new(SECRET, b" ".join([*said, pdf]), hashlib.sha256).hexdigest().encode()
        return pdf + b"\n%/ByteRange twin " + b" ".join([*said, proof]) + b"\n"

    def certificates(self) -> list[Certificate]:
        """One a key."""
        return [Certificate(key, key, ends) for key, ends in sorted(self.keys.items())]

    def validate(self, pdf: bytes, *, at: dt.datetime) -> list[Signature]:
        """Every line, with the same faults as the real thing finds."""
        found = list(LINE.finditer(pdf))
        signatures = []
        for n, line in enumerate(found):
            key, when, ends, proof = line.groups()
            before = pdf[: line.start()]
            right = hmac.new(SECRET, b" ".join([key, when, ends, before]), hashlib.sha256).hexdigest()
            after = pdf[line.end() : found[n + 1].start() if n + 1 < len(found) else len(pdf)]
            fault = None
            if not hmac.compare_digest(right.encode(), proof):
                fault = Fault.ALTERED
            elif after:
                fault = Fault.CHANGED_LATER
            elif at > dt.datetime.fromisoformat(ends.decode()):
                fault = Fault.EXPIRED
            elif key.decode() not in self.trusted:
                fault = Fault.UNTRUSTED
            name, moment = key.decode(), dt.datetime.fromisoformat(when.decode())
            signatures.append(Signature(f"ChuKy{n + 1}", name, "", "", moment, fault=fault))
        return signatures
