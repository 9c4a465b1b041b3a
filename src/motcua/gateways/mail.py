"""E-mail: Django's configured backend, and a twin that only remembers."""

from dataclasses import dataclass, field
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from motcua.base.messages.ports import CannotSend


class DjangoMailer:
    """Sends through the backend of the settings (``MOTCUA_MAIL_URL``)."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Hand one message over; raises CannotSend."""
        message = EmailMessage(subject=subject, body=text, from_email=settings.DEFAULT_FROM_EMAIL, to=[to])
        try:
            taken = message.send(fail_silently=False)
        except (SMTPException, OSError, ValueError) as error:
            raise CannotSend(type(error).__name__) from error
        if not taken:
            raise CannotSend("not taken")


@dataclass
class FakeMailer:
    """Keeps what was sent; refuses while ``refusing``."""

    refusing: bool = False
    sent: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Remember one message; raises CannotSend while refusing."""
        if self.refusing:
            raise CannotSend("refusing")
        self.sent.append((to, subject, text))
