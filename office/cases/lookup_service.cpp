#include "office/cases/lookup_service.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include "office/api/codec.hpp"
#include "office/cases/entitlements.hpp"
#include "office/cases/stored_case.hpp"
#include "office/cases/told_cases.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr size_t reader_threads = 2;

// A kiosk serves many people: more is free there, and it is forgotten sooner.
ThrottleRules kiosk_rules(const ThrottleRules& by_identity) {
    ThrottleRules rules = by_identity;
    rules.free_failures = by_identity.free_failures * 4;
    rules.longest_delay = std::chrono::seconds(600);
    rules.forget_after = std::chrono::seconds(1800);
    return rules;
}

// When a refusal that was ready at `now` leaves: at the floor, or, where the work took longer, at the next
// whole multiple of it, so that the length of the work does not show even then.
SteadyTime refusal_time(SteadyTime started, SteadyTime now, std::chrono::milliseconds floor) {
    if (floor.count() <= 0) return now;
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(now - started);
    const auto floors = std::max<int64_t>(1, (took.count() + floor.count() - 1) / floor.count());
    return started + floors * floor;
}

std::string_view word_of_reply(const api::LookupReply& reply) {
    if (std::holds_alternative<api::CasesDisclosed>(reply)) return "disclosed";
    if (std::holds_alternative<api::LookupLocked>(reply)) return "locked";
    if (std::holds_alternative<api::LookupUnavailable>(reply)) return "unavailable";
    return "nothing";
}

}  // namespace

struct LookupService::Reader {
    explicit Reader(const std::filesystem::path& data_dir)
        : cases(data_dir), office_db(open_office_db(data_dir, Access::read)), entitlements(office_db) {}
    CaseReader cases;
    store::Database office_db;
    EntitlementReader entitlements;
};

// Borrows a reader; there are as many as threads, so one is always free.
class LookupService::Lease {
public:
    explicit Lease(LookupService& owner) : owner_(owner) {
        const std::scoped_lock lock(owner_.readers_mutex_);
        if (!owner_.readers_.empty()) {
            reader_ = std::move(owner_.readers_.back());
            owner_.readers_.pop_back();
        }
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
        if (!reader_) return;
        const std::scoped_lock lock(owner_.readers_mutex_);
        owner_.readers_.push_back(std::move(reader_));
    }
    // A reader that failed is not used again.
    void drop() { reader_.reset(); }
    Reader& get() {
        if (!reader_) reader_ = std::make_unique<Reader>(owner_.config_.data_dir);
        return *reader_;
    }

private:
    LookupService& owner_;
    std::unique_ptr<Reader> reader_;
};

struct LookupService::Question {
    IdentityIndex person;
    api::EvidenceKind evidence{};
    SecretString card_name;
    Date today;
    std::optional<Refusal> refused_before;  // by evidence alone: wrong code, expired card
    std::optional<std::chrono::seconds> locked;
    std::string asker;  // kiosk, or the word for the window, for the log
    boost::json::object entry;
    SteadyTime started{};
    WallTime at{};
};

struct LookupService::Found {
    std::vector<api::DisclosedCase> cases;
    Refusal why_nothing = Refusal::unknown_person;
    bool failed = false;
};

LookupService::LookupService(const OfficeConfig& config, const StoreKey& key, WorkingDays calendar,
                             DatabaseWriter& writer, const Clock& clock, Log& log)
    : config_(config),
      key_(key),
      calendar_(std::move(calendar)),
      writer_(writer),
      clock_(clock),
      log_(log),
      pool_(reader_threads) {
    by_identity_.free_failures = config.free_wrong_codes;
    by_kiosk_ = kiosk_rules(by_identity_);
    open_cases_db(config.data_dir, Access::write);
    open_office_db(config.data_dir, Access::write);
    for (size_t i = 0; i < reader_threads; ++i) readers_.push_back(std::make_unique<Reader>(config.data_dir));
}

LookupService::~LookupService() {
    pool_.join();
    writer_.drain();
}

LookupService::Found LookupService::read(const Question& q) {
    Found found;
    Lease lease(*this);
    try {
        auto& reader = lease.get();
        const auto snapshot = reader.cases.snapshot();
        auto entitlements = reader.entitlements.of(q.person);
        std::ranges::move(reader.cases.imported_entitlements(q.person), std::back_inserter(entitlements));
        auto told = told_cases(reader.cases, entitlements, q.card_name.view(), q.today, calendar_);
        found.why_nothing = told.why_nothing;
        for (auto& c : told.cases) found.cases.push_back(std::move(c.told));
    } catch (const std::exception&) {
        lease.drop();
        found.failed = true;
        return found;
    }
    if (q.refused_before) {
        found.cases.clear();
        found.why_nothing = *q.refused_before;
    }
    return found;
}

asio::awaitable<api::LookupReply> LookupService::answer(std::string kiosk_id, api::LookupRequest request) {
    Question q;
    q.started = clock_.steady();
    q.at = clock_.wall();
    q.today = office_date(q.at);
    q.asker = kiosk_id;
    q.entry = {{"kiosk", kiosk_id}};

    if (const auto* card = std::get_if<api::CardEvidence>(&request.evidence)) {
        q.person = key_.identity_index(card->number);
        q.evidence = api::EvidenceKind::card;
        q.card_name = card->name;
        const bool in_force = card->valid_from <= q.today && (!card->valid_to || *card->valid_to >= q.today);
        if (!in_force) q.refused_before = Refusal::card_expired;
    } else {
        const auto& code = std::get<api::CodeEvidence>(request.evidence);
        q.person = key_.identity_index(code.number);
        q.evidence = api::EvidenceKind::query_code;
        // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
        std::function<CodeVerdict(store::Database&)> check = [&](store::Database& db) {
            return check_code(db, key_, q.at, q.person, code.code.view(), kiosk_id, by_identity_, by_kiosk_);
        };
        const auto verdict = co_await writer_.write<CodeVerdict>(check);
        if (!verdict) co_return api::LookupUnavailable{};
        if (verdict->check == CodeCheck::locked) {
            q.locked = verdict->retry_after;
            q.refused_before = Refusal::locked;
        }
        if (verdict->check == CodeCheck::wrong) q.refused_before = Refusal::wrong_code;
    }
    q.entry["person"] = hex(q.person.bytes);
    q.entry["evidence"] = api::word_of(q.evidence);
    co_return co_await settle(std::move(q));
}

asio::awaitable<api::LookupReply> LookupService::answer_at_window(CounterQuestion question) {
    Question q;
    q.started = clock_.steady();
    q.at = clock_.wall();
    q.today = office_date(q.at);
    q.asker = "window";
    q.person = key_.identity_index(question.number);
    q.evidence = api::EvidenceKind::card;
    q.card_name = std::move(question.name);
    q.entry = {{"window", question.window},
               {"by", question.account},
               {"person", hex(q.person.bytes)},
               {"evidence", "seen_by_staff"}};
    co_return co_await settle(std::move(q));
}

asio::awaitable<api::LookupReply> LookupService::settle(Question q) {
    api::LookupReply reply = api::LookupUnavailable{};
    LedgerKind kind = LedgerKind::refusal;
    if (q.locked) {
        reply = api::LookupLocked{*q.locked};
        log_.write(Event::lookup_locked, {{Field::kiosk, q.asker}, {Field::seconds, q.locked->count()}});
        q.entry["reason"] = word_of(Refusal::locked);
    } else {
        auto reading = [this, &q]() -> asio::awaitable<Found> { co_return read(q); };
        const auto found = co_await asio::co_spawn(pool_, reading, asio::use_awaitable);
        if (found.failed) co_return api::LookupUnavailable{};
        if (found.cases.empty()) {
            reply = api::NothingToShow{};
            q.entry["reason"] = word_of(found.why_nothing);
        } else {
            kind = LedgerKind::disclosure;
            api::CasesDisclosed disclosed{found.cases, q.at};
            api::keep_within_limits(disclosed);
            boost::json::array told;
            for (const auto& c : disclosed.cases)
                told.push_back({{"case", c.acceptance_number}, {"role", api::word_of(c.asked_as)}});
            q.entry["told"] = std::move(told);
            reply = std::move(disclosed);
        }
    }

    std::function<int64_t(store::Database&)> account = [&](store::Database& db) {
        if (!ledger_) ledger_.emplace(db);
        return ledger_->append(key_, q.at, {kind, q.entry});
    };
    const auto written = co_await writer_.write<int64_t>(account);
    if (!written) reply = api::LookupUnavailable{};
    log_.write(Event::lookup_answered, {{Field::kiosk, q.asker}, {Field::kind, word_of_reply(reply)}});

    if (!std::holds_alternative<api::CasesDisclosed>(reply)) {
        asio::steady_timer floor(co_await asio::this_coro::executor,
                                 refusal_time(q.started, clock_.steady(), config_.refusal_floor));
        co_await floor.async_wait(asio::use_awaitable);
    }
    co_return reply;
}

}  // namespace lobby::office
