"""Settings, read from the environment (docs/reference/settings.md).

``MOTCUA_HOME``          data folder (default ``var/`` of the checkout)
``MOTCUA_DATABASE_URL``  ``sqlite:///path`` (default ``<home>/motcua.sqlite3``) or ``postgresql://…``
``MOTCUA_SECRET_KEY``    master secret; made and kept in the data folder when absent
``MOTCUA_BASE_URL``      address under which people reach this installation (QR codes, slips)
``MOTCUA_HOSTS``         host names answered to, separated by commas (default: that of the address, and this machine)
``MOTCUA_PROXIES``       addresses of our own web servers in front, separated by commas (default: none); what they say
                         of a visitor's address (the last of ``X-Forwarded-For``) is believed, so that wrong passwords
                         and keys of one visitor do not count for all
``MOTCUA_UNIT``          code of the unit whose citizens portal and kiosk serve (default: 00145, phường Long Biên)
``MOTCUA_PROFILE``       ``demo``: the demonstration profile (``motcua init --demo`` turns it on for its data folder)
``MOTCUA_NOW``           demonstration profile only: run as if it were this moment
``MOTCUA_DEMO_DOSSIERS`` how many dossiers the demonstration ward is given (1200)
``MOTCUA_MAIL_URL``      mail server: ``smtp://user:password@host:587?from=address`` or ``smtps://…`` (none: no e-mail)
``MOTCUA_SIGN_KEYS``      folder of the signing keys (``<post>.p12``, ``agency-<unit>.p12``; default ``<home>/keys``)
``MOTCUA_SIGN_PASSPHRASE`` pass phrase of those files (default: derived from the master secret, as ``init --demo`` does)
``MOTCUA_TRUST_ROOTS``   PEM file of the root certificates that signatures must lead to (default ``<keys>/roots.pem``)
``MOTCUA_TSA_URL``       time authority (RFC 3161): signatures are then PAdES B-T (none: B-B)
``MOTCUA_PKCS11_MODULE`` library of a signing token, with ``MOTCUA_PKCS11_TOKEN`` (label), ``MOTCUA_PKCS11_PIN`` and
                         ``MOTCUA_PKCS11_KEYS`` (names of the keys on it, separated by commas)
``MOTCUA_SMS_URL``       gateway for short messages: ``https://:token@host/path?from=sender`` (none: no short messages)
``MOTCUA_TILES``         map tiles beneath public maps: ``https://host/{z}/{x}/{y}.png`` (none: drawn without)
``MOTCUA_TILES_CREDIT``  whose tiles they are, as it stands beneath the map (© OpenStreetMap)
``MOTCUA_PORTAL_URL``    National Public Service Portal: ``https://token:secret@host/path`` (none: not connected)
``MOTCUA_PAYMENT_SECRET`` secret shared with the payment platform, which signs its notices with it (none: no notices
                         are taken)
``MOTCUA_OIDC_URL``      OpenID Connect provider of citizens' electronic identity (VNeID): its issuer's address (none:
                         no online filing; the demonstration has a provider of its own)
``MOTCUA_OIDC_CLIENT``   name under which this installation is known there
``MOTCUA_OIDC_SECRET``   its secret there
``MOTCUA_OIDC_NUMBER``   claim that holds the identity number (default ``sub``)
``MOTCUA_OIDC_ACR``      level of the identity that is asked for, when the provider says it (``acr``)
``MOTCUA_DEBUG``         ``1``: error pages for developers; never where people's data is
``PORT``                 port of the default address (default 8000)
"""

import datetime as dt
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from motcua.conf import keys

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
CATALOGUE = PACKAGE / "catalogue" if (PACKAGE / "catalogue").is_dir() else ROOT / "catalogue"


def _number(name: str, usual: str) -> int:
    text = os.environ.get(name) or usual
    if not text.isascii() or not text.isdecimal():
        raise ImproperlyConfigured(f"{name}: {text!r} ({usual})")
    return int(text)


MOTCUA_HOME = Path(os.environ.get("MOTCUA_HOME") or ROOT / "var").resolve()
DEMO = (MOTCUA_HOME / "demo").exists() or os.environ.get("MOTCUA_PROFILE") == "demo"
BASE_URL = os.environ.get("MOTCUA_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
UNIT = os.environ.get("MOTCUA_UNIT", "00145")

_MASTER = keys.master_secret(MOTCUA_HOME)
SECRET_KEY = keys.derive(_MASTER, "django").hex()
DATA_KEY = keys.derive(_MASTER, "data")
DATA_KEYS_OLD: tuple[bytes, ...] = ()
INDEX_KEY = keys.derive(_MASTER, "index")
JOURNAL_KEY = keys.journal_key(MOTCUA_HOME)
SEAL_KEY = keys.seal_key(MOTCUA_HOME)

SIGNATURES = "motcua.gateways.signature.Installed"
EXTRACTOR = "motcua.gateways.extraction.guarded.Guarded"
SIGNING_KEYS = Path(os.environ.get("MOTCUA_SIGN_KEYS") or MOTCUA_HOME / "keys")
SIGN_PASSPHRASE = os.environ.get("MOTCUA_SIGN_PASSPHRASE") or keys.derive(_MASTER, "signing").hex()
TRUST_ROOTS = Path(os.environ.get("MOTCUA_TRUST_ROOTS") or SIGNING_KEYS / "roots.pem")
TSA_URL = os.environ.get("MOTCUA_TSA_URL", "")
PKCS11_MODULE = os.environ.get("MOTCUA_PKCS11_MODULE", "")
PKCS11_TOKEN = os.environ.get("MOTCUA_PKCS11_TOKEN", "")
PKCS11_PIN = os.environ.get("MOTCUA_PKCS11_PIN", "")
PKCS11_KEYS = [name for name in os.environ.get("MOTCUA_PKCS11_KEYS", "").split(",") if name]

# Citizens sign in with their electronic identity (R2.6); nobody else does, and it makes no account.
IDENTITY = {
    "url": os.environ.get("MOTCUA_OIDC_URL", f"{BASE_URL}/demo-identity" if DEMO else "").rstrip("/"),
    "client": os.environ.get("MOTCUA_OIDC_CLIENT", "motcua"),
    "secret": os.environ.get(
        "MOTCUA_OIDC_SECRET", keys.derive(_MASTER, "demo-identity").hex() if DEMO else ""
    ),
    "number": os.environ.get("MOTCUA_OIDC_NUMBER", "sub"),
    "acr": os.environ.get("MOTCUA_OIDC_ACR", ""),
}

DEMO_DOSSIERS = _number("MOTCUA_DEMO_DOSSIERS", "1200")

CLOCK_OFFSET = dt.timedelta()
if DEMO and os.environ.get("MOTCUA_NOW"):
    try:
        _now = dt.datetime.fromisoformat(os.environ["MOTCUA_NOW"])
    except ValueError as _fault:
        raise ImproperlyConfigured(f"MOTCUA_NOW: {os.environ['MOTCUA_NOW']!r} (2026-11-23T09:00)") from _fault
    if _now.tzinfo is None:
        _now = _now.replace(tzinfo=dt.timezone(dt.timedelta(hours=7)))
    CLOCK_OFFSET = _now - dt.datetime.now(dt.UTC)

DEBUG = os.environ.get("MOTCUA_DEBUG") == "1"
ALLOWED_HOSTS = [host for host in (os.environ.get("MOTCUA_HOSTS", "").split(",")) if host] or [
    urlsplit(BASE_URL).hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
PROXIES = frozenset(filter(None, os.environ.get("MOTCUA_PROXIES", "").replace(" ", "").split(",")))


def _database(url: str) -> dict[str, object]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise ImproperlyConfigured("MOTCUA_DATABASE_URL (sqlite:/// | postgresql://)") from fault
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        return {
            "ENGINE": "motcua.conf.sqlite",
            "NAME": path if path == ":memory:" else str(ROOT / path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
                    "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;PRAGMA recursive_triggers=ON;"
                    "PRAGMA secure_delete=ON;"  # what was sealed or forgotten is overwritten, not left in free pages
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "motcua.conf.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"prepare_threshold": 3, **dict(parse_qsl(parts.query))},
        }
    raise ImproperlyConfigured(f"MOTCUA_DATABASE_URL: {parts.scheme or url!r} (sqlite:/// | postgresql://)")


DATABASES = {
    "default": _database(
        os.environ.get("MOTCUA_DATABASE_URL")
        or f"sqlite:////{str(MOTCUA_HOME / 'motcua.sqlite3').lstrip('/')}"
    )
}


def _origin(url: str) -> list[str]:
    """Scheme and host of an address, as the content security policy names them."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _mail(url: str) -> dict[str, object]:
    """Django's e-mail settings from one address; STARTTLS with ``smtp:`` (not on this machine), TLS with ``smtps:``."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    sender = dict(parse_qsl(parts.query)).get("from", "")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured("MOTCUA_MAIL_URL: smtp://user:password@host:587?from=address")
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25 if here else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not here,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


MAIL = bool(os.environ.get("MOTCUA_MAIL_URL"))
globals().update(_mail(os.environ.get("MOTCUA_MAIL_URL", "")))
SMS_URL = os.environ.get("MOTCUA_SMS_URL", "")
PORTAL_URL = os.environ.get("MOTCUA_PORTAL_URL", "")

TILES = os.environ.get("MOTCUA_TILES", "")
TILES_CREDIT = os.environ.get("MOTCUA_TILES_CREDIT", "© OpenStreetMap")
"""Map tiles beneath public maps ("https://…/{z}/{x}/{y}.png"); without them maps are drawn all the same."""

PROCESS_TABLES = "motcua.gateways.step_tables.read_tables"
"""Reads the step tables of decisions (areas.procedures.ports.ReadsTables)."""

PAYMENT_SECRET = os.environ.get("MOTCUA_PAYMENT_SECRET", "").encode()
STATEMENT_READER = "motcua.gateways.payment.statements.read_statement"
NOTICE_READER = "motcua.gateways.payment.notices.read_notice"
CERTIFICATION_PRICE = "motcua.reactions.certifying.price"
REPORT_FACTS = "motcua.reactions.reporting.Counted"
"""What periodic reports count (areas.reports.ports.Facts)."""
UNREADY = "motcua.reactions.directing.unready"
"""What keeps a composed document from its signature (areas.correspondence.ports.Unready)."""
WORKFILE_REGISTERS = "motcua.reactions.filing.Registers"
"""What may belong to a work file (areas.workfiles.ports.Registers)."""
SURVEY_FRAME = "motcua.reactions.surveying.Received"
"""Whom surveys may ask (areas.surveys.ports.Received)."""
HEAT_VOICES = "motcua.reactions.heating.Feedback"
"""What people say beside petitions, held against its own history (areas.hotspots.ports.Voices)."""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "motcua.faces.ui",
    "motcua.faces.portal",
    "motcua.faces.desk",
    "motcua.faces.kiosk",
    "motcua.faces.board",
    "motcua.faces.api",
    "motcua.areas.assessments",
    "motcua.areas.indicators",
    "motcua.areas.counters",
    "motcua.areas.filings",
    "motcua.areas.dossiers",
    "motcua.areas.synchronisation",
    "motcua.areas.certification",
    "motcua.areas.receptions",
    "motcua.areas.reports",
    "motcua.areas.petitions",
    "motcua.areas.dialogues",
    "motcua.areas.directives",
    "motcua.areas.inspections",
    "motcua.areas.denunciations",
    "motcua.areas.hotspots",
    "motcua.areas.escalations",
    "motcua.areas.campaigns",
    "motcua.areas.complaints",
    "motcua.areas.correspondence",
    "motcua.areas.surveys",
    "motcua.areas.initiatives",
    "motcua.areas.workfiles",
    "motcua.areas.programmes",
    "motcua.areas.regulations",
    "motcua.areas.feedback",
    "motcua.areas.fees",
    "motcua.areas.results",
    "motcua.areas.procedures",
    "motcua.areas.cases",
    "motcua.base.documents",
    "motcua.base.messages",
    "motcua.base.people",
    "motcua.base.calendars",
    "motcua.base.files",
    "motcua.base.orgs",
    "motcua.base.law",
    "motcua.base.journal",
    "motcua.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_include_bootstrap",
    "lucide",
    "ninja",
]

MIDDLEWARE = [
    "motcua.faces.ui.proxy.behind_proxy",
    "motcua.faces.ui.back.back",
    "motcua.faces.api.door.door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "motcua.faces.ui.slashes.slashes",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.faces.desk.lock.IdleLock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "motcua.faces.ui.refusals.Refusals",
]

ROOT_URLCONF = "motcua.conf.urls"
WSGI_APPLICATION = "motcua.conf.wsgi.application"
APPEND_SLASH = False  # motcua.faces.ui.slashes does both: adds one and takes one away

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# People sign in with a password and, when they set it up, a one-time code or a passkey (R16.16).
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# scrypt costs an attacker memory as well as time, and an official a tenth of a second at sign-in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "motcua.faces.desk.signin.PasswordLength"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/can-bo/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "motcua.faces.desk.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "motcua.faces.desk.signin_forms.LoginForm",
    "change_password": "motcua.faces.desk.signin_forms.ChangePasswordForm",
    "reauthenticate": "motcua.faces.desk.signin_forms.ReauthenticateForm",
}
SOCIALACCOUNT_ADAPTER = "motcua.gateways.identity.CitizenAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = (
    True  # a form could not lead to another origin (form-action); the state guards the way back
)
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "motcua.faces.desk.signin.SecondFactor"
MFA_FORMS = {
    "authenticate": "motcua.faces.desk.signin_forms.AuthenticateForm",
    "reauthenticate": "motcua.faces.desk.signin_forms.ReauthenticateCodeForm",
    "activate_totp": "motcua.faces.desk.signin_forms.ActivateTOTPForm",
    "add_webauthn": "motcua.faces.desk.signin_forms.AddWebAuthnForm",
    "edit_webauthn": "motcua.faces.desk.signin_forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")
MFA_TOTP_ISSUER = "Một Cửa"
MFA_TOTP_TOLERANCE = 1
# Five failed passwords from one address close an account to that address for a quarter of an hour (R16.16), and
# fifty from anywhere close it to everybody (faces/desk/lockout): five alone would let any stranger shut an official
# out. A passkey still opens it. The count is in the database, so that it holds for all web processes.
AXES_HANDLER = "motcua.faces.desk.lockout.Failures"
AXES_FAILURE_LIMIT = 5
SIGN_IN_FAILURES_ANYWHERE = 50
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "motcua.faces.desk.signin_views.name_typed"
AXES_LOCKOUT_CALLABLE = "motcua.faces.desk.signin_views.too_many_failures"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Idle minutes until the screen locks, for days of which base/law knows no figure (session.lock, admin_lock).
SESSION_LOCK_MINUTES = 15
SESSION_ADMIN_LOCK_MINUTES = 5
ADMIN_SECOND_FACTOR = not DEMO

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *_origin(TILES)],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["motcua.base.files.policies.LimitedUpload"]

# Who says aloud that a number is called (areas.counters.ports.Voice).
VOICE = "motcua.gateways.voice.said"
VOICE_CHIME = "motcua.gateways.voice.chime_file"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
LOCALE_PATHS = [PACKAGE / "conf" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = MOTCUA_HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "motcua.faces.ui.finders.FontFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

NINJA_PAGINATION_MAX_LIMIT = 200
NINJA_PAGINATION_PER_PAGE = 20

DEFAULT_EXCEPTION_REPORTER = "motcua.conf.failures.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "motcua.conf.failures.Filter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"motcua.security": {"level": "INFO"}},
}
