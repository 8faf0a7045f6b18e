"""How are a pump's fields called where a person reads them?"""

from __future__ import annotations

PUMP_LABELS = {
    "filled_on": "filled on",
    "filled_time": "time of the fill",
    "concentration_mcg_per_ml": "concentration",
    "fill_volume_ml": "filled volume",
    "expected_residual_ml": "expected left in the pump",
    "found_residual_ml": "found in the pump",
    "clinic_alarm_date": "the clinic’s alarm date",
    "daily_dose_mcg": "daily dose",
    "steps": "the programme through the day",
    "programmed_time": "time of the programming",
    "bolus_mcg": "bolus",
    "bolus_time": "time of the bolus",
    "reservoir_ml": "reservoir",
    "alarm_volume_ml": "volume at which the alarm sounds",
    "low_reservoir_day": "estimated low day",
    "brand": "make",
    "model": "model",
    "card_at": "the pump card is",
    "implanted_on": "put in on",
    "taken_out_on": "taken out on",
    "said_by": "who said so",
    "battery_end": "battery ends",
    "trial_on": "day of the trial",
    "trial_mcg": "trial dose",
    "residual_gap": "what was left in the pump",
}


def pump_label(field: str) -> str:
    """Plain words, lower case, to stand inside a sentence."""
    return PUMP_LABELS.get(field, field.replace("_", " "))
