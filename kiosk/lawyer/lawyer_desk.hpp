// Carries out what the lawyer's flow wants: asks the office, has pages taken, sealed, kept and read, keeps
// half a registration, hands the whole one in, and has slips printed.
//
// The parts that it works with come as functions, so that it knows no device and no network; an empty
// function is a part that this kiosk does not have, and its errands are answered accordingly. A page's
// picture is sealed before anything else is done with it, and goes from memory when it was read. It counts as
// taken when it is on the disk and the person's draft names it.
//
// I/O thread only. Every errand with a question gets its answer, those that ask the office within
// office_answers_within.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/lawyer/lawyer_flow.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/recognition/page_reading.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "platform/scanner/document_scanner.hpp"

namespace lobby::kiosk::lawyer {

template <class Question, class Answer>
using AskOffice = std::function<void(Question, std::chrono::milliseconds deadline,
                                     std::function<void(Result<Answer, LinkError>)>)>;

struct OfficeSide {
    AskOffice<api::LawyerQuestion, api::LawyerAnswer> lawyer;
    AskOffice<api::CheckQuestion, api::CheckAnswer> check;
    AskOffice<api::SlotsQuestion, api::SlotsAnswer> slots;
    AskOffice<api::BookQuestion, api::BookAnswer> book;
};

struct ScannerSide {
    std::function<void(bool)> watch;
    std::function<void()> capture;
};

struct ReaderSide {
    using Read = std::function<void(Result<PageReading, ReadingError>)>;
    std::function<void()> prepare;
    std::function<void()> rest;
    std::function<void(api::PageKind, std::span<const uint8_t> jpeg, Read)> read;
    std::function<void()> cancel;
};

// kiosk/scans as the desk needs it.
struct ScansSide {
    std::function<Result<api::PageReference, scans::ScanError>(api::PageKind, uint32_t ordinal,
                                                               std::span<const uint8_t> jpeg)>
        keep;
    std::function<bool(const api::PageId&)> has;
    std::function<void(const api::PageId&)> discard;
    std::function<void()> drop_loose;
    std::function<scans::Done(const IdentityNumber&, const SecretString& name, std::span<const uint8_t> draft,
                              std::span<const api::PageId> pages)>
        save_draft;
    std::function<std::optional<SecretBytes>(const IdentityNumber&, const SecretString& name)> find_draft;
    std::function<void(const IdentityNumber&, const SecretString& name)> erase_draft;
    std::function<void(Date)> erase_drafts_before;
    std::function<Result<uint64_t, scans::ScanError>(const api::RegistrationForm&, const api::RegistrationId&,
                                                     std::optional<std::string> ticket_service)>
        submit;
    std::function<bool(const api::RegistrationWithdrawn&)> withdraw;
};

struct SlipWanted {
    std::variant<api::RegistrationId, api::ReviewBooking> of;
    std::string language;
};
// Told each time that something is known; never from inside.
using PrintSide = std::function<void(SlipWanted, std::function<void(Paper)> told)>;

inline constexpr std::chrono::milliseconds office_answers_within{5000};

class LawyerDesk {
public:
    struct Parts {
        boost::asio::io_context& io;
        const Clock& clock;
        Log& log;
        OfficeSide office;
        ScannerSide scanner;
        ReaderSide reader;
        ScansSide scans;
        PrintSide print;
        std::function<void(Event)> answer;            // hands over to the main thread
        std::function<void(platform::Preview)> show;  // of what the scanner sees
    };
    explicit LawyerDesk(Parts parts);
    LawyerDesk(const LawyerDesk&) = delete;
    LawyerDesk& operator=(const LawyerDesk&) = delete;

    // Erases drafts of earlier days, now and whenever a day has passed.
    void begin();
    void stop();
    // As the office told them last; until then its usual ones.
    void set_rules(const api::CheckRules& rules);
    void carry_out(Errand errand, const std::string& language);
    void on_scanner(platform::ScannerEvent event);

private:
    struct Page {
        uint64_t question = 0;
        api::PageKind kind{};
        uint32_t ordinal = 0;
        Draft draft;         // that will name it
        bool taken = false;  // it is being read
    };

    void on(LearnLawyer& errand);
    void on(const WatchScanner& errand);
    void on(TakePage& errand);
    void on(const CancelPage& errand);
    void on(const DropPage& errand);
    void on(const Rest& errand);
    void on(const SaveDraft& errand);
    void on(const EraseDraft& errand);
    void on(Check& errand);
    void on(const HandIn& errand);
    void on(const Withdraw& errand);
    void on(AskSlots& errand);
    void on(Book& errand);
    void on(PrintSlip& errand);

    [[nodiscard]] std::optional<Draft> draft_of(const LearnLawyer& errand) const;
    scans::Done save(const Draft& draft);
    Result<api::PageReference, scans::ScanError> keep(std::span<const uint8_t> jpeg);
    void keep_and_read(const platform::PageCaptured& captured);
    void on_read(uint64_t question, Result<PageReading, ReadingError> reading);
    void end_page(PageProblem problem);
    void turn_day();

    Parts parts_;
    boost::asio::steady_timer minute_;
    api::CheckRules rules_;
    std::optional<Date> day_;
    std::optional<Page> page_;
    std::string language_;
    std::optional<std::pair<bool, bool>> scanner_;  // usable, live: as told last
    bool watching_ = false;
};

}  // namespace lobby::kiosk::lawyer
