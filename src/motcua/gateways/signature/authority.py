"""A certification authority of our own, for the demonstration and the tests: never to be trusted anywhere else."""

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

BITS = 2048


@dataclass(frozen=True)
class Authority:
    """A root that issues signing certificates; its name says what it is."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        """The root, for the file of trusted roots."""
        return self.certificate.public_bytes(Encoding.PEM)

    def issue(
        self, *, name: str, organisation: str, title: str = "", key: str, pass_phrase: str, valid_from: dt.datetime,
        valid_to: dt.datetime,
    ) -> bytes:  # fmt: skip
        """Key and certificate of a signer as a PKCS#12 file."""
        private = rsa.generate_private_key(65537, BITS)
        subject = _name(name, organisation, title)
        made = (
            _builder(subject, self.certificate.subject, private.public_key(), valid_from, valid_to)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )
        return pkcs12.serialize_key_and_certificates(
            key.encode(), private, made, [self.certificate], BestAvailableEncryption(pass_phrase.encode())
        )


def found(name: str, *, valid_from: dt.datetime, valid_to: dt.datetime) -> Authority:
    """A new authority."""
    private = rsa.generate_private_key(65537, BITS)
    subject = _name(name, "Một Cửa", "")
    made = (
        _builder(subject, subject, private.public_key(), valid_from, valid_to)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )
    return Authority(private, made)


def _name(common: str, organisation: str, title: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.TITLE, title)]
    known = [x509.NameAttribute(kind, value[:64]) for kind, value in parts if value]
    return x509.Name([*known, x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _builder(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, since: dt.datetime, until: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=not signs, crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip
