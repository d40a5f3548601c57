"""A visitor learns where the case stands: by card, by number and code, in both languages and orientations."""
import unittest

import people
from lobby_journey import Journey, run


class CardJourneys(Journey):
    def setUp(self):
        super().setUp()
        self.start_system(people.write_export(self.folder / "export"))

    def by_card(self, person):
        self.kiosk.touch("home.lookup")
        self.kiosk.sees("identify")
        self.kiosk.touch("identify.card")
        self.kiosk.sees("place_card")
        self.reader.place(person)
        return self.kiosk.sees_one_of("case", "cases", "nothing_to_show")

    def leave(self):
        self.reader.take()
        # Where nothing personal is shown the advice stays to be read, card or not.
        if self.kiosk.sees_one_of("nothing_to_show", "goodbye", "home").name == "nothing_to_show":
            self.kiosk.touch("nav.home")
        self.kiosk.sees("home")

    def assert_shows(self, screen, case, language="zh_CN"):
        words = people.words(language)
        expected = {
            "acceptance_number": case["acceptance_number"],
            "kind": words[f"kind.{case['kind']}.name"],
            "cause": case["cause"],
            "suspects": case["parties"][0]["name"],
            "department": case["department"],
            "accepted_on": people.shown_date(case["accepted_on"], language),
            "measure": words[f"measure.{case['parties'][0]['measure']}.name"],
            "outcome": words[f"outcome.{case['outcome']}.name"],
            "asked_as": words[f"role.{case['entitlements'][0]['role']}.name"],
        }
        shown = {field: screen.value(f"case.field.{field}") for field in expected if f"case.field.{field}" in screen}
        self.assertEqual(expected, shown)
        due = people.due(case)
        days_left = str((due - people.days_ago(0)).days)
        for node in ("case.field.limit", "case.days.means"):
            self.assertIn(people.shown_date(due.isoformat(), language), screen.said(node))
        for node in ("case.field.limit", "case.days.answer"):
            self.assertRegex(screen.said(node), rf"(?<!\d){days_left}(?!\d)")
        history = [(words[f"stage.{event['stage']}.name"], people.shown_date(event["on"], language))
                   for event in case["events"]]
        self.assertEqual(history, [(screen.label(f"case.stage.{place}"), screen.value(f"case.stage.{place}"))
                                   for place in range(1, len(history) + 1)])
        self.assertEqual([f"case.stage.{len(history)}"],
                         [node["id"] for node in screen.order
                          if node["id"].startswith("case.stage") and node["state"].get("current")])
        self.assertEqual(history[-1][0], screen.label("case.now.answer"))

    def test_a_card_opens_its_case_and_each_field_is_as_imported(self):
        for person in (people.ONE, people.RARE):
            with self.subTest(person["name"]):
                self.assert_shows(self.by_card(person), people.cases_of(person)[0])
                self.leave()

    def test_several_cases_are_a_list_newest_first(self):
        screen = self.by_card(people.SEVERAL)
        self.assertEqual("cases", screen.name)
        newest_first = sorted(people.cases_of(people.SEVERAL), key=lambda c: c["accepted_on"], reverse=True)
        for place, case in enumerate(newest_first, 1):
            self.kiosk.touch(f"cases.item.{place}")
            self.assert_shows(self.kiosk.sees("case"), case)
            self.kiosk.touch("nav.back")
            self.kiosk.sees("cases")

    def test_confidential_not_entitled_and_unknown_read_the_same(self):
        """Provisions of 2021, art. 4: nobody learns from the answer that there is something to hide."""
        seen = []
        for person in (people.SECRET, people.NOT_ASKED, people.NOBODY):
            screen = self.by_card(person)
            self.assertEqual("nothing_to_show", screen.name)
            seen.append(screen.words())
            self.leave()
        self.assertEqual(seen[0], seen[1])
        self.assertEqual(seen[0], seen[2])

    def test_lifting_the_card_ends_the_session(self):
        self.by_card(people.ONE)
        self.reader.take()
        self.kiosk.sees_one_of("goodbye", "home")
        self.assertNotIn(people.ONE["name"], self.kiosk.sees("home").text())

    def test_in_english(self):
        self.kiosk.touch("header.language")
        words = people.words("en")
        self.kiosk.inspect.until("English", lambda screen: screen.label("home.lookup") == words["home.lookup.title"])
        self.assert_shows(self.by_card(people.ONE), people.cases_of(people.ONE)[0], "en")

    def test_what_is_taken_along_reads_back_from_the_screen_and_names_nobody(self):
        case = people.cases_of(people.ONE)[0]
        self.by_card(people.ONE)
        self.kiosk.touch("case.take_away")
        self.kiosk.sees("take_away")
        self.kiosk.finish_drawing()
        picture = self.folder / "take_away.png"
        self.display.picture(picture)
        text = run(["zbarimg", "--quiet", "--raw", picture]).stdout
        self.assertIn(case["acceptance_number"], text)
        self.assertIn(people.words("zh_CN")["stage.under_review.name"], text)
        self.assertIn(people.shown_date(people.days_ago(0).isoformat(), "zh_CN"), text)
        for name, secret in {**people.secrets_of(people.ONE), "cause": case["cause"]}.items():
            self.assertNotIn(secret, text, f"the code holds the {name}")

    def test_neither_log_holds_personal_data(self):
        for person in (people.ONE, people.SECRET):
            self.by_card(person)
            self.leave()
        self.assert_logs_hold_none_of(people.secrets_of(people.ONE, people.SECRET))

    def test_after_the_visit_the_kiosks_memory_holds_neither_name_nor_number(self):
        self.by_card(people.ONE)
        secrets = people.secrets_of(people.ONE)
        self.assertTrue(self.kiosk.memory_holds(secrets), "the search finds nothing even during the visit")
        self.leave()
        self.assertEqual(set(), self.kiosk.forgets(secrets))


class LandscapeJourneys(CardJourneys):
    size = (1920, 1080)


class CodeJourneys(Journey):
    lookup = {"free_wrong_codes": 2}

    def setUp(self):
        super().setUp()
        self.start_system(people.write_export(self.folder / "export"))
        case = people.cases_of(people.ONE)[0]
        self.code = self.office.grant(people.ONE, case["acceptance_number"])

    def by_code(self, person, code):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.code")
        self.kiosk.sees("enter_number")
        self.kiosk.type("enter_number", person["number"])
        self.kiosk.sees("enter_code")  # the last digit of a right number leads on
        self.kiosk.type("enter_code", code)
        self.kiosk.touch("enter_code.submit")
        return self.kiosk.sees_one_of("case", "cases", "nothing_to_show", "locked")

    def home(self):
        self.kiosk.touch("nav.home")
        self.kiosk.sees("home")

    def wrong_code(self):
        return f"{(int(self.code) + 1) % 10**8:08d}"

    def test_number_and_code_open_the_case(self):
        screen = self.by_code(people.ONE, self.code)
        self.assertEqual(people.cases_of(people.ONE)[0]["acceptance_number"],
                         screen.value("case.field.acceptance_number"))

    def test_guessing_locks_and_neither_restart_lifts_the_lock(self):
        for _ in range(self.lookup["free_wrong_codes"] + 1):
            self.assertEqual("nothing_to_show", self.by_code(people.ONE, self.wrong_code()).name)
            self.home()
        self.assertEqual("locked", self.by_code(people.ONE, self.code).name)
        self.office.stop()
        self.office.start()
        self.kiosk.stop()
        self.kiosk.start()
        self.assertEqual("locked", self.by_code(people.ONE, self.code).name)
        self.assert_logs_hold_none_of({**people.secrets_of(people.ONE), "query code": self.code})

    def test_a_mistyped_number_is_said_before_anything_is_asked(self):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.code")
        right = people.ONE["number"]
        self.kiosk.type("enter_number", right[:-1] + ("0" if right[-1] != "0" else "1"))
        screen = self.kiosk.inspect.until("a word on the mistake", lambda s: "enter_number.problem" in s)
        self.assertEqual("enter_number", screen.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
