"""Words that people who write cases use for what Supple knows: terms of doctors, of the rules' source, of everyday life.

Only for cases. What a person may write in a note is the diary's own business.
"""

from __future__ import annotations

from collections.abc import Mapping


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    """{"code": "one word | another"} turned about."""
    return {word.strip(): code for code, words in table.items() for word in words.split("|")}


# Sign → other words for it, among them each phrase of the column "Threshold" of our clinical reference page (§3).
SIGNS = _by_word(
    {
        "suddenly_much_stiffer": "sudden marked stiffness|sudden marked spasms|marked stiffness|sudden stiffness|"
        "sudden spasticity|sudden increase in spasticity|sudden spasms|sudden marked stiffness/spasms|rigidity|"
        "suddenly stiffer|suddenly stiff|rebound spasticity|severe spasticity",
        "itching_no_rash": "itching|itch|itchy|pruritus|itching without rash|itching (no rash)|itch without rash|"
        "itching, no rash",
        "tingling": "paraesthesia|paresthesia|paraesthesiae|paresthesias|new tingling",
        "fever": "pyrexia|hot and shivery|fever ≥38|fever 38|fever ≥38 °c|temperature|raised temperature|febrile",
        "rigors": "rigor|chills|shaking|shivering|shivers|shaking chill",
        "very_unwell": "unwell|ill|very sick|looks ill|septic",
        "very_cold": "hypothermia|cold body|body very cold|very cold skin",
        "very_floppy": "floppy|hypotonia|limp|flaccid",
        "hard_to_wake": "unrousable|unresponsive|coma|difficult to wake|difficult to rouse|hard to rouse|unarousable|"
        "drowsy and hard to wake|unconscious",
        "slow_breathing": "respiratory depression|breathing very slow|very slow breathing|slow/shallow breathing|"
        "breathing slow|bradypnoea|bradypnea",
        "fast_breathing": "tachypnoea|tachypnea|rapid breathing|breathing rate high",
        "breathing_trouble": "shortness of breath|breathlessness|breathless at rest|dyspnoea|dyspnea|"
        "difficulty breathing|breathing difficulty|breathing difficulties|breathing|sob|respiratory distress|"
        "short of breath at rest|problems breathing|breathing problems",
        "blue_lips": "blue|cyanosis|cyanosed|cyanotic",
        "swallowing_trouble": "dysphagia|difficulty swallowing|swallowing difficulty|swallowing|swallowing loss|"
        "swallowing difficulties|problems swallowing|swallowing problems",
        "choking_on_food": "choking|aspiration|choked",
        "speech_trouble": "dysarthria|dysphonia|aphasia|dysphasia|speech|speaking trouble|difficulty speaking|"
        "speech difficulty|speech disturbance|speech problems|problems speaking",
        "double_vision": "diplopia",
        "blurred_sight": "vision|visual blurring|optic neuritis|new vision trouble|vision worse|visual disturbance|"
        "visual change|eye pain|blurred",
        "vision_loss": "sudden vision loss|vision loss|sudden sight loss|sight loss|loss of vision|blindness|blind|"
        "sudden loss of vision|sudden loss of sight",
        "drooping_eyelids": "ptosis|drooping lids|drooping lid|droopy eyelid|droopy lids|lid droop|eyelid droop",
        "hoarse_voice": "hoarseness|weak voice|voice change",
        "weak_all_over": "general weakness|generalised weakness|generalized weakness|weakness all over body",
        "leaking_urine": "incontinence|urinary incontinence|leaking|bladder leakage|urine leakage|bladder loss|"
        "loss of bladder control|urinary leakage|bladder incontinence",
        "pounding_headache": "severe headache|thunderclap headache|sudden severe headache|throbbing headache|headache",
        "upright_headache": "severe upright headache|postural headache|orthostatic headache|headache upright|"
        "headache on sitting up|headache on standing",
        "stiff_neck": "meningitis|neck stiffness|meningism|stiff neck|fever + stiff neck",
        "flushing_sweating_above": "flushing|blotches|sweating|sweating above|flushing above|blotches above|blotchy face|"
        "flushed|sweats|profuse sweating|flushing or sweating|flushing/blotches/sweating above|facial flushing",
        "blocked_nose": "nasal congestion|nasal stuffiness|nose blocked",
        "slow_pulse": "bradycardia|slow heart rate|low pulse",
        "goosebumps_below": "goosebumps|piloerection|goose bumps|cold below|goose flesh|goosebumps/cold below",
        "face_drop": "facial droop|facial weakness|drooping mouth|facial palsy|face droop|facial drooping|face drooping",
        "arm_weakness": "weak arm|sudden arm weakness|arm weak|weakness of one arm|one arm weak",
        "saddle_numbness": "new saddle numbness|saddle anaesthesia|saddle anesthesia|perineal numbness|genital numbness|"
        "numb saddle area|saddle area numbness",
        "cannot_pass_urine": "retention|urinary retention|bladder retention|acute retention|no urine|anuria|"
        "cannot pass urine with discomfort|can't urinate|cannot urinate|unable to urinate|retention of urine",
        "bowel_loss": "new bowel loss|faecal incontinence|fecal incontinence|bowel incontinence|loss of bowels|"
        "incontinent of stool",
        "legs_rapidly_weaker": "rapidly weaker legs|rapid leg weakness|legs rapidly weak|leg weakness rapidly worse|"
        "rapidly progressive leg weakness|rapidly worsening leg weakness",
        "new_weakness": "weakness|weak|paresis|weaker|limb weakness|leg weakness|worse weakness|hemiparesis",
        "new_numbness": "numbness|numb|sensory loss|loss of feeling|worse numbness|hypoaesthesia",
        "walking_worse": "walking|walking loss|worse walking|gait worse|cannot walk|walking difficulty|"
        "unable to walk|difficulty walking|loss of walking|trouble walking|gait deterioration",
        "worse_with_heat": "worsening with heat|worsening with exertion|worse with heat|worse in heat|uhthoff|"
        "worse with exertion|uhthoff's|heat sensitivity|uhthoff phenomenon|worse after heat",
        "heat_not_settled": "heat worsening over 24 h|not settled after cooling|worse over 24 h after heat",
        "mottled_skin": "mottling|mottled|blotchy cold skin",
        "no_urine_18_hours": "no urine 18 h|no urine for 18 h|no urine 18 hours|no urine in 18 hours|oliguria",
        "burning_urine": "burning|dysuria|painful urination|burning urination|burning on urination|stinging urine|"
        "pain passing urine",
        "urinary_frequency": "frequency|frequent urination|increased frequency|polyuria|urine frequency",
        "urinary_urgency": "urinary urgency|urgent urination|urine urgency|bladder urgency",
        "lower_belly_pain": "lower-belly pain|suprapubic pain|lower abdominal pain|low belly pain|lower belly pain|"
        "pelvic pain|suprapubic tenderness",
        "blood_in_urine": "blood|haematuria|hematuria|bloody urine|blood in urine|red urine",
        "cloudy_urine": "cloudy|smelly|cloudy/smelly|foul urine|foul-smelling urine|strong smelling urine|dark smelly urine",
        "flank_pain": "loin pain|kidney tenderness|flank|side pain|back pain with fever",
        "catheter_blocked": "no drainage|catheter block|blocked tube|catheter blockage|bypassing catheter|no catheter drainage|"
        "catheter bypassing|catheter no drainage",
        "cough_phlegm": "cough|productive cough|phlegm|more phlegm|increased phlegm|sputum|chest infection signs|"
        "increased sputum|green sputum|↑phlegm|coughing",
        "coughing_blood": "haemoptysis|hemoptysis|blood when coughing",
        "chest_pain": "chest pressure|chest tightness|tightness in the chest",
        "head_injury": "head hit|hit head|head strike|head trauma|knocked head|head knock|bang to the head",
        "blackout": "faint|fainting|syncope|collapse|loss of consciousness|collapsed|fainting fit|black out|passing out",
        "cannot_stand_after_fall": "cannot stand since fall|unable to weight bear|cannot weight bear|"
        "cannot stand since the fall|cannot bear weight|cannot get up since fall|cannot bear weight after fall",
        "severe_limb_pain": "new severe hip/limb pain|severe limb pain|hip pain|new severe hip pain|severe hip/limb pain|"
        "new severe limb pain|new hip pain|new limb pain|fracture|broken bone|suspected fracture",
        "cannot_transfer": "cannot reach toilet|unable to transfer|transfer impossible|cannot get out of bed|"
        "cannot reach the toilet|cannot get to toilet|cannot transfer/reach toilet/eat|inability to transfer",
        "unsafe_at_home": "cannot eat|unsafe|not eating|unable to eat|cannot manage at home|unable to cope|self-neglect",
        "carer_cannot_cope": "carer breakdown|caregiver cannot cope|carer burnout|carer exhausted|carer strain",
        "stuck_over_an_hour": "stuck|stuck >1 h|stuck for an hour|stuck over 1 h|long lie|stuck more than an hour",
        "in_danger": "abuse|danger|domestic abuse|being abused|violence|threatened|neglect by carer|abuse or danger",
        "skin_red_not_fading": "redness not fading|redness not fading on pressing|non-blanching redness|"
        "redness not fading after 30 min|non blanching erythema|red skin|skin redness|red heel|redness",
        "skin_broken": "blister|blisters|broken skin|pressure ulcer open|skin break|open wound|ulcer|skin breakdown",
        "skin_black_or_smelly": "black|foul|spreading|black/foul/spreading|necrosis|black skin|foul sore|black sore|"
        "spreading redness|spreading sore|necrotic sore|foul wound",
        "leg_swelling_one_side": "calf swelling|leg swelling|one-sided leg swelling|one-sided calf pain and swelling|"
        "one-sided calf/leg pain and swelling|one-sided calf pain|one-sided leg pain and swelling|swollen leg|dvt|"
        "calf pain and swelling|unilateral leg swelling|one sided swelling|calf pain|painful swollen calf",
        "suicidal_thoughts": "suicidal ideation|suicidal mood|suicide thoughts|thoughts of suicide|own statement|"
        "self harm thoughts|self-harm thoughts|passive death wish|thoughts of self-harm|thoughts of death",
        "suicidal_plan": "suicide plan|plan|intent|means|plan/intent/means|suicidal intent|suicide intent|suicide attempt|"
        "suicidal plan with means",
        "hallucination": "psychosis|seeing things that are not there|visions|delirium with visions|delusions",
        "confusion": "delirium|disoriented|disorientation|acute confusion|new confusion|altered mental state|"
        "altered mental status",
        "yellow_eyes_or_skin": "yellowing|icterus|yellow eyes/skin|yellow sclera",
        "dark_urine_pale_stools": "dark urine|pale stool|dark urine + pale stool|dark urine and pale stool|pale stools",
        "pain_under_right_ribs": "right upper belly pain|right upper quadrant pain|ruq pain|right upper abdominal pain|"
        "pain in the right upper belly|liver tenderness",
        "vomiting_unexplained": "unexplained vomiting|vomiting|being sick|persistent vomiting",
        "dizzy_on_standing": "orthostatic dizziness|postural dizziness|dizziness on standing|lightheaded on standing|"
        "postural hypotension|orthostatic hypotension|dizzy standing|dizzy after standing",
        "cannot_stand_as_before": "new inability to stand|inability to stand|unable to stand|cannot stand anymore|"
        "cannot stand any more|legs too weak to stand|too loose to stand",
        "head_drops": "cannot hold head|head drop|neck weakness|cannot hold head up|cannot hold up head|"
        "inability to hold head",
        "knees_give_way": "knee giving way|leg giving way|legs giving way|legs buckle|knee buckling|giving way",
        "severe_belly_pain": "severe abdominal pain|severe belly pain|severe bowel pain|abdominal pain severe",
        "vomiting_swollen_belly": "vomiting + swollen belly|vomiting and swollen belly|vomiting with swollen belly|"
        "swollen belly|bowel obstruction|swollen belly and vomiting|abdominal distension with vomiting|ileus",
        "pump_wound": "wound red|wound swollen|wound infection|red wound|leaking wound|swollen wound|pump site red|"
        "wound red, leaking, swollen|pump pocket swelling|csf leak|pump site infection|wound discharge|pump wound infection",
        "seizure": "fit|fits|convulsions|epileptic fit|epileptic seizure|status epilepticus",
        "personality_change": "new personality|personality|personality changed|behaviour change|behavior change",
        "speech_slowly_worse": "worsening speech|speech worse over weeks|slowly worse speech",
        "sight_slowly_worse": "worsening vision|vision worse over weeks|slowly worse vision",
        "one_side_slowly_weaker": "one-sided weakness|hemiparesis getting worse|one-sided weakness getting worse|"
        "progressive one-sided weakness|one sided weakness worse",
        "joint_moves_less": "range loss|passive range less|contracture|reduced range|less range of motion|"
        "passive range ≥10–15° less|reduced passive range|loss of range",
        "care_harder_stiff_limb": "fixed posture|hygiene hard|seating hard|hygiene/seating now hard|hygiene difficult|"
        "seating difficult|fixed limb",
        "pump_alarm_two_tone": "two tone alarm|pump two-tone alarm|critical alarm|dual tone alarm|critical pump alarm|"
        "pump critical alarm|two-tone|two tones",
        "pump_alarm_single": "single tone alarm|pump single tone|low reservoir alarm|non-critical alarm|"
        "single-tone alarm|low-reservoir alarm|single tone|pump single tone alarm",
        "more_falls": "falls increasing|increasing falls|recurrent falls|frequent falls",
        "spasms_stop_sleep": "spasms stopping sleep|spasms prevent sleep|cannot sleep for spasms|night spasms|"
        "spasms disturb sleep",
        "feels_urgent": "i think this is urgent|urgent",
        "bowel_not_open_3_days": "no bowel movement for 3 days|bowels not open 3 days|constipated 3 days",
        "bowel_not_open_5_days": "no bowel movement for 5 days|bowels not open 5 days|constipated 5 days",
    }
)
# Where a word has a sign of its own by then, that is meant; until then the nearest one.
SIGNS_UNTIL_KNOWN = {"paranoia": "hallucination", "paranoid": "hallucination", "feels followed": "hallucination"}
OTHERS: Mapping[str, Mapping[str, str]] = {
    "side_effect": _by_word(
        {
            "sleepiness": "sedation|sedated|somnolence|somnolent|over-sedation|oversedation|heavy sleepiness|lethargy|"
            "drowsy",
            "dizziness": "vertigo|giddy|giddiness",
            "weakness": "muscle weakness|hypotonia",
            "nausea": "vomiting|sickness",
        }
    ),
    "factor": _by_word(
        {
            "alcohol": "drink|drinks|spirits|drunk|drinking",
            "overexertion": "exertion|exercise|overdoing",
            "bladder_infection": "urinary tract infection (uti)",
            "heat": "hot|hot shower|warm weather|fever heat",
            "stress": "stressor",
        }
    ),
    "count": _by_word({"falls": "falling|fallen", "spasms": "spasm count|number of spasms"}),
    "rating": _by_word(
        {
            "stiffness": "nrs|spasticity nrs|stiffness nrs|spasticity score|stiffness score|nrs stiffness",
            "pain": "pain nrs|pain score",
            "fatigue": "tiredness score|fatigue score",
            "sleep_disruption": "sleep broken|sleep disrupted",
        }
    ),
    "measurement": _by_word(
        {
            "sleep_hours": "sleep|hours asleep|slept hours|sleep duration hours",
            "temperature": "temp|body temp|tympanic temperature",
            "systolic": "sbp|systolic bp|upper bp",
            "resting_hr": "pulse|heart rate|hr|pulse rate",
            "alt_upper_limit": "alt uln|uln alt|alt limit",
            "ast_upper_limit": "ast uln|uln ast|ast limit",
        }
    ),
}
# What stands for a class of medicines → one of those that the rules name.
CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("opioid", "opioids", "opiate", "opiates", "strong painkiller"), "morphine"),
    **dict.fromkeys(("benzodiazepine", "benzodiazepines", "benzo"), "diazepam"),
    **dict.fromkeys(("gabapentinoid", "gabapentinoids"), "gabapentin"),
    **dict.fromkeys(("anticoagulant", "blood thinner", "doac", "noac"), "warfarin"),
}
COUNTRIES: Mapping[str, str] = {
    **dict.fromkeys(("usa", "us", "america", "united states of america", "u.s.", "u.s.a.", "the states"), "US"),
    **dict.fromkeys(("uk", "u.k.", "gb", "britain", "great britain", "england", "scotland", "wales"), "GB"),
    **dict.fromkeys(("northern ireland", "united kingdom", "united kingdom of great britain"), "GB"),
    **dict.fromkeys(("republic of ireland", "eire", "éire", "ireland (republic)"), "IE"),
    **dict.fromkeys(("deutschland", "federal republic of germany"), "DE"),
    **dict.fromkeys(("holland", "nederland"), "NL"),
    **dict.fromkeys(("czech republic", "czechia"), "CZ"),
    **dict.fromkeys(("españa", "espana"), "ES"),
    **dict.fromkeys(("italia",), "IT"),
    **dict.fromkeys(("österreich", "osterreich"), "AT"),
    **dict.fromkeys(("schweiz", "suisse", "svizzera"), "CH"),
    **dict.fromkeys(("brasil",), "BR"),
}
CARERS = frozenset(
    ["carer", "caregiver", "partner", "wife", "husband", "spouse", "fiance", "fiancee", "family", "friend", "parent", "mother", "mum", "mummy", "mam", "mom", "father", "dad", "daughter", "son", "child", "sister", "brother", "sibling", "aunt", "uncle", "aunty", "niece", "nephew", "cousin", "grandmother", "grandma", "gran", "granny", "grandfather", "grandad", "grandson", "granddaughter", "boyfriend", "girlfriend", "neighbour", "neighbor", "flatmate", "roommate", "relative", "helper", "aide", "pa", "assistant", "worker", "support", "homecare", "care", "colleague", "bystander", "somebody", "someone", "carers"]
)
CLINICIANS = frozenset(
    ["clinician", "nurse", "doctor", "gp", "dr", "physio", "physiotherapist", "physical", "therapist", "ot", "occupational", "neurologist", "consultant", "pharmacist", "paramedic", "clinic", "team", "hospital", "specialist", "slt", "dietitian", "surgeon", "psychologist", "psychiatrist", "midwife", "hcp", "professional", "physician", "registrar", "matron", "team"]
)
SELVES = frozenset(["self", "me", "myself", "person", "patient", "herself", "himself", "themself", "themselves", "i", "user", "own"])
SLOTS: Mapping[str, str] = {
    **dict.fromkeys(("lunch", "noon", "midday", "mid-day", "dinner time"), "lunchtime"),
    **dict.fromkeys(("breakfast", "am", "forenoon", "early morning", "this morning"), "morning"),
    **dict.fromkeys(("pm", "teatime", "this afternoon"), "afternoon"),
    **dict.fromkeys(("dinner", "supper", "tonight", "this evening", "tea"), "evening"),
    **dict.fromkeys(("bed", "before bed", "bed time"), "bedtime"),
    **dict.fromkeys(("overnight", "midnight", "last night", "in the night", "nighttime", "night-time"), "night"),
    **dict.fromkeys(("wake", "wake up", "on waking", "dawn", "awakening"), "waking"),
}
NUMBERS: Mapping[str, int] = {
    **{word: at for at, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])},
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "a": 1,
    "an": 1,
    "a couple": 2,
    "couple": 2,
    "a dozen": 12,
}
TIERS_IN_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("emergency", "emergency now", "999", "911", "112"), "T0"),
    **dict.fromkeys(("same day", "same-day", "today", "urgent"), "T1"),
    **dict.fromkeys(("soon", "2-3 days", "two or three working days"), "T2"),
    **dict.fromkeys(("next visit", "mention at next visit", "routine"), "T3"),
    **dict.fromkeys(("nothing", "no alert", "no rule", "silent", "no", "no tier", "null"), "none"),
}
# Said about a person and looked at by no rule.
ABOUT_THE_PERSON = ["age", "sex", "gender", "ms_type", "type_of_ms", "diagnosis", "years_since_diagnosis", "name", "edss", "weight", "height", "walking_aid", "wheelchair", "lives_alone", "ethnicity", "occupation", "mobility", "language"]
PHQ_ITEM_9 = frozenset(
    ["phq9 item9", "phq9 item 9", "phq 9 item 9", "phq9 q9", "phq 9 q9", "phq9 9", "phq9 question 9", "phq 9 question 9", "item 9", "phq item 9", "self harm thoughts", "phq9i9", "phq 9 item9"]
)
BOWEL_DAYS = frozenset(
    ["days since bowel", "days since bowel movement", "no bowel movement", "no bowel movement days", "bowel not open days", "days without bowel movement", "bowels not open", "bowel not open", "days constipated", "days since bowels opened", "no bowel movement for days", "constipation days", "days of constipation"]
)
