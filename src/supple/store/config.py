"""What did the person or the operator configure? Variables `SUPPLE_…`, read once, with safe defaults."""

from __future__ import annotations

import os
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from supple.model import UserError
from supple.store.folder import DATABASE_FILE, default_data_folder


class Config(BaseSettings):
    """Every setting Supple has. None of them is a secret that could be left at a default."""

    model_config = SettingsConfigDict(env_prefix="SUPPLE_", extra="ignore")

    data: Path | None = None
    """The data folder (database, secrets). Default: the platform's folder for private data of programs."""
    database_url: SecretStr | None = None
    """postgresql://user:password@host:port/name for a clinic; otherwise SQLite inside the data folder."""
    allowed_hosts: str = ""
    """Host names, separated by commas, under which a reverse proxy serves Supple; the loopback always works."""
    https: bool = False
    """True when a reverse proxy serves Supple over HTTPS: cookies are then marked secure."""
    trusted_proxy: IPv4Address | IPv6Address = IPv4Address("127.0.0.1")
    """The reverse proxy's own address: from no other is it believed that a visitor came over HTTPS."""
    demo: bool = False
    """True for the sample people in a folder of their own."""
    debug: bool = False
    """True for whoever builds Supple: /style/ then shows every component. Nothing else changes."""
    debug_words: Path | None = None
    """With `debug`: the folder with the made-up language of `make messages`. Every page is then said in it."""

    mail_url: SecretStr | None = None
    """smtp://user:password@host:587 (STARTTLS) or smtps://…:465: the server that reminders by mail go through."""
    mail_from: str = ""
    """The address that mail comes from. Without it: supple@ and the mail server's name."""
    contact: str = ""
    """An address that push services may write to about this Supple; some want a real one."""

    @property
    def data_folder(self) -> Path:
        return (self.data or default_data_folder(demo=self.demo)).expanduser().absolute()

    @property
    def hosts(self) -> list[str]:
        configured = [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]
        return ["127.0.0.1", "localhost", "[::1]", *configured]

    def database(self) -> dict[str, Any]:
        """Django's `DATABASES["default"]`."""
        if self.database_url is not None:
            return postgresql(self.database_url.get_secret_value())
        return sqlite(self.data_folder / DATABASE_FILE)

    def mail(self) -> dict[str, Any]:
        """Django's `EMAIL_…` settings; without a server mail can go nowhere."""
        if self.mail_url is None:
            return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
        return mail_server(self.mail_url.get_secret_value(), self.mail_from)


def read_config() -> Config:
    """The configuration of this process. Raises UserError naming the variable that cannot be understood."""
    try:
        return Config()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "SUPPLE_" + str(first["loc"][0]).upper()
        raise UserError(
            f"this setting cannot be used: {first['msg']}.", field=name, hint="Change or unset it."
        ) from None


def sqlite(path: Path | str) -> dict[str, Any]:
    """SQLite that loses nothing it acknowledged; see docs/decisions/0002.

    Writers take the lock when their transaction begins (IMMEDIATE), so that two of them wait for one another
    instead of failing half way. `synchronous=FULL` waits for the disk at every commit: with NORMAL, a power cut
    could take back the last acknowledged notes. `secure_delete` overwrites what the owner erased.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds; SQLite's busy_timeout
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA cache_size=-16000;"
            ),
        },
        "CONN_MAX_AGE": None,
    }


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL from a URL; `?host=/folder` reaches a Unix socket. The password is never repeated in a message."""
    wrong = UserError(
        "the address of the database cannot be used.",
        field="SUPPLE_DATABASE_URL",
        hint="Write it as postgresql://user:password@host:5432/name.",
    )
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise wrong
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": port,
        "OPTIONS": query,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def use_data_folder(folder: Path | None, *, demo: bool = False) -> Path:
    """Make this process (and those it starts) use `folder`; must run before Django reads its settings."""
    if folder is not None:
        os.environ["SUPPLE_DATA"] = str(folder.expanduser().absolute())
    if demo:
        os.environ["SUPPLE_DEMO"] = "1"
    return read_config().data_folder


def mail_server(url: str, sender: str) -> dict[str, Any]:
    """Django's settings of a mail server from a URL. The password is never repeated in a message."""
    wrong = UserError(
        "the address of the mail server cannot be used.",
        field="SUPPLE_MAIL_URL",
        hint="Write it as smtp://user:password@host:587 or smtps://user:password@host:465.",
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise wrong
    is_tls = parts.scheme == "smtps"
    # Only a server on this very machine may be spoken to in the open.
    is_here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and not is_here,
        "DEFAULT_FROM_EMAIL": sender or f"supple@{parts.hostname}",
    }
