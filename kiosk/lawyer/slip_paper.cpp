#include "kiosk/lawyer/slip_paper.hpp"

#include <string>
#include <utility>

#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

using platform::PrintAlign;
using platform::PrintCut;
using platform::PrintDocument;
using platform::PrintFeed;
using platform::PrintQr;
using platform::PrintSize;
using platform::PrintText;
using ui::Place;

namespace {

constexpr int code_mm = 32;  // a phone reads it from half a metre

class Composer {
public:
    Composer(const ui::Locale& locale, const SlipFacts& facts) : locale_(locale), facts_(facts) {}

    PrintDocument compose() {
        centred(named(facts_.office.name_zh, facts_.office.name_en), PrintSize::tall, true);
        rule();
        if (facts_.booking)
            review(*facts_.booking);
        else
            registration();
        rule();
        if (!facts_.office.phone.empty())
            left(locale_.format("paper.phone", Place{"phone", facts_.office.phone}));
        document_.items.emplace_back(PrintCut{});
        return std::move(document_);
    }

private:
    [[nodiscard]] const std::string& named(const std::string& zh, const std::string& en) const {
        const bool chinese = locale_.language().starts_with("zh");
        return (chinese && !zh.empty()) || en.empty() ? zh : en;
    }
    void centred(std::string text, PrintSize size = PrintSize::normal, bool bold = false) {
        if (!text.empty())
            document_.items.emplace_back(PrintText{std::move(text), size, bold, PrintAlign::centre});
    }
    void left(std::string text, PrintSize size = PrintSize::normal, bool bold = false) {
        if (!text.empty())
            document_.items.emplace_back(PrintText{std::move(text), size, bold, PrintAlign::left});
    }
    void rule() { centred("- - - - - - - - - - - - - - - -"); }

    void review(const api::ReviewBooking& booking) {
        centred(locale_.text("lawyer_paper.review"), PrintSize::doubled, true);
        document_.items.emplace_back(PrintFeed{1});
        centred(day_words(locale_, office_date(booking.from)), PrintSize::tall, true);
        centred(from_until(locale_, booking.from, booking.until), PrintSize::doubled, true);
        centred(named(booking.room_zh, booking.room_en), PrintSize::tall, true);
        left(locale_.text("lawyer_paper.bring"));
        if (booking.id.empty()) return;
        document_.items.emplace_back(PrintQr{booking.id, code_mm});
        centred(locale_.text("lawyer_paper.code"));
    }

    void registration() {
        centred(locale_.text("lawyer_paper.handed_in"), PrintSize::tall, true);
        centred(locale_.format("lawyer_paper.handed_in_at",
                               Place{"date", locale_.date(office_date(facts_.handed_in_at))},
                               Place{"time", locale_.clock_time(facts_.handed_in_at)}));
        left(locale_.text("lawyer_paper.next"));
    }

    const ui::Locale& locale_;
    const SlipFacts& facts_;
    PrintDocument document_;
};

}  // namespace

PrintDocument slip_paper(const ui::Locale& locale, const SlipFacts& facts) {
    return Composer(locale, facts).compose();
}

}  // namespace lobby::kiosk::lawyer
