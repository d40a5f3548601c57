// An office with lawyers' registrations over a store of its own: the desk, the archive of scans and the
// writer as serve runs them, on this thread, at a time of one's choice.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "office/lawyers/lawyer_desk.hpp"
#include "office/scans/scan_archive.hpp"
#include "tests/support/office_data.hpp"

namespace lobby::test {

// 09:00 of the office on Monday, 30 November 2026.
constexpr WallTime monday_nine{std::chrono::milliseconds(1'796'000'400'000)};

struct TestParty {
    int ordinal = 1;
    int position = 1;  // 1 suspect, 2 victim
    std::string name;
    std::optional<int> person;  // whose identity number the export has
};

class LawyerOffice {
public:
    explicit LawyerOffice(office::LawyersConfig rules = {});
    ~LawyerOffice();
    LawyerOffice(const LawyerOffice&) = delete;
    LawyerOffice& operator=(const LawyerOffice&) = delete;

    void add_case(const std::string& number, const std::vector<TestParty>& parties, int kind = 2,
                  uint32_t confidentiality = 0);

    // What lawyer `n` hands in for a client of a case; all in order, one page of each kind.
    api::RegistrationForm form(int n, const std::string& client, const std::string& case_number);
    static void set(api::RegistrationForm& form, api::FormField field, std::string_view value);
    api::RegistrationSubmitted seal(const api::RegistrationForm& form);
    // As a kiosk's journal brings it; the word that refuses it, or empty.
    std::string record(api::JournalBody body, const std::string& kiosk = "hall-1");
    api::RegistrationId hand_in(const api::RegistrationForm& form, const std::string& kiosk = "hall-1");
    // Every page that the form names goes up.
    void send_pages(const api::RegistrationForm& form, const std::string& kiosk = "hall-1");
    // Handed in, pages there, taken and confirmed.
    api::RegistrationId confirmed(const api::RegistrationForm& form, const std::string& by = "li");

    [[nodiscard]] office::StoredRegistration stored(const api::RegistrationId& id);
    api::LawyerAnswer ask(int n, const std::string& kiosk = "hall-1");
    std::vector<api::Finding> check(const api::RegistrationForm& form, const std::string& kiosk = "hall-1");
    office::LawyerDesk::Reviewed take(const api::RegistrationId& id, const std::string& by = "li");
    office::LawyerDesk::Reviewed confirm(const api::RegistrationId& id, const std::string& by = "li");
    office::LawyerDesk::Reviewed give_back(const api::RegistrationId& id,
                                           std::vector<api::ReturnReason> reasons,
                                           const std::string& by = "li");
    size_t tidy();
    // Everything that the desk has begun by itself.
    void settle();

    template <class T>
    T run(boost::asio::awaitable<T> work) {
        auto done = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
        while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) io.run_one();
        return done.get();
    }

    OfficeData data;
    ManualClock clock{monday_nine};
    Log log = Log::discard(clock);
    boost::asio::io_context io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy = make_work_guard(io);
    office::DatabaseWriter writer;
    office::store::Database db;
    office::ScanArchive scans;
    std::vector<office::RegistrationChange> changes;  // told inside of the transactions
    std::vector<office::RegistrationChange> after;    // told after them
    std::unique_ptr<office::LawyerDesk> desk;

private:
    api::PageReference page(api::PageKind kind);
    std::vector<std::pair<api::PageId, std::vector<uint8_t>>> sealed_;
    uint64_t entry_ = 0;
};

// The bytes of a page as it was scanned; nothing looks into them.
std::vector<uint8_t> picture_of(const api::PageId& page);

}  // namespace lobby::test
