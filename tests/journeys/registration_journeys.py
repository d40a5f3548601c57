"""A lawyer registers his three certificates by touch, a reviewer confirms them in a browser, the lawyer reads "confirmed",
books a time for the file, takes the slip along, and is told by text message of each, and of the case's next stage; each step
stands in the ledger, and the kiosk's disk knows nothing of it."""
import unittest

import people
from lobby_journey import codes_on
from registration_hall import CASE, CLIENT, PHONE, RegistrationJourney


class TheWholeWay(RegistrationJourney):
    def test_from_three_certificates_to_a_time_for_the_file(self):
        reviewer = self.reviewer()
        self.register()
        self.leave()

        # One look and one key for the reviewer; each page that he sees is accounted for.
        # It is told by itself, and again when all pages have arrived.
        reviewer.click(css="[data-testid=registration][data-state=submitted] [data-testid=take]")
        self.look_at_all_pages(reviewer, len(self.lawyer.DOCUMENTS))
        self.assertIn(self.papers.name, reviewer.text(css=".review-head h1"))
        reviewer.press(key="c")
        reviewer.wait(css="[data-testid=registration][data-state=confirmed]")
        self.assertIn("已确认", self.texts(1)[0])

        # The lawyer comes again: confirmed; and takes a time along.
        self.come_with_card()
        self.kiosk.touch("lawyer.registration.item.1")
        screen = self.kiosk.sees("lawyer_registration")
        self.assertIn(people.words("zh_CN")["lawyer_registration.confirmed"], screen.text())
        self.kiosk.touch("lawyer_registration.book")
        self.kiosk.sees("lawyer_slots")
        self.kiosk.touch("lawyer_slots.item.1")
        self.kiosk.touch("lawyer_slot_sure.yes")
        self.kiosk.sees("lawyer_booked")
        self.kiosk.touch("lawyer_booked.print")
        codes = codes_on(self.printer.sheet(1))
        booked = self.office.ledger("appointment_made")
        self.assertEqual(1, len(booked))
        self.assertEqual(1, len(codes), codes)
        self.assertIn(booked[0]["appointment"], codes[0])
        self.assertIn("已为您预约", self.texts(2)[1])
        self.leave()

        # The case moves: a later export is imported by hand, the lawyer is told by text message and reads it on the screen.
        moved = people.moved(CASE, "first_return")
        self.office.command("import", people.write_export(self.folder / "later", [moved]))
        self.assertIn("新进展", self.texts(3)[2])
        self.come_with_card()
        self.kiosk.touch("lawyer.registration.item.1")
        screen = self.kiosk.sees("lawyer_registration")
        self.assertIn(people.words("zh_CN")["stage.first_return.name"], screen.said("lawyer_registration.stage"))
        self.assertIn(people.shown_date(moved["events"][-1]["on"], "zh_CN"), screen.said("lawyer_registration.stage_on"))
        self.picture("stage-moved")
        self.leave()

        kinds = self.ledger_kinds()
        steps = ["registration_submitted", "registration_taken", "registration_confirmed", "appointment_made"]
        self.assertEqual(steps, [kind for kind in kinds if kind in steps])
        self.assertEqual(["registration_confirmed", "appointment_booked", "case_stage_moved"],
                         [entry["kind"] for entry in self.office.ledger("notice_sent")])
        self.assertEqual(len(self.lawyer.DOCUMENTS), len(set(
            entry["page"] for entry in self.office.ledger("registration_page_viewed"))))
        self.assertEqual(0, self.office.command("verify", check=False).returncode)
        ledger = "\n".join(body for body, in self.office.rows("office.db", "SELECT body FROM ledger"))
        for secret in (self.papers.name, self.card["number"], PHONE, CLIENT["name"]):
            self.assertNotIn(secret, ledger)

        # The kiosk keeps nothing of it, in clear or sealed.
        self.assert_kept_sealed()
        self.assertEqual([], list((self.kiosk.folder / "store" / "scans").glob("*.sealed")))
        self.assert_logs_hold_none_of({"phone": PHONE, **people.secrets_of(self.card, CLIENT)})


if __name__ == "__main__":
    unittest.main(verbosity=2)
