#include "office/fleet/journal_desk.hpp"

#include <algorithm>
#include <cstring>

#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using queue::QueueError;
using queue::QueueService;

namespace {

struct KindOf {
    std::string_view operator()(const api::TicketTaken&) const { return "ticket_taken"; }
    std::string_view operator()(const api::TicketPrint&) const { return "ticket_print"; }
    std::string_view operator()(const api::TicketGivenBack&) const { return "ticket_given_back"; }
    std::string_view operator()(const api::TicketRated&) const { return "ticket_rated"; }
    std::string_view operator()(const api::HelpCalled&) const { return "help_called"; }
    std::string_view operator()(const api::RegistrationSubmitted&) const { return "registration_submitted"; }
    std::string_view operator()(const api::RegistrationWithdrawn&) const { return "registration_withdrawn"; }
    std::string_view operator()(const api::OfflineLookup&) const { return "offline_lookup"; }
    std::string_view operator()(const api::EntryLost&) const { return "lost"; }
};

// What the queue is asked for an entry; nothing when it is not the queue's.
struct CommandOf {
    const std::string& kiosk;
    WallTime at;
    using Command = std::optional<queue::Command>;
    Command operator()(const api::TicketTaken& e) const {
        return queue::Take{e.service, at, e.count, e.precedence, e.appointment, e.token, e.day};
    }
    Command operator()(const api::TicketPrint& e) const {
        return queue::ReportPrint{queue::KioskEntry{kiosk, e.taken_entry}, e.state};
    }
    Command operator()(const api::TicketGivenBack& e) const {
        return queue::GiveBack{queue::KioskEntry{kiosk, e.taken_entry}};
    }
    Command operator()(const api::TicketRated& e) const {
        return queue::Rate{queue::NumberOn{e.number, e.day}, e.score, e.reasons};
    }
    Command operator()(const api::HelpCalled&) const { return std::nullopt; }
    Command operator()(const api::RegistrationSubmitted&) const { return std::nullopt; }
    Command operator()(const api::RegistrationWithdrawn&) const { return std::nullopt; }
    Command operator()(const api::OfflineLookup&) const { return std::nullopt; }
    Command operator()(const api::EntryLost&) const { return std::nullopt; }
};

// The person by the index of his record: the kiosk knows him by no other.
boost::json::object offline_body(const std::string& kiosk, const api::JournalEntry& entry,
                                 const api::OfflineLookup& lookup) {
    boost::json::array cases;
    for (const auto& number : lookup.cases) cases.emplace_back(number);
    boost::json::object body{{"kiosk", kiosk},
                             {"entry", entry.number},
                             {"record", hex(lookup.person)},
                             {"outcome", api::word_of(lookup.outcome)},
                             {"at", iso_time(entry.at)},
                             {"cases", std::move(cases)}};
    if (lookup.as_of) body["as_of"] = iso_time(*lookup.as_of);
    return body;
}

bool is_registration(const api::JournalEntry& entry) {
    return std::holds_alternative<api::RegistrationSubmitted>(entry.body) ||
           std::holds_alternative<api::RegistrationWithdrawn>(entry.body);
}

bool same_id(const store::Column& stored, const api::JournalId& id) {
    return stored.size() == id.size() && std::memcmp(stored.bytes().data(), id.data(), id.size()) == 0;
}

}  // namespace

struct JournalDesk::Batch {
    std::string kiosk;
    api::JournalId journal{};
    std::vector<api::JournalEntry> entries;      // that are new
    std::vector<QueueService::Decided> decided;  // one for each; null: not the queue's
    QueueService::Decided series;                // null: the kiosk had one
    std::vector<std::string> claimed;            // appointments that its tickets bring
};

struct JournalDesk::Applied {
    uint64_t through = 0;
    bool all = true;
    bool replaced = false;
    size_t refused = 0;
    size_t lost = 0;
    std::vector<HelpCall> help;
    std::vector<std::function<void()>> announcements;  // of registrations
};

JournalDesk::JournalDesk(store::Database& db, QueueService& queue, HelpDesk& help,
                         AppointmentDesk& appointments, DatabaseWriter& writer, const StoreKey& key,
                         const Clock& clock, Log& log)
    : queue_(queue),
      help_(help),
      appointments_(appointments),
      writer_(writer),
      key_(key),
      clock_(clock),
      log_(log) {
    store::Statement query(db, "SELECT kiosk_id, journal_id, through FROM kiosk_journal");
    while (query.step()) {
        auto& kiosk = kiosks_[query.column(0).text()];
        api::JournalId id{};
        const auto stored = query.column(1);
        std::memcpy(id.data(), stored.bytes().data(), std::min(id.size(), stored.size()));
        kiosk.journal = id;
        kiosk.through = static_cast<uint64_t>(query.column(2).int64());
    }
}

JournalDesk::~JournalDesk() {
    writer_.drain();
}

QueueService::Decided JournalDesk::series_for(const std::string& kiosk) {
    const bool has =
        queue_.read([&](const auto& state, const auto&) { return state.series_of(kiosk).has_value(); });
    if (has) return nullptr;
    return queue_.submit({"serve", {}, {}, queue::AssignSeries{kiosk}});
}

JournalStanding JournalDesk::greet(const std::string& kiosk, const std::optional<api::JournalId>& journal) {
    static_cast<void>(series_for(kiosk));
    const auto& known = kiosks_[kiosk];
    return {journal && known.journal == journal, known.through};
}

asio::awaitable<std::optional<uint64_t>> JournalDesk::apply(std::string kiosk, api::JournalId journal,
                                                            api::JournalEntries entries) {
    auto& known = kiosks_[kiosk];
    if (known.busy || entries.entries.empty()) co_return std::nullopt;
    if (entries.entries.front().number > known.through + 1) {
        log_.write(Event::journal_gap, {{Field::kiosk, kiosk}});
        co_return known.through;
    }
    std::erase_if(entries.entries, [&](const auto& e) { return e.number <= known.through; });
    if (entries.entries.empty()) co_return known.through;

    known.busy = true;
    auto batch = std::make_shared<Batch>();
    batch->kiosk = kiosk;
    batch->journal = journal;
    batch->entries = std::move(entries.entries);
    batch->series = series_for(kiosk);
    for (auto& entry : batch->entries) {
        if (auto* taken = std::get_if<api::TicketTaken>(&entry.body)) hold_to_booking(*taken, *batch);
        auto command = std::visit(CommandOf{kiosk, entry.at}, entry.body);
        if (command)
            batch->decided.push_back(
                queue_.submit({kiosk, queue::KioskEntry{kiosk, entry.number}, {}, std::move(*command)}));
        else
            batch->decided.emplace_back();
    }
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<Applied(store::Database&)> work = [this, batch](store::Database& db) {
        return settle(db, *batch);
    };
    auto applied = co_await writer_.write<Applied>(work);
    auto& then = kiosks_[kiosk];
    then.busy = false;
    for (const auto& id : batch->claimed) appointments_.release(id);
    if (!applied) co_return std::nullopt;
    then.journal = journal;
    then.through = applied->through;
    if (applied->replaced) log_.write(Event::journal_replaced, {{Field::kiosk, kiosk}});
    if (applied->refused > 0)
        log_.write(Event::journal_entry_refused,
                   {{Field::kiosk, kiosk}, {Field::count, static_cast<int64_t>(applied->refused)}});
    if (applied->lost > 0)
        log_.write(Event::journal_entry_lost,
                   {{Field::kiosk, kiosk}, {Field::count, static_cast<int64_t>(applied->lost)}});
    for (size_t i = 0; i < applied->help.size(); ++i) log_.write(Event::help_called, {{Field::kiosk, kiosk}});
    help_.announce(std::move(applied->help));
    for (const auto& announce : applied->announcements) announce();
    co_return applied->through;
}

void JournalDesk::hold_to_booking(api::TicketTaken& taken, Batch& batch) {
    if (!taken.appointment) return;
    taken.appointment = appointments_.claim(taken.appointment->id, taken.service);
    if (taken.appointment)
        batch.claimed.push_back(taken.appointment->id);
    else if (taken.precedence == api::Precedence::lawyer_with_appointment)
        taken.precedence = api::Precedence::ordinary;
}

// On the writer's thread, after all decisions of the batch, in their transaction or a later one.
JournalDesk::Applied JournalDesk::settle(store::Database& db, const Batch& batch) const {
    const auto now = clock_.wall();
    Applied out;
    store::Statement row(db, "SELECT journal_id, through FROM kiosk_journal WHERE kiosk_id = ?");
    row.bind(1, batch.kiosk);
    if (row.step()) {
        out.replaced = !same_id(row.column(0), batch.journal);
        out.through = static_cast<uint64_t>(row.column(1).int64());
    }
    row.reset();
    const auto in_ledger = [&](LedgerKind kind, boost::json::object body) {
        append_to_ledger(db, key_, now, {kind, std::move(body)});
    };
    const auto refuse = [&](const api::JournalEntry& entry, std::string_view why) {
        ++out.refused;
        in_ledger(LedgerKind::journal_entry_refused, {{"kiosk", batch.kiosk},
                                                      {"entry", entry.number},
                                                      {"kind", std::visit(KindOf{}, entry.body)},
                                                      {"reason", why}});
    };
    if (out.replaced)
        in_ledger(LedgerKind::journal_replaced, {{"kiosk", batch.kiosk}, {"through", out.through}});
    const bool no_more_series =
        batch.series && !*batch.series && batch.series->error() == QueueError::series_exhausted;
    for (size_t i = 0; i < batch.entries.size() && out.all; ++i) {
        const auto& entry = batch.entries[i];
        if (const auto* help = std::get_if<api::HelpCalled>(&entry.body)) {
            HelpCall call{0, batch.kiosk, entry.number, std::min(entry.at, now), help->screen, help->ticket};
            if (auto recorded = help_.record(db, std::move(call))) out.help.push_back(std::move(*recorded));
        } else if (const auto* lookup = std::get_if<api::OfflineLookup>(&entry.body)) {
            in_ledger(LedgerKind::offline_lookup, offline_body(batch.kiosk, entry, *lookup));
        } else if (std::holds_alternative<api::EntryLost>(entry.body)) {
            ++out.lost;
            in_ledger(LedgerKind::journal_entry_lost, {{"kiosk", batch.kiosk}, {"entry", entry.number}});
        } else if (is_registration(entry)) {
            auto recorded = intake_ ? intake_->record(db, batch.kiosk, entry)
                                    : RegistrationIntake::Recorded{"no_registrations", {}};
            if (!recorded.refused.empty()) refuse(entry, recorded.refused);
            if (recorded.announce) out.announcements.push_back(std::move(recorded.announce));
        } else if (const auto& decision = *batch.decided[i]; !decision) {
            const auto why = decision.error();
            out.all = why != QueueError::unavailable && (why != QueueError::no_series || no_more_series);
            if (!out.all) break;
            refuse(entry, queue::word_of(why));
        } else if (const auto& ticket = decision->ticket;
                   ticket && ticket->appointment && std::holds_alternative<api::TicketTaken>(entry.body)) {
            use_appointment(db, ticket->appointment->id, static_cast<uint64_t>(ticket->id));
        }
        out.through = entry.number;
    }
    store::Statement put(db,
                         "INSERT INTO kiosk_journal (kiosk_id, journal_id, through) VALUES (?1, ?2, ?3) "
                         "ON CONFLICT (kiosk_id) DO UPDATE SET journal_id = ?2, through = ?3");
    put.bind(1, batch.kiosk);
    put.bind(2, batch.journal);
    put.bind(3, static_cast<int64_t>(out.through));
    put.exec();
    return out;
}

}  // namespace lobby::office
