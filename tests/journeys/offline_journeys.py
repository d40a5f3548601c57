"""The office is away: a card is answered from what the office had sealed for it, and the screen says as of when."""
import signal
import unittest

import people
from lobby_journey import BUILD, Display, Journey, Kiosk, Office, Reader, run


class OfflineJourneys(Journey):
    """The kiosk has been sent ONE's record; then the office went away, and the kiosk was started again without it."""

    def setUp(self):
        super().setUp()
        self.office = Office(self.folder)
        self.office.command("import", people.write_export(self.folder / "export"), seconds=120)
        self.office.start()
        self.addCleanup(lambda: self.office.stop())
        self.reader = Reader(self.folder)
        self.addCleanup(lambda: self.reader.stop())
        self.display = Display(self.folder, *self.size)
        self.addCleanup(lambda: self.display.stop())
        self.kiosk = Kiosk(self.folder, self.office, self.reader, self.display, self.size)
        self.code = self.office.grant(people.ONE, self.case["acceptance_number"], new_code=True)
        self.office.stop(signal.SIGKILL)
        run([BUILD / "tests" / "support" / "seed-cache", "--store", self.kiosk.folder / "store",
             "--pepper", self.kiosk.folder / "identity" / "cache.pepper", "--number", people.ONE["number"],
             "--name", people.ONE["name"], "--case", self.case["acceptance_number"], "--cause", self.case["cause"],
             "--accepted-on", self.case["accepted_on"]])
        self.kiosk.start()
        self.addCleanup(lambda: self.kiosk.stop())
        self.addCleanup(self.look_at_the_end)

    @property
    def case(self):
        return people.cases_of(people.ONE)[0]

    def ask_by_card(self, person, *screens, seconds=40):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.card")
        self.kiosk.sees("place_card")
        self.reader.place(person)
        return self.kiosk.sees_one_of(*screens, seconds=seconds)

    def leave(self):
        self.kiosk.touch("nav.home")
        self.reader.take()
        self.kiosk.sees("home")

    def picture(self, name):
        self.kiosk.finish_drawing()
        place = BUILD / "journeys" / "pictures"
        place.mkdir(parents=True, exist_ok=True)
        self.display.picture(place / f"{name}.png")

    def test_the_case_is_shown_as_the_office_left_it(self):
        screen = self.ask_by_card(people.ONE, "case")
        self.assertNotIn("case.as_of", screen)
        today = people.shown_date(people.days_ago(0).isoformat(), "zh_CN")
        self.assertIn(today, screen.said("case.from_records"))
        self.assertEqual(self.case["acceptance_number"], screen.value("case.field.acceptance_number"))
        self.assertEqual(self.case["cause"], screen.value("case.field.cause"))
        self.picture("case_offline")
        self.leave()
        self.assertEqual(set(), self.kiosk.forgets(people.secrets_of(people.ONE)))
        # The office learns of it when it is back, and answers by itself again.
        self.office.start()
        self.assertIn("case.as_of", self.ask_until_online(people.ONE))
        told, = [entry for entry in self.office.ledger("offline_lookup") if entry["outcome"] == "disclosed"][:1]
        self.assertEqual([self.case["acceptance_number"]], told["cases"])
        self.assertNotIn(people.ONE["number"], str(told))

    def ask_until_online(self, person):
        """The link dials by itself; a visitor may be quicker."""
        for _ in range(20):
            screen = self.ask_by_card(person, "case", "cases", "nothing_in_records", "office_unreachable")
            if "case.as_of" in screen:
                return screen
            self.leave()
        raise AssertionError("the office is back, and is not asked")

    def test_a_card_with_another_name_and_one_of_nobody_are_told_the_same(self):
        seen = []
        for person in ({**people.ONE, "name": "郑二例"}, people.NOBODY, people.SECRET, people.NOT_ASKED):
            screen = self.ask_by_card(person, "nothing_in_records", "case")
            self.assertEqual("nothing_in_records", screen.name)
            seen.append(screen.words())
            self.leave()
        self.assertEqual([seen[0]] * len(seen), seen)

    def test_a_query_code_waits_for_the_office_and_a_card_does_not(self):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.code")
        self.kiosk.sees("enter_number")
        self.kiosk.type("enter_number", people.ONE["number"])
        self.kiosk.sees("enter_code")
        self.kiosk.type("enter_code", self.code)
        self.kiosk.touch("enter_code.submit")
        screen = self.kiosk.sees("office_unreachable", seconds=40)
        self.assertIn("office_unreachable.card", screen)
        self.picture("code_offline")
        self.reader.place(people.ONE)
        self.assertIn("case.from_records", self.kiosk.sees("case"))

    def test_the_disk_names_nobody(self):
        self.ask_by_card(people.ONE, "case")
        self.leave()
        files = [path for path in (self.kiosk.folder / "store").rglob("*") if path.is_file()]
        self.assertTrue(any(path.name.startswith("cases-") for path in files))
        for path in files:
            content = path.read_bytes()
            for what, secret in people.secrets_of(people.ONE, people.SEVERAL).items():
                for form in (secret.encode(), secret.encode("utf-16-le")):
                    self.assertNotIn(form, content, f"{path.name} holds a {what}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
