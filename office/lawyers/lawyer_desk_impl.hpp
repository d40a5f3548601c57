// Inside of the lawyers' desk: what its parts share (intake, questions, review, what is over).
#pragma once

#include <memory>

#include <boost/asio/steady_timer.hpp>

#include "office/api/registration_checks.hpp"
#include "office/cases/stored_case.hpp"
#include "office/cases/throttle.hpp"
#include "office/lawyers/case_checks.hpp"
#include "office/lawyers/lawyer_desk.hpp"
#include "office/lawyers/register_client.hpp"
#include "office/lawyers/transitions.hpp"

namespace lobby::office {

struct LawyerDesk::Impl {
    Impl(boost::asio::io_context& context, const OfficeConfig& config, store::Database& office_db,
         ScanArchive& archive, const StoreKey& store_key, WorkingDays days, DatabaseWriter& to_disk,
         const Clock& time, Log& lines);

    boost::asio::io_context& io;
    const std::filesystem::path data_dir;
    const LawyersConfig rules;
    store::Database& db;  // read on the desk's thread
    ScanArchive& scans;
    const StoreKey key;
    const WorkingDays calendar;
    DatabaseWriter& writer;
    const Clock& clock;
    Log& log;
    CaseReader cases;                        // the desk's thread
    std::optional<CaseReader> writer_cases;  // the writer's thread; made at its first use
    std::optional<RegisterClient> lawyer_register;
    ThrottleRules by_person;
    ThrottleRules by_kiosk;
    boost::asio::steady_timer next_round;
    bool stopped = false;

    Bookings bookings;
    std::vector<Within> within;
    std::vector<After> after;

    struct Watcher {
        boost::asio::any_io_executor executor;
        Observer tell;
    };
    std::vector<std::weak_ptr<Watcher>> watchers;

    [[nodiscard]] Date today() const { return office_date(clock.wall()); }
    // ---- any thread
    // A word where it cannot be opened or read.
    [[nodiscard]] Result<api::RegistrationForm, std::string_view> open(std::span<const uint8_t> sealed_form,
                                                                       const api::RegistrationId& id) const;
    [[nodiscard]] static SecretString agreed_phone(const api::RegistrationForm& form);
    [[nodiscard]] SecretString agreed_phone(const StoredRegistration& stored) const;
    // ---- the writer's thread
    CaseReader& cases_of_writer();
    void keep_with(store::Database& office_db, const RegistrationChange& change) const;
    static void erase_page(store::Database& office_db, WallTime now, const api::PageId& id);
    Recorded take_in(const TransitionContext& context, const std::string& kiosk,
                     const api::JournalEntry& entry, const api::RegistrationSubmitted& submitted);
    Recorded withdraw(const TransitionContext& context, const std::string& kiosk,
                      const api::RegistrationWithdrawn& withdrawn);
    // False: a page of it belongs to another registration.
    bool keep_new(const TransitionContext& context, StoredRegistration& made,
                  const api::RegistrationForm& form, uint64_t entry);
    void merge_doubles(const TransitionContext& context, const StoredRegistration& made,
                       const Digest32& match);
    Result<StoredRegistration, ReviewRefusal> review(const TransitionContext& context,
                                                     const api::RegistrationId& id, uint64_t seen,
                                                     const RegistrationCommand& command,
                                                     const std::string& by,
                                                     std::optional<RegistrationChange>& change);
    Result<Opening, ReviewRefusal> opening_of(const TransitionContext& context,
                                              const StoredRegistration& stored);
    // ---- the desk's thread
    void tell_watchers();
    void changed(const RegistrationChange& change);
    [[nodiscard]] RegistrationRow row_of(StoredRegistration stored, const api::RegistrationForm* form);
    [[nodiscard]] RegistrationRow row_of(StoredRegistration stored);
    boost::asio::awaitable<void> ask_register(api::RegistrationId id);
    boost::asio::awaitable<void> keep_register_answer(api::RegistrationId id, RegisterAnswer answer);
    boost::asio::awaitable<void> ask_register_again();
    boost::asio::awaitable<Reviewed> decide(api::RegistrationId id, uint64_t seen,
                                            RegistrationCommand command, std::string by);
};

}  // namespace lobby::office
