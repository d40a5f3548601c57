#include "office/lawyers/lawyer_desk.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"
#include "office/lawyers/lawyer_desk_impl.hpp"
#include "office/lawyers/retention.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using api::RegistrationState;

namespace {

constexpr std::chrono::hours round{1};
constexpr size_t most_at_once = 100;  // a transaction

ThrottleRules rules_of_person(const OfficeConfig& config) {
    ThrottleRules rules;
    rules.free_failures = config.free_wrong_codes;
    return rules;
}

// A kiosk serves many people: more is free there, and it is forgotten sooner (as for query codes).
ThrottleRules rules_of_kiosk(const OfficeConfig& config) {
    ThrottleRules rules;
    rules.free_failures = config.free_wrong_codes * 4;
    rules.longest_delay = std::chrono::seconds(600);
    rules.forget_after = std::chrono::seconds(1800);
    return rules;
}

CaseReader open_cases(const std::filesystem::path& data_dir) {
    static_cast<void>(open_cases_db(data_dir, Access::write));  // makes it where there is none
    return CaseReader(data_dir);
}

}  // namespace

LawyerDesk::Impl::Impl(asio::io_context& context, const OfficeConfig& config, store::Database& office_db,
                       ScanArchive& archive, const StoreKey& store_key, WorkingDays days,
                       DatabaseWriter& to_disk, const Clock& time, Log& lines)
    : io(context),
      data_dir(config.data_dir),
      rules(config.lawyers),
      db(office_db),
      scans(archive),
      key(store_key),
      calendar(std::move(days)),
      writer(to_disk),
      clock(time),
      log(lines),
      cases(open_cases(config.data_dir)),
      by_person(rules_of_person(config)),
      by_kiosk(rules_of_kiosk(config)),
      next_round(context) {
    if (!rules.register_url.empty()) lawyer_register.emplace(context, rules);
}

Result<api::RegistrationForm, std::string_view> LawyerDesk::Impl::open(std::span<const uint8_t> sealed_form,
                                                                       const api::RegistrationId& id) const {
    const auto plain = scans.open_form(sealed_form, id);
    if (!plain) return fail(word_of(plain.error()));
    auto form = api::decode_form(plain->view());
    if (!form) return fail(api::word_of(form.error()));
    return std::move(*form);
}

SecretString LawyerDesk::Impl::agreed_phone(const api::RegistrationForm& form) {
    if (!form.agrees_to_notices) return {};
    return SecretString(api::value_of(form, api::FormField::phone));
}

SecretString LawyerDesk::Impl::agreed_phone(const StoredRegistration& stored) const {
    if (!stored.agrees_to_notices || stored.erased) return {};
    const auto form = open(stored.sealed_form, stored.id);
    return form ? agreed_phone(*form) : SecretString();
}

CaseReader& LawyerDesk::Impl::cases_of_writer() {
    if (!writer_cases) writer_cases.emplace(data_dir);
    return *writer_cases;
}

void LawyerDesk::Impl::keep_with(store::Database& office_db, const RegistrationChange& change) const {
    for (const auto& keep : within) keep(office_db, change);
}

void LawyerDesk::Impl::erase_page(store::Database& office_db, WallTime now, const api::PageId& id) {
    ScanArchive::erase(office_db, now, id);
}

void LawyerDesk::Impl::tell_watchers() {
    std::erase_if(watchers, [](const auto& w) { return w.expired(); });
    for (const auto& weak : watchers)
        if (const auto watcher = weak.lock())
            asio::post(watcher->executor, [weak] {
                if (const auto still = weak.lock()) still->tell();
            });
}

void LawyerDesk::Impl::changed(const RegistrationChange& change) {
    log.write(Event::registration_changed, {{Field::kind, api::word_of(change.to)}});
    for (const auto& tell : after) tell(change);
    tell_watchers();
}

LawyerDesk::LawyerDesk(asio::io_context& io, const OfficeConfig& config, store::Database& office_db,
                       ScanArchive& scans, const StoreKey& key, WorkingDays calendar, DatabaseWriter& writer,
                       const Clock& clock, Log& log)
    : impl_(std::make_unique<Impl>(io, config, office_db, scans, key, std::move(calendar), writer, clock,
                                   log)) {}

LawyerDesk::~LawyerDesk() {
    stop();
    impl_->writer.drain();
}

void LawyerDesk::set_bookings(Bookings bookings) {
    impl_->bookings = std::move(bookings);
}

void LawyerDesk::on_change(Within within) {
    impl_->within.push_back(std::move(within));
}

void LawyerDesk::on_changed(After after) {
    impl_->after.push_back(std::move(after));
}

void LawyerDesk::page_arrived() {
    impl_->tell_watchers();
}

bool LawyerDesk::four_eyes() const {
    return impl_->rules.four_eyes;
}

LawyerDesk::Subscription LawyerDesk::subscribe(asio::any_io_executor executor, Observer observer) {
    auto watcher = std::make_shared<Impl::Watcher>(Impl::Watcher{std::move(executor), std::move(observer)});
    impl_->watchers.push_back(watcher);
    return watcher;
}

SecretString LawyerDesk::agreed_phone(store::Database& db, const api::RegistrationId& id) const {
    const auto stored = find_registration(db, id);
    return stored ? impl_->agreed_phone(*stored) : SecretString();
}

void LawyerDesk::stop() {
    impl_->stopped = true;
    impl_->next_round.cancel();
    if (impl_->lawyer_register) impl_->lawyer_register->cancel();
}

asio::awaitable<void> LawyerDesk::watch_the_clock() {
    while (!impl_->stopped) {
        const auto done = co_await tidy();
        if (impl_->stopped) co_return;
        if (!done) impl_->log.write(Event::store_failed);
        if (impl_->lawyer_register) co_await impl_->ask_register_again();
        if (impl_->stopped) co_return;
        impl_->next_round.expires_after(round);
        boost::system::error_code ended;
        auto until = asio::redirect_error(asio::use_awaitable, ended);
        co_await impl_->next_round.async_wait(until);
    }
}

asio::awaitable<std::optional<size_t>> LawyerDesk::tidy() {
    struct Round {
        size_t dealt_with = 0;
        bool more = false;
        std::vector<RegistrationChange> changes;
    };
    auto* desk = impl_.get();
    size_t total = 0;
    for (bool more = true; more && !desk->stopped;) {
        std::function<Round(store::Database&)> work = [desk](store::Database& db) {
            const TransitionContext c{db, desk->key, desk->clock.wall()};
            Round done;
            const auto expiring = to_expire(db, desk->rules, c.now, most_at_once);
            for (const auto& id : expiring) {
                auto stored = find_registration(db, id);
                const auto from =
                    stored ? carry_out(c, *stored, command::Expire{}, "") : fail(ReviewRefusal::unknown);
                if (!from) continue;
                done.changes.push_back({id, stored->person, *from, stored->standing.state, {}});
                desk->keep_with(db, done.changes.back());
            }
            const auto erasing = to_erase(db, desk->rules, c.now, most_at_once);
            for (const auto& id : erasing)
                if (auto stored = find_registration(db, id))
                    erase_registration(c, *stored, [&](store::Database& office_db, const api::PageId& page) {
                        Impl::erase_page(office_db, c.now, page);
                    });
            const auto refused =
                erase_refused_before(db, c.now - std::chrono::days(desk->rules.retention_days_refused));
            done.dealt_with = done.changes.size() + erasing.size() + refused;
            done.more = done.changes.size() == most_at_once || erasing.size() == most_at_once;
            return done;
        };
        const auto done = co_await desk->writer.write<Round>(work);
        if (!done) co_return std::nullopt;
        total += done->dealt_with;
        more = done->more;
        if (desk->stopped) break;
        for (const auto& change : done->changes) desk->changed(change);
        if (done->dealt_with > done->changes.size()) desk->tell_watchers();
    }
    co_return total;
}

}  // namespace lobby::office
