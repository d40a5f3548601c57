"""Made-up people and cases of the journeys, as the business system would export them, and the words in which the kiosk
shows them. No number belongs to a person: the serial parts were chosen here, the check characters computed (GB 11643).
"""
import ast
import datetime
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def number(region, birth, serial):
    first = f"{region}{birth}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights)) % 11]


def card(name, birth, serial, sex):
    return {"type": "citizen", "name": name, "sex": sex, "nation": "汉", "birth": birth, "address": "示范县示范镇一号",
            "number": number("530521", birth, serial), "issuer": "示范县公安局", "valid_from": "20200101",
            "valid_to": "长期"}


ONE = card("郑一例", "19800101", 11, "男")          # one case, prosecution review
SEVERAL = card("王多例", "19750615", 12, "女")      # two cases
SECRET = card("李保密", "19900303", 13, "男")       # entitled, but the case is confidential
NOBODY = card("赵无案", "19691212", 14, "女")       # in no case
NOT_ASKED = card("孙未录", "19850909", 15, "男")    # suspect of a case, but nobody recorded an entitlement
RARE = card("周𬭎䶮", "19930404", 16, "女")          # a name with characters beyond the basic plane


def days_ago(days):
    return (datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))) - datetime.timedelta(days)).date()


def case(serial, kind, cause, suspect, accepted_days_ago, marks=(), entitled=True):
    accepted = days_ago(accepted_days_ago)
    return {
        "acceptance_number": f"5305212026{serial:05d}01",
        "kind": kind, "cause": cause, "department": "第一检察部", "accepted_on": accepted.isoformat(),
        "confidentiality": list(marks), "in_custody": True, "procedure": "ordinary", "outcome": "pending",
        "parties": [{"ordinal": 1, "position": "suspect", "name": suspect["name"], "number": suspect["number"],
                     "measure": "arrested"}],
        "events": [{"stage": "accepted", "on": accepted.isoformat()},
                   {"stage": "under_review", "on": days_ago(accepted_days_ago - 1).isoformat()}],
        "entitlements": [{"number": suspect["number"], "name": suspect["name"], "role": "party", "principal": 1}]
        if entitled else [],
    }


CASES = [
    case(101, "prosecution_review", "盗窃案", ONE, 10),
    case(102, "prosecution_review", "诈骗案", SEVERAL, 12),
    case(103, "arrest_review", "危险驾驶案", SEVERAL, 3),
    case(104, "prosecution_review", "某秘密案", SECRET, 5, marks=["state_secret"]),
    case(105, "prosecution_review", "故意伤害案", NOT_ASKED, 8, entitled=False),
    case(106, "prosecution_review", "交通肇事案", RARE, 9),
]


def due(one):
    """Criminal Procedure Law: seven days to review an arrest (art. 91), a month to review a prosecution (art. 172). All
    of these suspects are in custody, so that no holiday moves the day."""
    accepted = datetime.date.fromisoformat(one["accepted_on"])
    if one["kind"] == "arrest_review":
        return accepted + datetime.timedelta(7)
    next_month = (accepted.replace(day=1) + datetime.timedelta(31)).replace(day=1)
    last = (next_month + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
    whole_month = (accepted + datetime.timedelta(1)).month != accepted.month  # from its last day to the next one's
    return last if whole_month else next_month.replace(day=min(accepted.day, last.day))


def cases_of(person):
    return [c for c in CASES if any(e["number"] == person["number"] for e in c["entitlements"])]


def moved(one, stage):
    """The case as a later export has it: at another stage since today."""
    return {**one, "events": [*one["events"], {"stage": stage, "on": days_ago(0).isoformat()}]}


def write_export(folder, cases=CASES):
    folder.mkdir()
    with open(folder / "cases.ndjson", "w", encoding="utf-8") as file:
        for one in cases:
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return folder


def secrets_of(*people):
    found = {}
    for person in people:
        found[f"name of {person['number'][-4:]}"] = person["name"]
        found[f"number ending {person['number'][-4:]}"] = person["number"]
    return found


def words(language):
    """The locale's texts by key."""
    texts, key = {}, None
    for line in (ROOT / "assets/locales" / language / "lobby.po").read_text(encoding="utf-8").splitlines():
        match = re.match(r'(msgid|msgstr(?:\[0\])?|)\s*(".*")$', line.strip())
        if not match:
            continue
        text = ast.literal_eval(match.group(2))
        if match.group(1) == "msgid":
            key, texts[text] = text, ""
        elif key is not None:
            texts[key] += text
    return texts


def shown_date(iso, language):
    day = datetime.date.fromisoformat(iso)
    texts = words(language)
    return texts["format.date"].format(year=day.year, month=day.month, day=day.day,
                                       month_name=texts.get(f"format.month.{day.month}"))
