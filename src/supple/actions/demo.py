"""Who lives in the demo? The sample people, in a data folder of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from supple import store
from supple.actions.access import EVERYTHING
from supple.actions.views import PersonSettings
from supple.model import Account, Profile, Role, Scope
from supple.store import people as store_people


def ensure_demo(*, now: datetime) -> Account:
    """The demo's account, with the sample people living up to yesterday.

    It is loaded whole or not at all, once: a second start changes nothing, so that what somebody tried stays.
    """
    there = store_people.accounts()
    if there:
        return there[0]
    from supple import simulate  # heavy (numpy), and only wanted at the very first start

    with store.whole_or_nothing():
        if store_people.accounts():  # another process was quicker
            return store_people.accounts()[0]
        account = store_people.add_account("Demo")
        for sample in simulate.sample_people((now - timedelta(days=1)).date()):
            store_people.add_person(
                account.id, sample.name, zone=sample.zone, role=Role.SELF, scopes=EVERYTHING, person_id=sample.id
            )
            kept = tuple(f"hindered.{one}" for one in sample.kept_hindrances)
            countries = (
                e.fact.answer for e in sample.events if isinstance(e.fact, Profile) and e.fact.key == "country"
            )
            chosen = PersonSettings(kept_hindrances=kept, outcome=sample.outcome, country=next(countries, None))
            store_people.save_settings(sample.id, chosen.stored())
            store.append(sample.events, now=now)
            if sample.carer is not None:
                carer = store_people.add_account(sample.carer)
                scopes = frozenset({Scope.NOTE, Scope.LOOK})
                store_people.put_member(carer.id, sample.id, role=Role.CARER, scopes=scopes, ends_on=None)
    return account
