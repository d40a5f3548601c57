#include "tests/support/certificates/reading_accuracy.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "kiosk/recognition/worker/page_recognition.hpp"
#include "platform/scanner/page_finder.hpp"
#include "platform/scanner/page_shape.hpp"
#include "tests/support/certificates/certificate_page.hpp"
#include "tests/support/certificates/photograph.hpp"

namespace lobby::test {

namespace {

const Date today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 30};

platform::Picture picture_of(const PagePicture& page) {
    platform::Picture picture(static_cast<uint32_t>(page.width), static_cast<uint32_t>(page.height));
    std::memcpy(picture.rgb().data(), page.rgb.data(), page.rgb.size());
    return picture;
}

void compare(const TrueFields& truth, const kiosk::PageReading& reading, uint64_t seed, Accuracy& into) {
    for (const auto& [field, value] : truth) {
        auto& tally = into.fields[field];
        ++tally.shown;
        const auto said = std::ranges::find(reading.proposals, field, &kiosk::Proposal::field);
        const std::string read(said == reading.proposals.end() ? std::string_view() : said->value.view());
        if (read == value) {
            ++tally.exact;
            continue;
        }
        into.misread.push_back({field, seed, value, read});
        if (read.empty()) continue;
        ++tally.wrong;
        if (said->confidence >= 90) ++tally.sure_wrong;
    }
}

}  // namespace

Accuracy measure_accuracy(const AccuracyPlan& plan, const std::filesystem::path& language_data) {
    kiosk::PageRecognition recognition(language_data);
    Accuracy accuracy;
    for (int i = 0; i < plan.pages; ++i) {
        const auto seed = plan.first_seed + static_cast<uint64_t>(i);
        const auto facts = make_facts(seed, today);
        const auto truth = true_fields(plan.kind, facts);
        const auto photo = picture_of(
            photographed(draw_certificate(plan.kind, facts, {.seed = seed, .with_code = plan.with_code}),
                         random_photograph(seed, true)));
        const auto guidance = platform::find_page(photo);
        ++accuracy.pages;
        if (guidance.found) ++accuracy.found;
        const auto page = platform::encode_page(guidance.found ? platform::straighten(photo, guidance.corners)
                                                               : photo.clone());
        const auto since = std::chrono::steady_clock::now();
        const auto reading = recognition.read(plan.kind, page.jpeg(), std::chrono::seconds(120));
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - since;
        accuracy.milliseconds.push_back(took.count());
        if (reading && reading->looks_like_kind) ++accuracy.recognised;
        compare(truth, reading ? *reading : kiosk::PageReading{}, seed, accuracy);
    }
    return accuracy;
}

}  // namespace lobby::test
