#include "office/ledger/ledger.hpp"

#include <algorithm>
#include <cstring>

#include <boost/json/serialize.hpp>
#include <sodium.h>

namespace lobby::office {

namespace {

void add_number(crypto_generichash_state& state, uint64_t number) {
    std::array<uint8_t, 8> bytes{};
    for (size_t i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(number >> (8 * i));
    crypto_generichash_update(&state, bytes.data(), bytes.size());
}

void add_text(crypto_generichash_state& state, std::string_view text) {
    add_number(state, text.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

Digest32 head_mac(const StoreKey& key, int64_t seq, const Digest32& hash) {
    std::array<uint8_t, 40> message{};
    for (size_t i = 0; i < 8; ++i) message[i] = static_cast<uint8_t>(static_cast<uint64_t>(seq) >> (8 * i));
    std::ranges::copy(hash, message.begin() + 8);
    return key.mac("ledger head", message);
}

bool read_digest(const store::Column& column, Digest32& out) {
    if (!column.is_bytes() || column.size() != out.size()) return false;
    std::memcpy(out.data(), column.bytes().data(), out.size());
    return true;
}

struct Head {
    int64_t seq = 0;
    Digest32 hash{};
    Digest32 mac{};
};

constexpr const char* head_sql = "SELECT seq, hash, mac FROM ledger_head WHERE id = 1";

std::optional<Head> read_head(store::Statement& query) {
    query.reset();
    if (!query.step()) return std::nullopt;
    Head head;
    head.seq = query.column(0).int64();
    if (!read_digest(query.column(1), head.hash) || !read_digest(query.column(2), head.mac)) head.seq = -1;
    query.reset();
    return head;
}

// Each of these rows was written together with an entry: where one is, an empty ledger was emptied.
bool has_deeds(store::Database& db) {
    return db.number(
               "SELECT EXISTS (SELECT 1 FROM entitlements) OR EXISTS (SELECT 1 FROM query_codes) OR "
               "EXISTS (SELECT 1 FROM kiosks) OR EXISTS (SELECT 1 FROM enrolment_codes) OR EXISTS (SELECT "
               "1 "
               "FROM accounts)") != 0;
}

void bind_digest(store::Statement& statement, int at, const Digest32& digest) {
    statement.bind(at, digest);
}

}  // namespace

std::string_view word_of(LedgerKind kind) {
    switch (kind) {
        case LedgerKind::disclosure:
            return "disclosure";
        case LedgerKind::refusal:
            return "refusal";
        case LedgerKind::entitlement_granted:
            return "entitlement_granted";
        case LedgerKind::entitlement_withdrawn:
            return "entitlement_withdrawn";
        case LedgerKind::code_issued:
            return "code_issued";
        case LedgerKind::import_started:
            return "import_started";
        case LedgerKind::import_finished:
            return "import_finished";
        case LedgerKind::ledger_exported:
            return "ledger_exported";
        case LedgerKind::enrolment_code_issued:
            return "enrolment_code_issued";
        case LedgerKind::kiosk_enrolled:
            return "kiosk_enrolled";
        case LedgerKind::kiosk_revoked:
            return "kiosk_revoked";
        case LedgerKind::series_assigned:
            return "series_assigned";
        case LedgerKind::ticket_taken:
            return "ticket_taken";
        case LedgerKind::ticket_given_back:
            return "ticket_given_back";
        case LedgerKind::ticket_print:
            return "ticket_print";
        case LedgerKind::ticket_rated:
            return "ticket_rated";
        case LedgerKind::ticket_called:
            return "ticket_called";
        case LedgerKind::ticket_recalled:
            return "ticket_recalled";
        case LedgerKind::ticket_started:
            return "ticket_started";
        case LedgerKind::ticket_finished:
            return "ticket_finished";
        case LedgerKind::ticket_held:
            return "ticket_held";
        case LedgerKind::ticket_resumed:
            return "ticket_resumed";
        case LedgerKind::ticket_missed:
            return "ticket_missed";
        case LedgerKind::ticket_transferred:
            return "ticket_transferred";
        case LedgerKind::ticket_expired:
            return "ticket_expired";
        case LedgerKind::window_opened:
            return "window_opened";
        case LedgerKind::window_closed:
            return "window_closed";
        case LedgerKind::service_paused:
            return "service_paused";
        case LedgerKind::service_resumed:
            return "service_resumed";
        case LedgerKind::queue_day_started:
            return "queue_day_started";
        case LedgerKind::journal_replaced:
            return "journal_replaced";
        case LedgerKind::journal_entry_refused:
            return "journal_entry_refused";
        case LedgerKind::journal_entry_lost:
            return "journal_entry_lost";
        case LedgerKind::help_called:
            return "help_called";
        case LedgerKind::help_taken:
            return "help_taken";
        case LedgerKind::offline_lookup:
            return "offline_lookup";
        case LedgerKind::appointment_made:
            return "appointment_made";
        case LedgerKind::appointment_cancelled:
            return "appointment_cancelled";
        case LedgerKind::review_booked:
            return "review_booked";
        case LedgerKind::review_cancelled:
            return "review_cancelled";
        case LedgerKind::case_file_marked:
            return "case_file_marked";
        case LedgerKind::registration_submitted:
            return "registration_submitted";
        case LedgerKind::registration_taken:
            return "registration_taken";
        case LedgerKind::registration_released:
            return "registration_released";
        case LedgerKind::registration_confirmed_once:
            return "registration_confirmed_once";
        case LedgerKind::registration_confirmed:
            return "registration_confirmed";
        case LedgerKind::registration_returned:
            return "registration_returned";
        case LedgerKind::registration_withdrawn:
            return "registration_withdrawn";
        case LedgerKind::registration_merged:
            return "registration_merged";
        case LedgerKind::registration_expired:
            return "registration_expired";
        case LedgerKind::registration_erased:
            return "registration_erased";
        case LedgerKind::registration_viewed:
            return "registration_viewed";
        case LedgerKind::registration_page_viewed:
            return "registration_page_viewed";
        case LedgerKind::registration_checked:
            return "registration_checked";
        case LedgerKind::registration_register_asked:
            return "registration_register_asked";
        case LedgerKind::registrations_told:
            return "registrations_told";
        case LedgerKind::notice_sent:
            return "notice_sent";
        case LedgerKind::notice_failed:
            return "notice_failed";
        case LedgerKind::account_added:
            return "account_added";
        case LedgerKind::account_disabled:
            return "account_disabled";
        case LedgerKind::account_enabled:
            return "account_enabled";
        case LedgerKind::account_password_reset:
            return "account_password_reset";
        case LedgerKind::account_password_changed:
            return "account_password_changed";
        case LedgerKind::staff_signed_in:
            return "staff_signed_in";
        case LedgerKind::staff_sign_in_refused:
            return "staff_sign_in_refused";
        case LedgerKind::staff_signed_out:
            return "staff_signed_out";
    }
    return "unknown";
}

Digest32 ledger_hash(int64_t seq, int64_t at, std::string_view kind, std::string_view body,
                     const Digest32& previous) {
    Digest32 out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, out.size());
    add_number(state, static_cast<uint64_t>(seq));
    add_number(state, static_cast<uint64_t>(at));
    add_text(state, kind);
    add_text(state, body);
    crypto_generichash_update(&state, previous.data(), previous.size());
    crypto_generichash_final(&state, out.data(), out.size());
    return out;
}

LedgerAppender::LedgerAppender(store::Database& db)
    : head_(db, head_sql),
      insert_(db, "INSERT INTO ledger (seq, at, kind, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)"),
      move_head_(db,
                 "INSERT INTO ledger_head (id, seq, hash, mac) VALUES (1, ?1, ?2, ?3) "
                 "ON CONFLICT (id) DO UPDATE SET seq = ?1, hash = ?2, mac = ?3") {}

int64_t LedgerAppender::append(const StoreKey& key, WallTime at, const LedgerEntry& entry) {
    const auto head = read_head(head_).value_or(Head{});
    const int64_t seq = head.seq + 1;
    const int64_t at_ms = at.time_since_epoch().count();
    const std::string kind(word_of(entry.kind));
    const std::string body = boost::json::serialize(entry.body);
    const Digest32 hash = ledger_hash(seq, at_ms, kind, body, head.hash);

    // A statement that failed before (a full disk) would say so again when it is reset.
    insert_.reset();
    insert_.bind(1, seq);
    insert_.bind(2, at_ms);
    insert_.bind(3, kind);
    insert_.bind(4, body);
    bind_digest(insert_, 5, head.hash);
    bind_digest(insert_, 6, hash);
    insert_.exec();

    move_head_.reset();
    move_head_.bind(1, seq);
    bind_digest(move_head_, 2, hash);
    bind_digest(move_head_, 3, head_mac(key, seq, hash));
    move_head_.exec();
    insert_.reset();
    move_head_.reset();
    return seq;
}

int64_t append_to_ledger(store::Database& db, const StoreKey& key, WallTime at, const LedgerEntry& entry) {
    return LedgerAppender(db).append(key, at, entry);
}

Result<int64_t, LedgerBreak> verify_ledger(store::Database& db, const StoreKey& key,
                                           const std::function<void(int64_t)>& progress) {
    using What = LedgerBreak::What;
    const store::OneView snapshot(db);  // entries that are appended meanwhile do not disturb
    int64_t expected = 1;
    Digest32 previous{};
    store::Statement query(db, "SELECT seq, at, kind, body, prev_hash, hash FROM ledger ORDER BY seq");
    while (query.step()) {
        const int64_t seq = query.column(0).int64();
        if (seq != expected) return fail(LedgerBreak{expected, What::missing});
        Digest32 stored_previous{};
        Digest32 stored{};
        const std::string kind = query.column(2).text();
        const std::string body = query.column(3).text();
        if (!read_digest(query.column(4), stored_previous) || !read_digest(query.column(5), stored) ||
            stored_previous != previous ||
            stored != ledger_hash(seq, query.column(1).int64(), kind, body, previous))
            return fail(LedgerBreak{seq, What::altered});
        previous = stored;
        if (progress && seq % 100'000 == 0) progress(seq);
        ++expected;
    }
    const int64_t last = expected - 1;
    store::Statement head_query(db, head_sql);
    const auto head = read_head(head_query);
    if (!head) {
        if (last == 0 && !has_deeds(db)) return 0;
        return fail(LedgerBreak{last, What::head});
    }
    if (head->mac != head_mac(key, head->seq, head->hash)) return fail(LedgerBreak{head->seq, What::head});
    if (head->seq > last) return fail(LedgerBreak{last + 1, What::missing});
    if (head->seq < last || head->hash != previous) return fail(LedgerBreak{last, What::head});
    return last;
}

Result<std::optional<LedgerEnd>, LedgerBreak> ledger_end(store::Database& db, const StoreKey& key) {
    store::Statement query(db, head_sql);
    const auto head = read_head(query);
    if (!head) return std::nullopt;
    if (head->mac != head_mac(key, head->seq, head->hash))
        return fail(LedgerBreak{head->seq, LedgerBreak::What::head});
    return LedgerEnd{head->seq, head->hash};
}

std::optional<Digest32> ledger_hash_of(store::Database& db, int64_t seq) {
    store::Statement query(db, "SELECT hash FROM ledger WHERE seq = ?");
    query.bind(1, seq);
    Digest32 hash{};
    if (!query.step() || !read_digest(query.column(0), hash)) return std::nullopt;
    return hash;
}

std::string hex(std::span<const uint8_t> bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

bool from_hex(std::string_view text, std::span<uint8_t> out) {
    size_t read = 0;
    return text.size() == out.size() * 2 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &read, nullptr) == 0 &&
           read == out.size();
}

}  // namespace lobby::office
