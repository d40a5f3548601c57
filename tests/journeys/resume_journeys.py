"""Half a registration survives a power cut at the kiosk: the same card goes on where it stopped on the same day, no other card
learns of it, and the next day it is gone."""
import contextlib
import signal
import sqlite3
import unittest

import people
from registration_hall import RegistrationJourney


class PowerCut(RegistrationJourney):
    def power_cut(self):
        self.kiosk.stop(signal.SIGKILL)
        self.reader.take()
        self.assert_kept_sealed()

    def sealed_pages(self):
        return sorted(path.name for path in (self.kiosk.folder / "store" / "scans").glob("*.sealed"))

    def a_day_passes(self):
        """For what was kept: it was kept yesterday."""
        with contextlib.closing(sqlite3.connect(self.kiosk.folder / "store" / "kiosk.db")) as db:
            with db:
                self.assertEqual(1, db.execute("UPDATE scan_draft SET day = day - 1").rowcount)

    @staticmethod
    def readings(screen):
        return {node: screen.said(node) for node in screen.nodes if node.startswith("lawyer_fields.value.")}

    def test_the_same_card_goes_on_and_the_next_day_nothing_is_left(self):
        # The power goes when two pages have been taken, one of them not confirmed yet.
        self.come_with_card()
        self.kiosk.touch("lawyer.begin")
        self.lawyer.fill_in(left=2)
        self.lawyer.capture(None)
        read = self.readings(self.kiosk.sees("lawyer_fields"))
        self.assertTrue(any(read.values()), "something was read")
        kept = self.sealed_pages()
        self.assertEqual(2, len(kept))
        self.power_cut()

        # Another card sees nothing of it.
        self.kiosk.start()
        self.assertEqual(kept, self.sealed_pages())
        screen = self.come_with_card(people.ONE)
        self.assertIn("lawyer.begin", screen)
        self.assertNotIn("lawyer.unfinished", screen)
        self.leave()

        # The same card goes on at the page that was not confirmed.
        screen = self.come_with_card()
        self.assertIn(self.words("lawyer.unfinished"), screen.said("lawyer.unfinished"))
        self.picture("unfinished")
        self.kiosk.touch("lawyer.resume")
        screen = self.kiosk.sees("lawyer_fields")
        self.assertEqual(self.words("lawyer_fields.retake"), screen.label("lawyer_fields.retake"), "its page is there")
        self.assertNotIn("lawyer_fields.notice", screen)
        self.assertEqual(read, self.readings(screen), "what was read is proposed again")
        self.picture("resumed")
        screen = self.lawyer.fill_in()
        self.assertIn("3", screen.said("lawyer_summary.pages"))
        self.assertIn(self.papers.name, screen.text(), "what was confirmed before the power cut")
        self.picture("resumed-summary")
        self.assertEqual(3, len(self.sealed_pages()))

        # Not handed in, and the power is gone until the next day.
        self.power_cut()
        self.a_day_passes()
        self.kiosk.start()
        self.assertEqual([], self.sealed_pages())
        screen = self.come_with_card()
        self.assertIn("lawyer.begin", screen)
        self.assertNotIn("lawyer.unfinished", screen)
        self.leave()
        self.assertEqual([], self.office.ledger("registration_submitted"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
