"""How is the store opened? The folder, Django and the tables, in this order and once a process."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

from supple.model import UserError
from supple.store.config import read_config, use_data_folder
from supple.store.folder import DATABASE_FILE, prepare_folder


def is_open() -> bool:
    """True when the store's functions can be called."""
    return apps.ready


def open_store(folder: Path | None = None, *, demo: bool = False) -> Path:
    """Make the data folder and its tables where missing, and connect.

    Args:
        folder: the data folder; None for the configured or the platform's own.
        demo: use the sample people's folder instead.

    Returns:
        The folder in use.

    Raises:
        UserError: the folder or the database cannot be used.
    """
    used = prepare_folder(use_data_folder(folder, demo=demo))
    os.umask(0o077)  # whatever this process creates from here on is for its owner only
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    if apps.ready and settings.CONFIG.data_folder != read_config().data_folder:
        raise RuntimeError("this process has another data folder open")
    django.setup()
    migrate(used)
    return used


def migrate(folder: Path) -> None:
    """Bring the tables up to date; two processes starting at once do it one after the other."""
    from django.core.management import call_command  # heavy, and only here
    from django.db import DatabaseError, connection

    try:
        if not _missing_migrations():
            return
        with _alone(folder):
            if _missing_migrations():
                call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        place = str(folder / DATABASE_FILE) if connection.vendor == "sqlite" else "SUPPLE_DATABASE_URL"
        raise UserError(
            f"the database cannot be opened: {error}.",
            file=place,
            hint="Is it running, and is it Supple's? Restore a backup if the file is damaged.",
        ) from error


def _missing_migrations() -> bool:
    from django.db import connection

    here = Path(__file__).parent / "migrations"
    wanted = {file.stem for file in here.glob("[0-9]*.py")}
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'store'")
        return not wanted <= {name for (name,) in cursor.fetchall()}


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: no such lock; migrations are then only safe one process at a time
        yield
        return
    with (folder / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
