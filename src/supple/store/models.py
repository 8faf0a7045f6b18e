"""How is it kept? The tables: nothing outside `supple.store` sees these classes."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """A bug: something tried to change or delete a noted event."""


class PersonRow(models.Model):
    """Whose diary. `head` counts the person's events: it only grows, so it names a state of the diary.
    `chosen` counts how often settings or the zone were chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)
    head = models.PositiveBigIntegerField(default=0)
    settings = models.TextField(default="{}")
    chosen = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "person"


class AccountRow(models.Model):
    """Who can sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "account"


class MemberRow(models.Model):
    """An account's role for one person. Without a row: nothing."""

    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=16)
    scopes = models.CharField(max_length=64)
    ends_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "member"
        constraints = [models.UniqueConstraint(fields=["account", "person"], name="one_role_for_one_person")]


class AppendOnlyQuerySet(models.QuerySet["EventRow"]):
    """Reads and inserts only. Erasing goes past this on purpose, in `store.erase`, and nowhere else."""

    def update(self, **_: Any) -> NoReturn:
        raise AppendOnlyError("events are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("events are never deleted")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnlyError("events are never changed")

    def update_or_create(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnlyError("events are never changed")


class EventRow(models.Model):
    """One event. `payload` is the whole event as JSON; the other columns only find it."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(PersonRow, on_delete=models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=120)
    local_day = models.DateField()
    is_night = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    replaces = models.UUIDField(null=True, blank=True)
    group = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=80)
    words = models.TextField(default="", blank=True)
    content_hash = models.CharField(max_length=64)
    payload = models.TextField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        db_table = "event"
        indexes = [
            models.Index(fields=["person", "local_day"], name="event_person_day"),
            models.Index(fields=["person", "kind"], name="event_person_kind"),
            models.Index(fields=["person", "group"], name="event_group", condition=models.Q(group__isnull=False)),
            models.Index(
                fields=["person", "replaces"], name="event_corrections", condition=models.Q(replaces__isnull=False)
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("events are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnlyError("events are never deleted")


class ConflictRow(models.Model):
    """An event that came with the id of another: kept aside as it came, shown, never overwriting."""

    event_id = models.UUIDField()
    person = models.ForeignKey(PersonRow, on_delete=models.PROTECT, related_name="conflicts")
    received_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    payload = models.TextField()

    class Meta:
        db_table = "event_conflict"
        constraints = [models.UniqueConstraint(fields=["event_id", "content_hash"], name="one_conflict_kept_once")]


class TombstoneRow(models.Model):
    """That a diary was erased: when and how much, and nothing of what it said."""

    person_id = models.UUIDField(primary_key=True)
    receipt = models.UUIDField(default=uuid.uuid4, unique=True)
    erased_at = models.DateTimeField()
    events_count = models.PositiveBigIntegerField()

    class Meta:
        db_table = "tombstone"


class LookRow(models.Model):
    """Somebody other than the person looked."""

    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="looks")
    account = models.ForeignKey(AccountRow, on_delete=models.SET_NULL, null=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16)
    action = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        db_table = "looked_at"
        indexes = [models.Index(fields=["person", "-at"], name="looked_at_person")]


class OneTimeLinkRow(models.Model):
    """A sign-in link: only its hash is kept, it works once and it ends."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "one_time_link"


class ReadModelRow(models.Model):
    """A cache that can be thrown away: `key` names the diary's head and every version that made it."""

    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="read_models")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    payload = models.TextField()

    class Meta:
        db_table = "read_model"
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_read_model_of_a_name")]


class PlannedRow(models.Model):
    """That a person's reminders are planned: from which state of the diary and of the choices, and until when."""

    person = models.OneToOneField(PersonRow, on_delete=models.CASCADE, primary_key=True, related_name="planned")
    head = models.PositiveBigIntegerField()
    chosen = models.PositiveBigIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "reminders_planned"


class ReminderRow(models.Model):
    """One thing due, on one channel. What it is about is not here: the plan says it when somebody looks."""

    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    key = models.CharField(max_length=300)
    channel = models.CharField(max_length=16)
    call = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=16)
    is_critical = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    ring_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=16)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reminder"
        constraints = [
            models.UniqueConstraint(fields=["person", "key", "channel", "call"], name="one_reminder_of_a_call")
        ]
        indexes = [
            models.Index(fields=["ring_at"], name="reminder_to_ring", condition=models.Q(state="planned")),
            models.Index(fields=["claimed_at"], name="reminder_claimed", condition=models.Q(state="claimed")),
            models.Index(fields=["person", "ring_at"], name="reminder_claim", condition=models.Q(state="planned")),
            models.Index(fields=["person", "-due_at"], name="reminder_person"),
        ]


class ReminderStepRow(models.Model):
    """What a person did with a reminder: seen, done, skipped, later."""

    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="reminder_steps", db_index=False)
    key = models.CharField(max_length=300)
    step = models.CharField(max_length=16)
    by_way = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        db_table = "reminder_step"
        indexes = [models.Index(fields=["person", "-at"], name="reminder_step_person")]


class PushRow(models.Model):
    """A browser that agreed to be rung for one person's reminders."""

    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="pushes")
    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="pushes")
    endpoint_hash = models.CharField(max_length=64)
    endpoint = models.TextField()
    public_key = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=80, default="", blank=True)
    added_at = models.DateTimeField()
    rang_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "push"
        constraints = [models.UniqueConstraint(fields=["person", "endpoint_hash"], name="one_push_of_a_browser")]


class FeedRow(models.Model):
    """A private link by which a calendar reads what is due. Only its hash is kept; it holds until it is revoked."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="feeds")
    person = models.ForeignKey(PersonRow, on_delete=models.CASCADE, related_name="feeds")
    is_private = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "feed"
