// A page under the scanner: what it sees, what is in the way, and taking it.
#include <algorithm>
#include <array>

#include "kiosk/app/chrome.hpp"
#include "kiosk/lawyer/lawyer_screens.hpp"
#include "kiosk/lawyer/lawyer_words.hpp"

namespace lobby::kiosk::lawyer {

using app::Navigation;
using app::View;
using ui::Align;
using ui::ButtonStyle;
using ui::Icon;
using ui::Place;
using ui::Rect;
using ui::TextStyle;
using ui::Tone;
using ui::Ui;

namespace {

constexpr std::array<const char*, 9> guide_keys{
    "lawyer.guide.unknown",   "lawyer.guide.no_page",  "lawyer.guide.cut_edge",
    "lawyer.guide.too_small", "lawyer.guide.too_dark", "lawyer.guide.glare",
    "lawyer.guide.blurred",   "lawyer.guide.moving",   "lawyer.guide.ready"};

constexpr std::array<const char*, 8> problem_keys{
    "lawyer.problem.no_page",        "lawyer.problem.device",    "lawyer.problem.timed_out",
    "lawyer.problem.picture_broken", "lawyer.problem.too_large", "lawyer.problem.no_key",
    "lawyer.problem.cannot_keep",    "lawyer.problem.too_many"};

// No other picture helps: the window takes the papers.
bool needs_window(const State& state, const Capture& capture) {
    return !state.scanner_usable || capture.problem == PageProblem::device ||
           capture.problem == PageProblem::no_key || capture.problem == PageProblem::cannot_keep ||
           capture.problem == PageProblem::too_many;
}

std::string lead_of(const Ui& ui, const State& state, const Capture& capture) {
    if (!state.scanner_usable) return ui.text("lawyer_capture.away");
    const char* key = state.scanner_live ? "lawyer_capture.camera" : "lawyer_capture.flatbed";
    return ui.locale().format(key, Place{"page", page_name(ui.locale(), capture.kind)});
}

struct Said {
    std::string words;
    Tone tone;
    Icon icon;
};

// One thing at a time: what went wrong, or what is in the way now.
Said said(const Ui& ui, const State& state, const Capture& capture) {
    if (capture.question != 0) return {ui.text("lawyer_capture.taking"), Tone::calm, Icon::clock};
    if (capture.problem)
        return {ui.text(problem_keys[static_cast<size_t>(*capture.problem)]), Tone::warning, Icon::warning};
    if (!state.scanner_usable) return {ui.text("lawyer_capture.away_now"), Tone::warning, Icon::warning};
    if (!state.scanner_live) return {ui.text("lawyer_capture.glass"), Tone::calm, Icon::document};
    const bool good = capture.guide == Guide::ready;
    const bool calm = capture.guide == Guide::unknown || capture.guide == Guide::no_page;
    return {ui.text(guide_keys[static_cast<size_t>(capture.guide)]),
            good   ? Tone::good
            : calm ? Tone::calm
                   : Tone::warning,
            good ? Icon::check : Icon::document};
}

// What the camera sees; otherwise a sheet of paper, as it is to lie.
void draw_sight(Ui& ui, const View& view, const Rect& at) {
    ui.panel(at);
    const Rect inside = at.inset(ui.px(16));
    if (view.pictures && view.pictures->preview) {
        ui.photo("lawyer_capture.preview", inside, view.pictures->preview, ui.text("lawyer_capture.preview"),
                 view.pictures->corners, view.pictures->good ? Tone::good : Tone::warning);
        return;
    }
    const auto& theme = ui.theme();
    const float high = std::min(inside.h * 0.86F, inside.w * 0.8F);
    const float wide = high * 0.71F;
    const Rect sheet{inside.center_x() - wide / 2, inside.center_y() - high / 2, wide, high};
    ui.fill(sheet, theme.navy_tint, ui.px(8));
    for (int i = 0; i < 7; ++i)
        ui.fill({sheet.x + wide * 0.12F, sheet.y + high * (0.14F + 0.11F * static_cast<float>(i)),
                 wide * (i == 0   ? 0.5F
                         : i == 6 ? 0.4F
                                  : 0.76F),
                 high * 0.035F},
                theme.line, ui.px(4));
}

void draw_actions(Ui& ui, const View& view, const State& state, const Capture& capture, const Rect& at) {
    const bool busy = capture.question != 0;
    const bool window = needs_window(state, capture);
    const float gap = ui.px(24);
    Rect rest = at;
    const float narrow = (at.w - gap) * (ui.landscape() ? 0.42F : 0.44F);
    if (ui.button("lawyer_capture.without_picture", rest.take_left(narrow, gap),
                  ui.text("lawyer_capture.without_picture"), ButtonStyle::secondary, Icon::digits, !busy))
        view.emit(Event{WithoutPicture{}});
    if (window) {
        if (ui.button("lawyer_capture.ticket", rest, ui.text("lawyer_capture.ticket"), ButtonStyle::primary,
                      Icon::ticket, !busy))
            view.emit(Event{TakeTicket{}});
        return;
    }
    const char* take = capture.problem ? "lawyer_capture.again" : "lawyer_capture.take";
    if (ui.button("lawyer_capture.take", rest, ui.text(take), ButtonStyle::primary, Icon::document, !busy))
        view.emit(Event{TakePicture{}});
}

std::string title_of(const Ui& ui, const Capture& capture) {
    auto name = page_name(ui.locale(), capture.kind);
    if (capture.ordinal == 1) return name;
    return ui.locale().format("lawyer_capture.further", Place{"page", name},
                              Place{"number", std::to_string(capture.ordinal)});
}

}  // namespace

void draw_capture(Ui& ui, const View& view, const State& state, const Capture& capture) {
    const auto title = title_of(ui, capture);
    Rect page = app::begin_page(ui, view, "lawyer_capture", title, Navigation::back_and_home);
    draw_actions(ui, view, state, capture, app::take_actions(ui, page));
    const auto now = said(ui, state, capture);
    const auto lead = lead_of(ui, state, capture);
    Rect words = page;
    Rect sight = page;
    if (ui.landscape()) {
        words = sight.take_left(page.w * (page.w > ui.px(1500) ? 0.4F : 0.5F), ui.px(48));
    } else {
        const float needed = ui.text_height(title, page.w, TextStyle::title, true) + ui.px(12) +
                             ui.text_height(lead, page.w, TextStyle::body) + ui.px(28) +
                             ui.banner_height(page.w, now.words, TextStyle::heading) + ui.px(28);
        words = sight.take_top(needed);
    }
    words.take_top(ui.heading("lawyer_capture.heading", words, title), ui.px(12));
    words.take_top(
        ui.paragraph("lawyer_capture.lead", words, lead, TextStyle::body, Align::left, ui.theme().ink_soft),
        ui.px(28));
    const bool large = ui.banner_height(words.w, now.words, TextStyle::heading) <= words.h;
    ui.banner("lawyer_capture.guide", words, now.tone, now.icon, now.words,
              large ? TextStyle::heading : TextStyle::body);
    draw_sight(ui, view, sight);
}

void draw_reading(Ui& ui, const View& view, const ReadingPage& reading) {
    app::draw_moment(
        ui, view, "lawyer_reading",
        ui.locale().format("lawyer_reading.title", Place{"page", page_name(ui.locale(), reading.kind)}),
        ui.text("lawyer_reading.lead"));
}

}  // namespace lobby::kiosk::lawyer
