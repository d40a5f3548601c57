#include "kiosk/lawyer/lawyer_desk.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <sodium.h>

#include "kiosk/lawyer/draft_codec.hpp"
#include "office/api/registration_checks.hpp"

namespace lobby::kiosk::lawyer {

namespace {

constexpr std::chrono::milliseconds a_minute{60'000};

constexpr std::array<std::string_view, 8> problem_words{
    "no_page", "device", "timed_out", "picture_broken", "too_large", "no_key", "cannot_keep", "too_many"};

PageProblem problem_of(platform::CaptureFailure reason) {
    switch (reason) {
        case platform::CaptureFailure::no_page:
            return PageProblem::no_page;
        case platform::CaptureFailure::device:
            return PageProblem::device;
        case platform::CaptureFailure::timed_out:
            return PageProblem::timed_out;
        case platform::CaptureFailure::picture_broken:
            return PageProblem::picture_broken;
        case platform::CaptureFailure::too_large:
            break;
    }
    return PageProblem::too_large;
}

PageProblem problem_of(scans::ScanError error) {
    switch (error) {
        case scans::ScanError::no_key:
            return PageProblem::no_key;
        case scans::ScanError::too_large:
            return PageProblem::too_large;
        default:
            return PageProblem::cannot_keep;
    }
}

NotKept not_kept(scans::ScanError error) {
    switch (error) {
        case scans::ScanError::no_key:
            return NotKept::no_key;
        case scans::ScanError::too_large:
            return NotKept::too_large;
        default:
            return NotKept::cannot_keep;
    }
}

constexpr std::array<std::string_view, 3> not_kept_words{"no_key", "cannot_keep", "too_large"};

Guide guide_of(const platform::PageGuidance& seen) {
    if (seen.too_dark) return Guide::too_dark;
    if (!seen.found) return Guide::no_page;
    if (seen.cut_edge) return Guide::cut_edge;
    if (seen.too_small) return Guide::too_small;
    if (seen.glare) return Guide::glare;
    if (seen.blurred) return Guide::blurred;
    return seen.steady ? Guide::ready : Guide::moving;
}

Reading reading_of(const Result<PageReading, ReadingError>& reading) {
    if (reading) return reading->looks_like_kind ? Reading::read : Reading::not_this_kind;
    return reading.error() == ReadingError::nothing_read ? Reading::nothing_read : Reading::failed;
}

api::RegistrationId new_id() {
    api::RegistrationId id{};
    randombytes_buf(id.data(), id.size());
    return id;
}

}  // namespace

LawyerDesk::LawyerDesk(Parts parts) : parts_(std::move(parts)), minute_(parts_.io) {}

void LawyerDesk::begin() {
    turn_day();
}

void LawyerDesk::stop() {
    minute_.cancel();
    page_.reset();
}

void LawyerDesk::set_rules(const api::CheckRules& rules) {
    rules_ = rules;
}

// Half a registration is kept for the day on which it was begun.
void LawyerDesk::turn_day() {
    const Date today = office_date(parts_.clock.wall());
    if (day_ != today && parts_.scans.erase_drafts_before) parts_.scans.erase_drafts_before(today);
    day_ = today;
    minute_.expires_after(a_minute);
    minute_.async_wait([this](boost::system::error_code error) {
        if (!error) turn_day();
    });
}

void LawyerDesk::carry_out(Errand errand, const std::string& language) {
    language_ = language;
    std::visit([this](auto& e) { on(e); }, errand);
}

// ---- the office
// ----------------------------------------------------------------------------------------------------

std::optional<Draft> LawyerDesk::draft_of(const LearnLawyer& errand) const {
    if (!parts_.scans.find_draft) return std::nullopt;
    const auto bytes = parts_.scans.find_draft(errand.card, errand.name);
    if (!bytes) return std::nullopt;
    auto draft = decode_draft(bytes->view());
    // It was opened by this card's key; what it says of itself has to agree.
    if (!draft || draft->form.lawyer != errand.card) return std::nullopt;
    // A page that a damaged disk lost is taken again, not handed in.
    if (parts_.scans.has)
        std::erase_if(draft->form.pages,
                      [this](const api::PageReference& page) { return !parts_.scans.has(page.id); });
    return draft;
}

void LawyerDesk::on(LearnLawyer& errand) {
    if (parts_.reader.prepare) parts_.reader.prepare();
    auto draft = draft_of(errand);
    if (!parts_.office.lawyer)
        return parts_.answer(LawyerKnown{errand.question, std::nullopt, std::move(draft)});
    auto kept = std::make_shared<std::optional<Draft>>(std::move(draft));
    parts_.office.lawyer({std::move(errand.card), std::move(errand.name)}, office_answers_within,
                         [this, question = errand.question, kept](Result<api::LawyerAnswer, LinkError> said) {
                             LawyerKnown known{question, std::nullopt, std::move(*kept)};
                             if (said) known.answer = std::move(*said);
                             parts_.answer(std::move(known));
                         });
}

void LawyerDesk::on(Check& errand) {
    const auto sex = errand.form.lawyer.sex();
    auto findings = api::check_form(errand.form, sex, office_date(parts_.clock.wall()), rules_);
    const auto without_office = [findings] {
        auto all = findings;
        api::merge_findings(all, {api::Finding::office_unavailable});
        return all;
    };
    if (!parts_.office.check) return parts_.answer(Checked{errand.question, without_office()});
    parts_.office.check({std::move(errand.form)}, office_answers_within,
                        [this, question = errand.question, findings,
                         without_office](Result<api::CheckAnswer, LinkError> said) mutable {
                            if (!said || !said->available)
                                return parts_.answer(Checked{question, without_office()});
                            api::merge_findings(findings, said->findings);
                            parts_.answer(Checked{question, std::move(findings)});
                        });
}

void LawyerDesk::on(AskSlots& errand) {
    const uint64_t question = errand.question;
    if (!parts_.office.slots) return parts_.answer(SlotsTold{question, std::nullopt});
    parts_.office.slots(std::move(errand.asked), office_answers_within,
                        [this, question](Result<api::SlotsAnswer, LinkError> said) {
                            SlotsTold told{question, std::nullopt};
                            if (said) told.answer = std::move(*said);
                            parts_.answer(std::move(told));
                        });
}

void LawyerDesk::on(Book& errand) {
    const uint64_t question = errand.question;
    if (!parts_.office.book)
        return parts_.answer(BookTold{question, api::BookAnswer{api::BookState::unavailable, {}}});
    parts_.office.book(std::move(errand.asked), office_answers_within,
                       [this, question](Result<api::BookAnswer, LinkError> said) {
                           BookTold told{question, std::nullopt};
                           if (said)
                               told.answer = std::move(*said);
                           else if (said.error() == LinkError::unreachable)
                               told.answer = api::BookAnswer{api::BookState::unavailable, {}};
                           parts_.answer(std::move(told));
                       });
}

// ---- pages
// ---------------------------------------------------------------------------------------------------------

void LawyerDesk::on(const WatchScanner& errand) {
    watching_ = errand.on;
    if (parts_.scanner.watch) parts_.scanner.watch(errand.on);
    // The screen is new: it is told how the scanner is.
    if (errand.on) {
        const auto known = scanner_.value_or(std::pair{false, false});
        parts_.answer(ScannerNews{known.first, known.second});
    }
}

void LawyerDesk::on(TakePage& errand) {
    page_ = Page{errand.question, errand.kind, errand.ordinal, std::move(errand.draft), false};
    if (!parts_.scanner.capture || !parts_.scans.keep || !parts_.scans.save_draft)
        return end_page(parts_.scanner.capture ? PageProblem::cannot_keep : PageProblem::device);
    parts_.scanner.capture();
}

void LawyerDesk::on(const CancelPage& errand) {
    if (!page_ || page_->question != errand.question) return;
    if (page_->taken && parts_.reader.cancel) parts_.reader.cancel();
    page_.reset();
}

void LawyerDesk::on(const DropPage& errand) {
    if (parts_.scans.discard) parts_.scans.discard(errand.id);
}

void LawyerDesk::on(const Rest&) {
    page_.reset();
    if (watching_ && parts_.scanner.watch) parts_.scanner.watch(false);
    watching_ = false;
    if (parts_.reader.cancel) parts_.reader.cancel();
    if (parts_.reader.rest) parts_.reader.rest();
    if (parts_.scans.drop_loose) parts_.scans.drop_loose();
}

void LawyerDesk::end_page(PageProblem problem) {
    if (!page_) return;
    const uint64_t question = page_->question;
    page_.reset();
    parts_.log.write(lobby::Event::page_not_taken,
                     {{Field::reason, std::string(problem_words.at(static_cast<size_t>(problem)))}});
    parts_.answer(PageNotTaken{question, problem});
}

void LawyerDesk::on_scanner(platform::ScannerEvent event) {
    if (const auto* ready = std::get_if<platform::ScannerReady>(&event)) {
        scanner_ = {true, ready->live};
        parts_.answer(ScannerNews{true, ready->live});
    } else if (std::holds_alternative<platform::ScannerLost>(event)) {
        scanner_ = {false, false};
        parts_.answer(ScannerNews{false, false});
    } else if (auto* preview = std::get_if<platform::Preview>(&event)) {
        if (!watching_) return;
        parts_.answer(GuidanceNews{guide_of(preview->guidance)});
        parts_.show(std::move(*preview));
    } else if (const auto* captured = std::get_if<platform::PageCaptured>(&event)) {
        keep_and_read(*captured);
    } else if (page_ && !page_->taken) {
        end_page(problem_of(std::get<platform::CaptureFailed>(event).reason));
    }
}

void LawyerDesk::keep_and_read(const platform::PageCaptured& captured) {
    if (!page_ || page_->taken) return;  // it was called off
    const auto kept = keep(captured.page.jpeg());
    if (!kept) return end_page(problem_of(kept.error()));
    page_->taken = true;
    const uint64_t question = page_->question;
    const api::PageKind kind = page_->kind;
    parts_.log.write(lobby::Event::page_taken, {{Field::kind, std::string(api::word_of(kind))}});
    parts_.answer(PageTaken{question, *kept});
    if (!parts_.reader.read) return on_read(question, fail(ReadingError::worker_failed));
    parts_.reader.read(kind, captured.page.jpeg(),
                       [this, question](Result<PageReading, ReadingError> reading) {
                           on_read(question, std::move(reading));
                       });
}

// The page and the draft that names it; or neither.
Result<api::PageReference, scans::ScanError> LawyerDesk::keep(std::span<const uint8_t> jpeg) {
    auto kept = parts_.scans.keep(page_->kind, page_->ordinal, jpeg);
    if (!kept) return kept;
    page_->draft.form.pages.push_back(*kept);
    const auto saved = save(page_->draft);
    if (saved) return kept;
    if (parts_.scans.discard) parts_.scans.discard(kept->id);
    return fail(saved.error());
}

void LawyerDesk::on_read(uint64_t question, Result<PageReading, ReadingError> reading) {
    if (!page_ || page_->question != question) return;
    page_.reset();
    PageRead read{question, reading_of(reading), {}};
    if (reading)
        for (auto& proposal : reading->proposals)
            read.proposals.push_back({proposal.field, std::move(proposal.value), std::move(proposal.as_read),
                                      proposal.confidence, proposal.by_code});
    parts_.answer(std::move(read));
}

// ---- what is kept
// --------------------------------------------------------------------------------------------------

scans::Done LawyerDesk::save(const Draft& draft) {
    std::vector<api::PageId> pages;
    for (const auto& page : draft.form.pages) pages.push_back(page.id);
    const SecretString bytes = encode_draft(draft);
    return parts_.scans.save_draft(
        draft.form.lawyer, draft.form.card_name,
        std::span(reinterpret_cast<const uint8_t*>(bytes.view().data()), bytes.size()), pages);
}

// What was confirmed and is not saved costs the lawyer another look at his papers, and nothing else.
void LawyerDesk::on(const SaveDraft& errand) {
    if (parts_.scans.save_draft) static_cast<void>(save(errand.draft));
}

void LawyerDesk::on(const EraseDraft& errand) {
    if (parts_.scans.erase_draft) parts_.scans.erase_draft(errand.card, errand.name);
}

void LawyerDesk::on(const HandIn& errand) {
    if (!parts_.scans.submit)
        return parts_.answer(RegistrationNotKept{errand.question, NotKept::cannot_keep});
    const auto id = new_id();
    const auto entry = parts_.scans.submit(errand.form, id, errand.ticket_service);
    if (!entry) {
        const NotKept reason = not_kept(entry.error());
        parts_.log.write(lobby::Event::registration_not_kept,
                         {{Field::reason, std::string(not_kept_words.at(static_cast<size_t>(reason)))}});
        return parts_.answer(RegistrationNotKept{errand.question, reason});
    }
    parts_.log.write(lobby::Event::registration_kept);
    parts_.answer(RegistrationKept{errand.question, id});
}

void LawyerDesk::on(const Withdraw& errand) {
    const bool kept = parts_.scans.withdraw && parts_.scans.withdraw({errand.id});
    parts_.answer(Withdrawn{errand.question, kept});
}

void LawyerDesk::on(PrintSlip& errand) {
    const uint64_t question = errand.question;
    if (!parts_.print) return parts_.answer(SlipNews{question, {tickets::PaperState::none, {}}});
    parts_.print({std::move(errand.of), language_}, [this, question](Paper paper) {
        parts_.answer(SlipNews{question, paper});
    });
}

}  // namespace lobby::kiosk::lawyer
