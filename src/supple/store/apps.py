"""Django's name for the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "supple.store"
    label = "store"
    verbose_name = "Supple's store"
    default_auto_field = "django.db.models.BigAutoField"
