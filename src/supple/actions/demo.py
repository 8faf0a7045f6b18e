"""Who lives in the demo? The sample people, in a data folder of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from supple import simulate, store
from supple.actions.access import EVERYTHING
from supple.actions.views import PersonSettings
from supple.model import Account, Role
from supple.store import people as store_people


def ensure_demo(*, now: datetime) -> Account:
    """The demo's account, with the sample people loaded up to yesterday; a second start changes nothing."""
    there = store_people.accounts()
    account = there[0] if there else store_people.add_account("Demo")
    if store_people.memberships(account.id):
        return account
    for index, sample in enumerate(simulate.sample_people((now - timedelta(days=1)).date())):
        store_people.add_person(
            account.id,
            sample.name,
            zone=sample.zone,
            role=Role.SELF if index == 0 else Role.CARER,
            scopes=EVERYTHING,
            person_id=sample.id,
        )
        store_people.save_settings(sample.id, PersonSettings(kept_hindrances=sample.kept_hindrances).stored())
        store.append(sample.events, now=now)
    return account
