"""The runs of the golden transcripts: one for each urgency and each special way, as taps on ids."""

from __future__ import annotations

_GATES = "next gate_now=none gate_body=none"
_ME = f"{_GATES} coping=worried who_age=me_16 background=none"
_NOSE = f"{_ME} place=nose duration=d14 pattern_face=flicker"
_CALM = "body=none mouth=none signs=none triggers=none"
_NO_TWITCH = f"{_ME} place=none main=weak"

RUNS: dict[str, str] = {
    "self_care_nose_3_days": f"{_NOSE} {_CALM} result enough",
    "self_care_examined_normal": (
        f"{_ME} place=many duration=y1 pattern_body=flicker body=felt felt_do=no mouth=none signs=none "
        "triggers=coffee seen=same result"
    ),
    "self_care_fear_only": f"{_ME} place=none main=fear {_CALM} result",
    "routine_eyelid_3_weeks": (
        f"{_ME} place=lid duration=m3 pattern_face=flicker {_CALM} why:seen question:seen seen=no result"
    ),
    "routine_worry_takes_over": (
        f"{_GATES} coping=heavy who_age=me_16 background=family place=leg duration=m3 pattern_body=cramp {_CALM} "
        "seen=wait result"
    ),
    "self_care_pregnant": f"{_GATES} coping=fine who_age=me_16 background=preg place=lid duration=d14 "
    f"pattern_face=flicker {_CALM} result",
    "soon_weak_hand": (
        f"{_NO_TWITCH} body=hand body_onset=months body_side=one body_course=worse body_known=no "
        "mouth=none signs=none triggers=none result"
    ),
    "soon_speech_changed_on_review": (
        f"{_NOSE} {_CALM} question:mouth mouth=speech speech=worse swallow=lump breath=sigh result"
    ),
    "soon_rippling_in_other_words": (
        f"{_ME} place=face duration=d14 pattern_face=not_sure pattern_check=ripple {_CALM} result"
    ),
    "routine_hoarse_after_a_cold": (
        f"{_NO_TWITCH} body=none mouth=speech speech=hoarse swallow=no breath=no signs=none triggers=illness result"
    ),
    "urgent_more_than_one_sign": (
        f"{_ME} place=none main=other body=none mouth=none signs=more signs_check=several numb_kind=feet "
        "half_onset=none eyes_kind=new walk_kind=slow triggers=neck fluids=neck result say"
    ),
    "urgent_short_of_breath_lying_flat": (
        f"{_NO_TWITCH} body=none mouth=breath speech=no swallow=no breath=flat signs=none triggers=none result"
    ),
    "urgent_statin_and_sore_muscles": (
        f"{_ME} place=leg duration=d14 pattern_body=cramp body=none mouth=none signs=none triggers=med "
        "med_kind=statin med_signs=muscle result"
    ),
    "emergency_stroke_and_country": (
        "next gate_now=stroke countries country=GB section:emergencies learn section:emergencies emergency"
    ),
    "emergency_tapped_by_mistake": "next gate_now=fit question:gate_now gate_now=none",
    "emergency_of_someone_else": "for_other gate_now=chest section:emergencies emergency",
    "emergency_in_the_middle": f"{_NO_TWITCH} body=hand body_onset=sudden_now",
    "emergency_nobody_is_sure": "next gate_now=not_sure gate_now_check=not_sure",
    "crisis_plan": f"{_GATES} coping=dark harm=plan countries country=GB safe next",
    "crisis_of_someone_else": "for_other gate_now=none gate_body=none coping=dark harm=thoughts safe next",
    "crisis_thoughts_and_on": (
        f"{_GATES} coping=dark harm=thoughts next who_age=me_40 background=none place=nose duration=d14 "
        f"pattern_face=flicker {_CALM} result"
    ),
    "someone_else_stumbles": (
        "for_other gate_now=none gate_body=none coping=worried age_other=a55 background=none place=leg duration=m3 "
        "pattern_body=flicker body=leg body_onset=months body_side=one body_course=worse body_known=no mouth=none "
        "signs=none triggers=none seen=no result"
    ),
    "child_habit_asked_by_a_parent": (
        "for_other gate_now=none gate_body=none coping=fine age_other=u16 background=none place=nose duration=m3 "
        f"pattern_face=hold {_CALM} seen=no child_kind=habit result"
    ),
    "baby": (
        "for_other gate_now=none gate_body=none coping=fine age_other=baby background=none place=arm duration=d14 "
        f"pattern_body=flicker {_CALM} result"
    ),
    "under_16": (
        f"{_GATES} coping=worried who_age=me_u16 background=none place=lid duration=d14 pattern_face=flicker {_CALM} "
        "child_kind=none result"
    ),
    "known_mnd_and_breath": (
        f"{_GATES} coping=worried who_age=me_55 background=mnd place=none main=weak body=leg body_onset=months "
        "body_side=one body_course=worse body_known=yes mouth=breath speech=no swallow=no breath=flat signs=none "
        "triggers=none result"
    ),
    "known_mnd_and_emergency": (
        f"{_GATES} coping=worried who_age=me_55 background=mnd place=none main=weak body=leg body_onset=days "
        "body_side=both body_course=worse"
    ),
    "short_form_gone": (
        "short gate_now=none gate_body=none coping=fine still=gone body=none mouth=none seen=no result"
    ),
    "short_form_something_changed": (
        "short gate_now=none gate_body=none coping=worried still=more body=leg body_onset=weeks body_side=one "
        "body_course=worse body_known=no mouth=none seen=new result"
    ),
    "not_sure_everywhere": (
        "next gate_now=not_sure gate_now_check=none gate_body=not_sure gate_body_check=none coping=not_sure "
        "harm=not_sure next who_age=me_40 background=not_sure pregnant=maybe diagnosed=no family=maybe place=many "
        "duration=not_sure pattern_body=not_sure pattern_check=not_sure body=not_sure body_check=not_sure "
        "body_onset=not_sure body_side=not_sure body_course=not_sure body_known=not_sure mouth=not_sure "
        "speech=not_sure swallow=not_sure breath=not_sure laughter=not_sure signs=not_sure signs_check=not_sure "
        "triggers=none seen=not_sure result"
    ),
}

CARDS: tuple[str, ...] = tuple(
    f"next gate_now={sign}" for sign in ("stroke", "breath", "throat", "fit", "head", "climb", "chest")
) + tuple(
    f"next gate_now=none gate_body={sign}" for sign in ("lock", "urine", "poison", "hot", "stopped", "back", "preg")
)
"""One tap on each sign of the gates."""
