"""Settings, the same code everywhere; what differs between machines comes from the environment.

Every variable is optional on a desk: without any, the program runs on SQLite in `var/` for this machine only.
A value that cannot be understood stops the start with a message saying what was expected.
"""

import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tracker.environment import any_origin, database, flag, names, natural, origins, positive, rate, setting

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def secret_key() -> str:
    """Return SECRET_KEY, else the key kept in `var/secret_key`, made on the first start for us alone."""
    if key := os.environ.get("SECRET_KEY", "").strip():
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        # Written aside (mode 0600) and then linked: of two processes starting at once one wins, and neither
        # ever reads half a key.
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR) as draft:
            draft.write(secrets.token_urlsafe(64))
            draft.flush()
            try:
                os.link(draft.name, path)
            except FileExistsError:
                pass
    return path.read_text()


# Who may ask, and how

DEBUG = setting("DEBUG", "off", flag, "on or off")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = setting(
    "ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", names, "host names, separated by commas"
)
CSRF_TRUSTED_ORIGINS = setting(
    "CSRF_TRUSTED_ORIGINS", "", origins, "addresses such as https://duixian.example, separated by commas"
)

# Behind a proxy that speaks HTTPS and sets X-Forwarded-Proto: HTTPS=on. Off, the header is not believed.
HTTPS = setting("HTTPS", "off", flag, "on or off")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Nothing from outside, nothing inline. The admin's stylesheets carry their icons as data: addresses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Accounts: what a password must be, how often one may be guessed, and how long a session lasts unused

AUTH_USER_MODEL = "tracker.User"
PASSWORD_MIN_LENGTH = setting("PASSWORD_MIN_LENGTH", "10", positive, "a whole number of characters")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}", "OPTIONS": options}
    for validator, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": PASSWORD_MIN_LENGTH}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:imports"
LOGOUT_REDIRECT_URL = "web:overview"
SESSION_COOKIE_AGE = 60 * setting("SESSION_IDLE_MINUTES", "60", positive, "a whole number of minutes")

# Counted for each account and address, known or not, so that a lock tells nobody which accounts exist and
# nobody can lock a colleague out from elsewhere. While a lock lasts, further tries do not lengthen it.
AXES_FAILURE_LIMIT = setting("LOGIN_FAILURES", "5", positive, "a whole number of tries")
AXES_COOLOFF_TIME = timedelta(
    minutes=setting("LOGIN_LOCKED_MINUTES", "15", positive, "a whole number of minutes")
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "tracker.web.accounts.locking.name_tried"
AXES_LOCKOUT_CALLABLE = "tracker.web.accounts.locking.locked"
AXES_CLIENT_IP_CALLABLE = "tracker.authority.client_address"
AXES_ENABLE_ADMIN = False  # the desk has tables of its own for them
AXES_VERBOSE = False
# How many proxies stand in front and append to X-Forwarded-For; with none the header is not believed.
PROXIES = setting("PROXIES", "1" if HTTPS else "0", int, "a whole number of proxies, 0 for none")

# How long a token for a program may be good, in days

TOKEN_MAX_DAYS = setting("TOKEN_MAX_DAYS", "365", positive, "a whole number of days")

# The parts

INSTALLED_APPS = [
    "tracker.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "axes",
    "tracker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tracker.api.access.cors.cross_origin",
    "tracker.web.middleware.compression.Compression",
    "tracker.web.middleware.policy.under_one_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.web.middleware.languages.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.web.middleware.messages.Messages",
    "tracker.web.middleware.doors.through_its_door",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.web.accounts.sessions.RenewedWhileUsed",
    "tracker.web.accounts.passwords.PasswordFirst",
    "tracker.web.accounts.reading.ReadersOnly",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Where the data are

DATABASES = {
    "default": setting(
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'duixian.sqlite3'}",
        database,
        "expected sqlite:////absolute/path/file.sqlite3 or postgres://user:password@host:5432/name",
    )
}

# What is counted and remembered for a moment; each process has its own

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "throttles": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "throttles",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# An address typed without a scheme means https, as from Django 6.0 on.
FORMS_URLFIELD_ASSUME_HTTPS = True
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Files are served as they lie in the packages and in tracker/static: there is no collecting step to forget.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 300

# In whose name citations and notices are given out; without one, in the program's

OFFICE = os.environ.get("OFFICE", "").strip()

# What a file brought in may weigh, where it is kept, and up to how many rows its verdicts come with it

IMPORT_MAX_MB = setting("IMPORT_MAX_MB", "200", int, "a whole number of megabytes")
IMPORT_MAX_UNPACKED_MB = setting("IMPORT_MAX_UNPACKED_MB", "1024", int, "a whole number of megabytes")
IMPORT_ROOT = setting("IMPORT_ROOT", str(VAR_DIR / "imports"), Path, "a directory")
IMPORT_VERDICTS_WITH = setting("IMPORT_VERDICTS_WITH", "20000", int, "a whole number of rows")

# Work that outlasts a request waits in the database until `manage.py db_worker` takes it up

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What is larger than the limit is not kept on the disk until somebody looks at it. A table's columns page
# has three fields a column.

FILE_UPLOAD_HANDLERS = [
    "tracker.web.imports.quota.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# Languages and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# What is written to the log: standard error, one line an event

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": setting("LOG_LEVEL", "INFO", str.upper, "DEBUG, INFO, WARNING or ERROR"),
    },
    # Django installs handlers of its own for these two; one line an event is enough.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
}

# The REST interface (this block belongs to tracker/api)

# Whether what is published can be read without an account, on the pages and in the API
PUBLIC_READING = setting("PUBLIC_READING", "on", flag, "on or off")
# How many requests a minute (hour, …) the API answers for one token, and for one address without any
THROTTLE_TOKEN = setting("THROTTLE_TOKEN", "1200/minute", rate, "such as 1200/minute, or off")
THROTTLE_ADDRESS = setting("THROTTLE_ADDRESS", "600/minute", rate, "such as 600/minute, or off")
# What may be sent to the API at a time, files aside
API_MAX_BODY_KB = setting("API_MAX_BODY_KB", "2048", positive, "a whole number of kilobytes")
# Answers of the API that a process remembers while nothing changes (PostgreSQL)
API_REMEMBERED_MB = setting("API_REMEMBERED_MB", "32", natural, "a whole number of megabytes; 0 for none")
# Whole lists (CSV) that a process sends at the same time; each keeps a thread of the server
API_LISTS_AT_ONCE = setting("API_LISTS_AT_ONCE", "1", positive, "a whole number of lists")
# Long lists that a process exports at the desk at the same time; each keeps a thread, too
DESK_EXPORTS_AT_ONCE = setting("DESK_EXPORTS_AT_ONCE", "1", positive, "a whole number of lists")
# Other web pages whose scripts may ask the API; * for all. Cookies are never among what they may send.
CORS_ORIGINS = setting("CORS_ORIGINS", "", any_origin, "addresses such as https://a.example, or *")

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Duixian",
    "DESCRIPTION": (
        "What governments promised in numbers, held against what they later reported. Numbers are text, so "
        "that nothing rounds them on the way. Every answer that holds a figure or a verdict takes `as_of`. "
        "Unknown parameters are refused; a code nobody has, in a filter, finds nothing. Errors are problem "
        "documents (RFC 9457). Any operation may answer with 500 and the code `internal_error`, a problem "
        "document, too, where the program itself fails; none names it. Answers to POST, PATCH and DELETE "
        "have an `ETag` only where they name one. Version 1 never changes meaning."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": {
        **{f"{kind}Kind": f"tracker.models.{kind}Kind" for kind in ("Document", "Plan", "Quantity")},
        **{f"{whose}Form": f"tracker.models.{whose}Form" for whose in ("Indicator", "Target")},
        **{
            name: f"tracker.models.{name}"
            for name in ("ChangeSetState", "Outcome", "ReviewState", "VerdictChange")
        },
        "ProblemCode": "tracker.api.shapes.problems.CODES",
    },
    "SWAGGER_UI_SETTINGS": {"defaultModelsExpandDepth": 0, "validatorUrl": None},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
