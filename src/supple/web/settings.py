"""How is the web part set up? Django’s settings, from `supple.store.config`; importing them writes nothing."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from supple import words
from supple.store.config import read_config
from supple.store.folder import secret_key

CONFIG = read_config()
HERE = Path(__file__).parent

DEBUG = False  # never true where a diary is: its error pages would show what was noted
STYLE_PAGE = CONFIG.debug
# A process that serves has made the folder's secret before it comes here (serve.py, wsgi.py). Tools that serve
# nobody (makemigrations, tests) get one that lives as long as they do. There is no default.
SECRET_KEY = secret_key(CONFIG.data_folder) or secrets.token_urlsafe(64)
ALLOWED_HOSTS = CONFIG.hosts

INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.staticfiles", "csp", "supple.store", "supple.web"]
MIDDLEWARE = [
    "supple.web.language.LanguageMiddleware",  # around all others, so that an error page has the language too
    "supple.web.sharing.cookies.SecureCookieMiddleware",  # first, so that it sees every cookie last
    "django.middleware.gzip.GZipMiddleware",  # pads at random, so that sizes tell nothing of a page
    "django.middleware.security.SecurityMiddleware",
    "supple.web.scripts.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "supple.web.accounts.AccountMiddleware",
    "supple.web.replay.ReplayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "supple.web.errors.ErrorMiddleware",
]
ROOT_URLCONF = "supple.web.urls"
WSGI_APPLICATION = "supple.web.wsgi.application"

DATABASES = {"default": CONFIG.database()}
globals().update(CONFIG.mail())
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "string_if_invalid": "",
        },
    }
]

LANGUAGE_CODE = "en-gb"
USE_I18N = True
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [words.FOLDER]
SPEAKS = words.ENGLISH
if CONFIG.debug and CONFIG.debug_words is not None:  # the made-up language that shows what is not in the catalogue
    LANGUAGES.append(("en-xa", "Longer English"))
    LOCALE_PATHS.append(CONFIG.debug_words)
    SPEAKS = "en-XA"
USE_TZ = True
TIME_ZONE = "UTC"  # every page shows the person's own zone; the server's clock zone means nothing

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True  # served from the package: no collectstatic step for a newcomer
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "supple_session"
SESSION_COOKIE_AGE = 365 * 24 * 3600  # signing in is hard with shaky hands; a link at the machine ends it any time
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CONFIG.https  # without a proxy: web/sharing/cookies.py, for each answer
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = "supple_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = CONFIG.https
CSRF_COOKIE_AGE = SESSION_COOKIE_AGE
CSRF_FAILURE_VIEW = "supple.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in CONFIG.hosts[3:]] if CONFIG.https else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
# Not "no-referrer": browsers then send "Origin: null" with our own forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A larger diary waits on disk while it is read: in the private folder, not where others on this machine may look.
FILE_UPLOAD_TEMP_DIR = str(CONFIG.data_folder) if CONFIG.data_folder.is_dir() else None

# Diary text never reaches a log: Django's own error reports hold form fields and SQL parameters, so they are not
# logged; `supple.web.errors` logs a reference number and the kind and place of the error instead.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "supple": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["nowhere"], "level": "WARNING", "propagate": False},
        "waitress": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
SILENCED_SYSTEM_CHECKS: list[str] = []
