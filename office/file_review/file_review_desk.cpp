#include "office/file_review/file_review_desk.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

namespace lobby::office {

namespace asio = boost::asio;
using api::BookState;
using file_review::Slot;

std::string_view word_of(FileReviewDesk::Error error) {
    switch (error) {
        case FileReviewDesk::Error::unknown:
            return "not_found";
        case FileReviewDesk::Error::over:
            return "over";
        case FileReviewDesk::Error::unavailable:
            return "unavailable";
    }
    return "unknown";
}

FileReviewDesk::FileReviewDesk(store::Database& db, file_review::Rules rules, const StoreKey& key,
                               WorkingDays calendar, AppointmentDesk& appointments, DatabaseWriter& writer,
                               const Clock& clock)
    : db_(db),
      rules_(std::move(rules)),
      key_(key),
      calendar_(std::move(calendar)),
      appointments_(appointments),
      writer_(writer),
      clock_(clock) {}

FileReviewDesk::~FileReviewDesk() {
    writer_.drain();
}

// ---- kiosks

asio::awaitable<api::SlotsAnswer> FileReviewDesk::slots(std::string, api::SlotsQuestion question) {
    co_return offer(question);
}

api::SlotsAnswer FileReviewDesk::offer(const api::SlotsQuestion& question) try {
    const auto now = clock_.wall();
    const auto person = key_.identity_index(question.card);
    api::SlotsAnswer answer;
    answer.state = api::SlotsState::not_confirmed;
    const auto of = confirmed(db_, question.registration, person, today());
    if (!of) return answer;
    answer.file_ready = file_review::file_of(db_, of->client.acceptance_number).ready;
    answer.arrange_by = calendar_.working_days_after(file_review::day_of(of->confirmed_at, rules_),
                                                     file_review::arrange_within);
    answer.working_days_left = calendar_.working_days_left(today(), *answer.arrange_by);
    // His own time for this case is no hindrance: booking another moves it.
    std::string own;
    for (const auto& ahead : file_review::bookings_ahead(db_, person, now))
        if (ahead.acceptance_number == of->client.acceptance_number) own = ahead.id;
    auto free = file_review::free_of(
        db_, file_review::slots_ahead(now, answer.file_ready, of->valid_until, rules_, calendar_), person,
        own);
    // The lawyer chooses a time; of several rooms that are free then, the first.
    free.erase(
        std::unique(free.begin(), free.end(), [](const Slot& a, const Slot& b) { return a.from == b.from; }),
        free.end());
    if (free.size() > api::max_review_slots) free.resize(api::max_review_slots);
    for (const auto& slot : free) {
        const auto* room = rules_.room(slot.room);
        answer.slots.push_back({slot.from, slot.until, room->name_zh, room->name_en, slot.room});
    }
    answer.state = answer.slots.empty() ? api::SlotsState::none_free : api::SlotsState::offered;
    return answer;
} catch (const store::Error&) {
    return api::unavailable(question);
}

asio::awaitable<api::BookAnswer> FileReviewDesk::book(std::string kiosk, api::BookQuestion question) {
    // A ticket that is being taken in has it.
    if (!question.instead_of.empty() && appointments_.is_claimed(question.instead_of))
        co_return api::BookAnswer{BookState::not_yours, std::nullopt};
    const auto person = key_.identity_index(question.card);
    auto asked = std::make_shared<const api::BookQuestion>(std::move(question));
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<api::BookAnswer(store::Database&)> work =
        [this, kiosk, asked, person](store::Database& db) { return carry_out(db, kiosk, *asked, person); };
    auto answer = co_await writer_.write<api::BookAnswer>(work);
    if (!answer) co_return api::unavailable(*asked);
    if (answer->state == BookState::booked || answer->state == BookState::cancelled) changed();
    co_return std::move(*answer);
}

// On the writer's thread.
api::BookAnswer FileReviewDesk::carry_out(store::Database& db, const std::string& kiosk,
                                          const api::BookQuestion& question,
                                          const IdentityIndex& person) const {
    const auto now = clock_.wall();
    std::optional<Booked> before;
    if (!question.instead_of.empty()) {
        before = file_review::find_booking(db, question.instead_of);
        if (!before || before->person != person) return {BookState::not_yours, std::nullopt};
    }
    if (!question.slot) {
        if (!before || before->used) return {BookState::not_yours, std::nullopt};
        if (before->cancelled) return {BookState::cancelled, std::nullopt};
        file_review::cancel_booking(db, key_, now, *before, kiosk);
        tell(db, {Change::Kind::cancelled, *before, {}, kiosk});
        return {BookState::cancelled, std::nullopt};
    }
    const auto of = confirmed(db, question.registration, person, file_review::day_of(now, rules_));
    if (!of) return {BookState::not_confirmed, std::nullopt};
    const Slot wanted{question.slot->room, question.slot->from, question.slot->until};
    // The one ahead for this case is what moves, whichever the kiosk knows of.
    before.reset();
    for (const auto& ahead : file_review::bookings_ahead(db, person, now))
        if (ahead.acceptance_number == of->client.acceptance_number) before = ahead;
    if (before && before->slot.from == wanted.from && before->slot.until == wanted.until)
        return {BookState::booked, told(*before)};

    const bool ready = file_review::file_of(db, of->client.acceptance_number).ready;
    const auto offered = file_review::slots_ahead(now, ready, of->valid_until, rules_, calendar_);
    if (std::ranges::count(offered, wanted) == 0) return {BookState::slot_gone, std::nullopt};
    const std::string instead_of = before ? before->id : "";
    auto rooms = offered;  // at that time: another does as well as the one that was free a moment ago
    std::erase_if(rooms, [&](const Slot& slot) { return slot.from != wanted.from; });
    std::stable_partition(rooms.begin(), rooms.end(), [&](const Slot& slot) { return slot == wanted; });
    const auto free = file_review::free_of(db, std::move(rooms), person, instead_of);
    if (free.empty()) return {BookState::slot_gone, std::nullopt};
    const auto made =
        file_review::book(db, key_, now, {*of, free.front(), rules_.service, instead_of, kiosk});
    tell(db, {before ? Change::Kind::moved : Change::Kind::booked, made, instead_of, kiosk});
    return {BookState::booked, told(made)};
}

std::vector<api::ReviewBooking> FileReviewDesk::ahead_of(const IdentityIndex& lawyer) {
    std::vector<api::ReviewBooking> out;
    for (const auto& booked : file_review::bookings_ahead(db_, lawyer, clock_.wall())) {
        auto booking = told(booked);
        // A newer registration may stand in the place of the one that it was made for.
        if (const auto of = confirmed(db_, booked.registration, lawyer, today()))
            booking.registration = of->id;
        out.push_back(std::move(booking));
    }
    return out;
}

api::ReviewBooking FileReviewDesk::told(const Booked& booked) const {
    api::ReviewBooking out;
    out.id = booked.id;
    out.registration = booked.registration;
    out.from = booked.slot.from;
    out.until = booked.slot.until;
    if (const auto* room = rules_.room(booked.slot.room)) {
        out.room_zh = room->name_zh;
        out.room_en = room->name_en;
    }
    return out;
}

// ---- staff

std::optional<FileReviewDesk::Day> FileReviewDesk::of_day(Date day) try {
    Day out{day, file_review::is_review_day(day, rules_, calendar_), {}};
    for (const auto& room : rules_.rooms) out.rooms.push_back({room, {}});
    for (const auto& slot : file_review::slots_of(day, rules_, calendar_)) {
        const auto room = std::ranges::find(out.rooms, slot.room, [](const auto& r) { return r.room.id; });
        room->slots.push_back({slot.from, slot.until, std::nullopt, false});
    }
    const auto begin = file_review::begin_of(day, rules_);
    for (auto& booked : file_review::bookings_between(db_, begin, begin + std::chrono::days(1))) {
        if (booked.cancelled) continue;
        auto room = std::ranges::find(out.rooms, booked.slot.room, [](const auto& r) { return r.room.id; });
        if (room == out.rooms.end())
            room =
                out.rooms.insert(room, RoomOfDay{{booked.slot.room, booked.slot.room, booked.slot.room}, {}});
        auto slot = std::ranges::find(room->slots, booked.slot.from, &SlotOfDay::from);
        if (slot == room->slots.end() || slot->until != booked.slot.until || slot->booking)
            slot = room->slots.insert(slot, {booked.slot.from, booked.slot.until, std::nullopt, false});
        slot->file_ready = file_review::file_of(db_, booked.acceptance_number).ready;
        slot->booking = std::move(booked);
    }
    for (auto& room : out.rooms) std::ranges::stable_sort(room.slots, {}, &SlotOfDay::from);
    return out;
} catch (const store::Error&) {
    return std::nullopt;
}

std::optional<std::vector<FileReviewDesk::Waiting>> FileReviewDesk::waiting() try {
    std::vector<Waiting> out;
    for (auto& of : all_confirmed(db_, today())) {
        if (file_review::has_booking(db_, of.person, of.client.acceptance_number)) continue;
        const auto by = calendar_.working_days_after(file_review::day_of(of.confirmed_at, rules_),
                                                     file_review::arrange_within);
        const int left = calendar_.working_days_left(today(), by);
        out.push_back({std::move(of), by, left});
    }
    std::ranges::stable_sort(out, {}, &Waiting::arrange_by);
    return out;
} catch (const store::Error&) {
    return std::nullopt;
}

std::optional<std::vector<FileReviewDesk::Booked>> FileReviewDesk::between(Date from, Date to) try {
    return file_review::bookings_between(db_, file_review::begin_of(from, rules_),
                                         file_review::begin_of(to + std::chrono::days(1), rules_));
} catch (const store::Error&) {
    return std::nullopt;
}

asio::awaitable<Result<FileReviewDesk::Booked, FileReviewDesk::Error>> FileReviewDesk::cancel(
    std::string id, std::string by) {
    if (appointments_.is_claimed(id)) co_return fail(Error::over);
    using Cancelled = Result<Booked, Error>;
    std::function<Cancelled(store::Database&)> work = [this, id, by](store::Database& db) -> Cancelled {
        auto booked = file_review::find_booking(db, id);
        if (!booked) return fail(Error::unknown);
        if (!file_review::cancel_booking(db, key_, clock_.wall(), *booked, by)) return fail(Error::over);
        booked->cancelled = true;
        tell(db, {Change::Kind::cancelled, *booked, {}, by});
        return std::move(*booked);
    };
    auto done = co_await writer_.write<Cancelled>(work);
    if (!done) co_return fail(Error::unavailable);
    if (*done) changed();
    co_return std::move(*done);
}

std::optional<file_review::FileMark> FileReviewDesk::file_of(const std::string& acceptance_number) try {
    return file_review::file_of(db_, acceptance_number);
} catch (const store::Error&) {
    return std::nullopt;
}

asio::awaitable<Result<file_review::FileMark, FileReviewDesk::Error>> FileReviewDesk::mark_file(
    std::string acceptance_number, bool ready, std::string by) {
    std::function<file_review::FileMark(store::Database&)> work = [=, this](store::Database& db) {
        return file_review::mark_file(db, key_, clock_.wall(), acceptance_number, ready, by);
    };
    auto mark = co_await writer_.write<file_review::FileMark>(work);
    if (!mark) co_return fail(Error::unavailable);
    changed();
    co_return std::move(*mark);
}

void FileReviewDesk::registration_ended(store::Database& db, const api::RegistrationId& id,
                                        const IdentityIndex& person) {
    const auto now = clock_.wall();
    const auto ended = find_registration(db, id);
    if (!ended || !ended->client) return;
    // Another one of this lawyer for the case keeps its time.
    for (const auto& other : all_confirmed(db, file_review::day_of(now, rules_)))
        if (other.person == person && other.client.acceptance_number == ended->client->acceptance_number)
            return;
    for (const auto& booked : file_review::bookings_ahead(db, person, now)) {
        if (booked.acceptance_number != ended->client->acceptance_number) continue;
        if (file_review::cancel_booking(db, key_, now, booked, ""))
            tell(db, {Change::Kind::cancelled, booked, {}, ""});
    }
}

void FileReviewDesk::appointment_cancelled(store::Database& db, const std::string& id,
                                           const std::string& by) {
    if (const auto booked = file_review::find_booking(db, id))
        tell(db, {Change::Kind::cancelled, *booked, {}, by});
}

// ---- who is told

void FileReviewDesk::tell(store::Database& db, const Change& change) const {
    if (within_) within_(db, change);
}

void FileReviewDesk::changed() {
    if (after_) after_();
    std::erase_if(watchers_, [](const auto& w) { return w.expired(); });
    for (const auto& weak : watchers_)
        if (const auto watcher = weak.lock())
            asio::post(watcher->executor, [weak] {
                if (const auto still = weak.lock()) still->tell();
            });
}

FileReviewDesk::Subscription FileReviewDesk::subscribe(asio::any_io_executor executor, Observer observer) {
    auto watcher = std::make_shared<Watcher>(Watcher{std::move(executor), std::move(observer)});
    watchers_.push_back(watcher);
    return watcher;
}

}  // namespace lobby::office
