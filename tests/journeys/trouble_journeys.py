"""What a visitor meets when something breaks, and when he walks away."""
import signal
import unittest

import people
from lobby_journey import Journey


class TroubleJourneys(Journey):
    def kiosk_parts(self):
        return {"cache": False}  # what is shown from it while the office is away: offline_journeys

    def setUp(self):
        super().setUp()
        self.start_system(people.write_export(self.folder / "export"))

    def ask_by_card(self):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.card")
        return self.kiosk.sees_one_of("place_card", "reader_unavailable")

    def test_the_reader_unplugged_midway_and_back(self):
        self.ask_by_card()
        self.reader.say("unplug")
        screen = self.kiosk.sees("reader_unavailable")
        self.assertIn("reader_unavailable.code", screen, "the way by number and code is not offered")
        self.reader.say("replug")
        self.kiosk.sees("place_card")
        self.reader.place(people.ONE)
        self.kiosk.sees("case")

    def test_the_office_killed_midway_and_back(self):
        self.ask_by_card()
        self.office.stop(signal.SIGKILL)
        self.reader.place(people.ONE)
        self.kiosk.sees("office_unreachable", seconds=30)
        self.office.start()
        self.kiosk.touch("office_unreachable.retry", seconds=40)
        self.kiosk.sees("case", seconds=40)

    def test_a_card_that_cannot_be_read_is_asked_for_again(self):
        self.reader.say("fault", "corrupt", "1000")
        self.ask_by_card()
        self.reader.place(people.ONE)
        self.kiosk.sees("card_failed", seconds=30)
        self.reader.say("fault", "none")
        self.reader.take()
        self.reader.place(people.ONE)
        self.kiosk.sees("case", seconds=30)


class IdleJourneys(Journey):
    session = {"idle_ms": 2000, "reading_ms": 2000, "warning_ms": 3000}

    def setUp(self):
        super().setUp()
        self.start_system(people.write_export(self.folder / "export"))

    def open_case(self):
        self.kiosk.touch("home.lookup")
        self.kiosk.touch("identify.card")
        self.kiosk.sees("place_card")
        self.reader.place(people.ONE)
        self.kiosk.sees("case")

    def warned(self):
        return self.kiosk.inspect.until("the warning", lambda screen: "time_warning.more" in screen)

    def test_who_walks_away_is_warned_and_then_forgotten(self):
        self.open_case()
        self.assertIn("time_warning.seconds", self.warned())
        screen = self.kiosk.sees("home")
        self.assertNotIn(people.ONE["name"], screen.text())
        self.assertEqual(set(), self.kiosk.forgets(people.secrets_of(people.ONE)))

    def test_who_needs_more_time_gets_it(self):
        """WCAG 2.2, 2.2.1: timing adjustable."""
        self.open_case()
        self.warned()
        self.kiosk.touch("time_warning.more")
        screen = self.kiosk.inspect.until("the warning to go", lambda s: "time_warning.more" not in s)
        self.assertEqual("case", screen.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
