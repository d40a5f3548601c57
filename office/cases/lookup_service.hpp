// Answers a kiosk's question for cases: who asks, by what evidence, what he may see; every answer and every
// refusal is in the ledger, on disk, before it is given.
//
// Not found, not entitled, excluded, wrong code and expired card are one and the same answer: the same value,
// after the same work, given at the same time after the question (`refusal_floor`).
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/log.hpp"
#include "office/api/messages.hpp"
#include "office/cases/calendar.hpp"
#include "office/cases/disclosure.hpp"
#include "office/cases/throttle.hpp"
#include "office/config/config.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/store_key.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

// Asked by a clerk for somebody whose identity document lies before him.
struct CounterQuestion {
    std::string account;
    std::string window;  // empty: he has opened none
    IdentityNumber number;
    SecretString name;  // as on the document
};

class LookupService {
public:
    // Opens (and where needed makes) the databases; throws when it cannot. `clock`, `log` and `writer` (of
    // office.db) outlive the service.
    LookupService(const OfficeConfig& config, const StoreKey& key, WorkingDays calendar,
                  DatabaseWriter& writer, const Clock& clock, Log& log);
    LookupService(const LookupService&) = delete;
    LookupService& operator=(const LookupService&) = delete;
    ~LookupService();  // waits for reads and writes under way

    // From any executor; never throws.
    boost::asio::awaitable<api::LookupReply> answer(std::string kiosk_id, api::LookupRequest request);
    // The same table and the same ledger for an inquiry at the window; the entry names window and account.
    boost::asio::awaitable<api::LookupReply> answer_at_window(CounterQuestion question);

private:
    struct Reader;
    struct Found;
    struct Question;
    class Lease;

    // Reads, keeps the account of it, and waits where it is a refusal.
    boost::asio::awaitable<api::LookupReply> settle(Question question);
    Found read(const Question& question);

    const OfficeConfig config_;
    const StoreKey key_;
    const WorkingDays calendar_;
    DatabaseWriter& writer_;
    const Clock& clock_;
    Log& log_;
    std::optional<LedgerAppender> ledger_;  // the writer's, made at its first entry
    ThrottleRules by_identity_;
    ThrottleRules by_kiosk_;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Reader>> readers_;
    boost::asio::thread_pool pool_;
};

}  // namespace lobby::office
