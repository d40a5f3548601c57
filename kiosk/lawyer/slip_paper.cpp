#include "kiosk/lawyer/slip_paper.hpp"

#include <string>

#include "kiosk/lawyer/lawyer_words.hpp"
#include "kiosk/tickets/paper_composer.hpp"

namespace lobby::kiosk::lawyer {

using platform::PrintDocument;
using platform::PrintSize;
using ui::Place;

namespace {

class Composer : tickets::PaperComposer {
public:
    Composer(const ui::Locale& locale, const SlipFacts& facts)
        : PaperComposer(locale, facts.office), facts_(facts) {}

    PrintDocument compose() {
        head();
        if (facts_.booking)
            review(*facts_.booking);
        else
            registration();
        rule();
        return end();
    }

private:
    void review(const api::ReviewBooking& booking) {
        centred(locale_.text("lawyer_paper.review"), PrintSize::doubled, true);
        feed();
        centred(day_words(locale_, office_date(booking.from)), PrintSize::tall, true);
        centred(from_until(locale_, booking.from, booking.until), PrintSize::doubled, true);
        centred(named(booking.room_zh, booking.room_en), PrintSize::tall, true);
        left(locale_.text("lawyer_paper.bring"));
        if (booking.id.empty()) return;
        code(booking.id);
        centred(locale_.text("lawyer_paper.code"));
    }

    void registration() {
        centred(locale_.text("lawyer_paper.handed_in"), PrintSize::tall, true);
        centred(locale_.format("lawyer_paper.handed_in_at",
                               Place{"date", locale_.date(office_date(facts_.handed_in_at))},
                               Place{"time", locale_.clock_time(facts_.handed_in_at)}));
        left(locale_.text("lawyer_paper.next"));
    }

    const SlipFacts& facts_;
};

}  // namespace

PrintDocument slip_paper(const ui::Locale& locale, const SlipFacts& facts) {
    return Composer(locale, facts).compose();
}

}  // namespace lobby::kiosk::lawyer
