#include "office/app/join_desks.hpp"

#include "base/civil_date.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

using api::RegistrationState;

namespace {

// Whether he agreed, and whether notices are sent at all, is the outbox's to know.
void post(const NoticeOutbox& outbox, store::Database& db, const RegistrationChange& change) {
    const auto about = hex(change.id);
    if (change.to == RegistrationState::confirmed)
        static_cast<void>(outbox.post(db, {NoticeKind::registration_confirmed, about, change.phone}));
    else if (change.to == RegistrationState::returned)
        static_cast<void>(outbox.post(db, {NoticeKind::registration_returned, about, change.phone}));
    else if (change.to == RegistrationState::withdrawn || change.to == RegistrationState::expired)
        outbox.withdraw(db, about);
}

void post(const NoticeOutbox& outbox, store::Database& db, const FileReviewDesk::Change& change,
          const SecretString& phone) {
    using Kind = FileReviewDesk::Change::Kind;
    Notice notice{NoticeKind::appointment_booked, change.booking.id, phone, change.booking.slot.from};
    if (change.kind == Kind::moved) {
        notice.kind = NoticeKind::appointment_changed;
        notice.instead_of = change.instead_of;
    } else if (change.kind == Kind::cancelled) {
        notice.kind = NoticeKind::appointment_cancelled;
    }
    static_cast<void>(outbox.post(db, notice));
}

}  // namespace

void join(LawyerDesk& lawyers, FileReviewDesk& review, const NoticeOutbox& outbox, StageWatch& stages) {
    lawyers.set_bookings([&review](const IdentityIndex& person) { return review.ahead_of(person); });
    lawyers.on_change([&review, &outbox](store::Database& db, const RegistrationChange& change) {
        if (change.from == RegistrationState::confirmed)
            review.registration_ended(db, change.id, change.person);
        post(outbox, db, change);
    });
    lawyers.on_changed([&review, &outbox, &stages](const RegistrationChange& change) {
        review.changed();
        outbox.wake();
        // What stands now the lawyer sees at the terminal: only what comes later is told of.
        if (change.to == RegistrationState::confirmed) stages.wake();
    });
    review.on_change([&outbox, &lawyers](store::Database& db, const FileReviewDesk::Change& change) {
        post(outbox, db, change, lawyers.agreed_phone(db, change.booking.registration));
    });
    review.on_changed([&outbox] { outbox.wake(); });
}

StageWatch::Watched watched_cases(const Clock& clock) {
    return [&clock](store::Database& db) {
        std::vector<WatchedCase> found;
        for (auto& one : all_confirmed(db, office_date(clock.wall())))
            if (one.agrees_to_notices) found.push_back({one.id, std::move(one.client.acceptance_number)});
        return found;
    };
}

}  // namespace lobby::office
