"""A reviewer gives a registration back with his reasons; the lawyer reads them at the next tap of the card, hands in again only
what is asked for, and is confirmed. In English, on a wide screen."""
import unittest

from registration_hall import RegistrationJourney


class Returned(RegistrationJourney):
    size = (1920, 1080)
    language = "en"

    def in_english(self):
        self.kiosk.touch("header.language")
        self.kiosk.inspect.until("English", lambda s: self.words("language.switch") in s.said("header.language"))

    def test_only_what_the_reasons_mean_is_handed_in_again(self):
        reviewer = self.reviewer()
        self.in_english()
        self.register()
        self.picture("handed-in")
        self.leave()

        # Back with a reason: one key for the dialogue, one for the reason.
        reviewer.click(css="[data-testid=registration][data-state=submitted] [data-testid=take]")
        self.look_at_all_pages(reviewer, 3)
        reviewer.press(key="r")
        reviewer.wait(css="dialog[open] [data-testid=return-do]")
        reviewer.click(css="[data-testid=reason-firm_certificate_not_valid]")
        self.see(reviewer, "reasons")
        reviewer.click(css="[data-testid=return-do]")
        reviewer.wait(css="[data-testid=registration][data-state=returned]")
        self.assertIn("需要补充", self.texts(1)[0])

        # The card shows why, and what still stands.
        self.in_english()
        self.come_with_card()
        self.kiosk.touch("lawyer.registration.item.1")
        screen = self.kiosk.sees("lawyer_registration")
        self.assertIn(self.words("lawyer.reason.firm_certificate_not_valid"), screen.said("lawyer_registration.reasons"))
        self.picture("returned")
        self.kiosk.touch("lawyer_registration.begin")
        screen = self.kiosk.sees("lawyer_earlier")
        self.assertIn(self.papers.facts["licence_firm"], screen.text())
        self.assertNotIn(self.papers.facts["firm_dated_on"], screen.text())
        self.picture("what-still-stands")
        self.kiosk.touch("lawyer_earlier.right")

        # Of the certificates only the firm's, then the letter, which is always a new one.
        self.lawyer.left = ["firm_certificate", "power_of_attorney"]
        screen = self.lawyer.fill_in()
        self.assertEqual([], self.lawyer.left)
        self.assertIn(self.papers.facts["licence_firm"], screen.text())
        self.assertIn("2", screen.said("lawyer_summary.pages"))
        self.picture("handed-in-again")
        self.kiosk.touch("lawyer_summary.hand_in")
        self.kiosk.sees("lawyer_handed_in")
        self.leave()

        # The reviewer has the paper that still stands, too; nothing is lacking, and one key confirms.
        reviewer.click(css="[data-testid=registration][data-state=submitted] [data-testid=take]")
        reviewer.click(css="[data-testid=look-earlier]")
        reviewer.wait(css="[data-testid=page-tab][data-kind=practising_certificate]")
        self.look_at_all_pages(reviewer, 1)
        self.see(reviewer, "the-earlier-papers")
        reviewer.press(key="Escape")
        reviewer.click(css="[data-testid=registration][data-state=checking] [data-testid=take]")
        reviewer.wait(css="[data-testid=no-findings]")
        self.look_at_all_pages(reviewer, 2)
        self.see(reviewer, "reviewed-again")
        reviewer.press(key="c")
        reviewer.wait(css="[data-testid=registration][data-state=confirmed]")
        self.assertIn("已确认", self.texts(2)[1])

        self.in_english()
        self.come_with_card()
        self.kiosk.touch("lawyer.registration.item.1")
        screen = self.kiosk.sees("lawyer_registration")
        self.assertIn(self.words("lawyer_registration.confirmed"), screen.text())
        self.picture("confirmed")
        self.leave()
        self.assert_kept_sealed()
        kinds = self.ledger_kinds()
        steps = ["registration_submitted", "registration_returned", "registration_merged", "registration_confirmed"]
        self.assertEqual(["registration_submitted", "registration_returned", "registration_submitted", "registration_merged",
                          "registration_confirmed"], [kind for kind in kinds if kind in steps])


if __name__ == "__main__":
    unittest.main(verbosity=2)
