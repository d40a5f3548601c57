"""What a lawyer's papers lack is told once and completely, and the window's number is taken in the same touch: the papers are
there before he is."""
import json
import unittest

import people
from lobby_journey import ROOT, Deadline, Program
from registration_hall import PHONE, RegistrationJourney

REGISTER = ROOT / "tests" / "support" / "lawyer_register" / "lawyer_register.py"


class Refused(RegistrationJourney):
    """The certificate's last inspection is years ago, the lawyers' register says "suspended", and the office has neither such
    a case nor such a client."""

    facts = {"licence_issued_on": people.days_ago(800).isoformat(), "client_name": "钱外地", "principal": "钱外地",
             "case_number": "53052120269999901"}
    STAFF_WORDS = json.loads((ROOT / "office/console/pages/locales/zh/staff.json").read_text(encoding="utf-8"))
    LACKING = ("licence_expired", "case_not_found", "register_suspended")

    def setUp(self):
        self.register_port = None
        super().setUp()
        self.lawyers_file.write_text(json.dumps({self.papers.facts["licence_number"]: {
            "status": "suspended", "name": self.papers.name, "firm": self.papers.facts["licence_firm"]}}), encoding="utf-8")

    def office_settings(self):
        if not self.register_port:
            self.lawyers_file = self.folder / "lawyers.json"
            self.lawyers_file.write_text("{}", encoding="utf-8")
            register = Program("register", self.folder, ["python3", "-B", REGISTER, "--lawyers", self.lawyers_file])
            self.addCleanup(register.stop)
            self.register_port = json.loads(register.line(Deadline()))["port"]
        return super().office_settings() + f'[lawyers]\nregister_url = "http://127.0.0.1:{self.register_port}/lawyers"\n'

    def test_everything_at_once_and_a_number_for_the_window(self):
        clerk = self.staff("clerk", "window")
        clerk.click(css="[data-testid=open-2]")

        # Not a certificate: said at once, and taken again.
        self.come_with_card()
        self.kiosk.touch("lawyer.begin")
        self.kiosk.sees("lawyer_capture")
        self.lawyer.take_page(self.papers.other_page())
        screen = self.kiosk.sees("lawyer_fields")
        self.assertIn(self.words("lawyer_fields.not_this_kind"), screen.said("lawyer_fields.notice"))
        self.assertNotIn("lawyer_fields.confirm.licence_number", screen, "nothing is taken from it")
        self.picture("not-a-certificate")
        self.kiosk.touch("lawyer_fields.retake")

        # All that is lacking, on one screen.
        screen = self.lawyer.fill_in(until="lawyer_findings")
        for finding in self.LACKING:
            self.assertIn(self.words(f"lawyer.finding.{finding}"), screen.text())
        listed = [node for node in screen.nodes if node.startswith(("lawyer_findings.item.", "lawyer_findings.window."))]
        self.assertEqual(len(self.LACKING), len(listed), listed)
        self.picture("all-that-is-lacking")

        # One touch: kept, and a number at the window for lawyers.
        self.kiosk.touch("lawyer_findings.ticket")
        number = self.kiosk.sees("chair").said("chair.number").split()[-1]
        self.assertRegex(number, "^B[A-Z]001$")
        self.picture("the-windows-number")
        self.printer.sheet(1)
        self.assert_kept_sealed()

        # The window calls the number, and has the papers.
        clerk.reads(css="[data-testid=next]", pattern="1")
        clerk.click(css="[data-testid=next]")
        clerk.reads(css="[data-testid=current-number]", pattern=f"^{number}$")
        clerk.click(css="a[href='#/registrations']")
        row = "[data-testid=registration][data-state=submitted]"
        for chip in [*(f"finding.{finding}" for finding in self.LACKING), "registrations.by_window"]:
            clerk.reads(css=row, pattern=self.STAFF_WORDS[chip])
        self.see(clerk, "clerks-list")
        clerk.click(css=f"{row} [data-testid=take]")
        self.look_at_all_pages(clerk, len(self.lawyer.DOCUMENTS))
        self.assertIn(self.papers.name, clerk.text(css=".review-head h1"))
        self.see(clerk, "clerks-review")
        submitted = self.office.ledger("registration_submitted")
        self.assertEqual(1, len(submitted))
        # The number stays to be read when the card is taken.
        self.reader.take()
        self.kiosk.touch("chair.done")
        self.kiosk.sees("home")
        self.assert_logs_hold_none_of({"phone": PHONE, **people.secrets_of(self.card)})


if __name__ == "__main__":
    unittest.main(verbosity=2)
