#include "tests/support/office_data.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include <fmt/format.h>

#include "base/x509/private_file.hpp"
#include "office/fleet/enrolment_desk.hpp"
#include "office/fleet/registry.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"
#include "tests/support/inbox.hpp"

namespace lobby::test {

namespace {

using office::Access;

int64_t day_number(Date day) {
    return day.time_since_epoch().count();
}

template <class Work>
auto in_transaction(office::store::Database db, Work work) {
    office::store::Transaction transaction(db);
    auto result = work(db);
    transaction.commit();
    return result;
}

}  // namespace

WallTime now() {
    return SystemClock().wall();
}

IdentityNumber person(int n) {
    const std::string first = fmt::format("53052119900101{:03}", n);
    return std::move(*IdentityNumber::parse(first + identity_check_character(first)));
}

std::string name_of(int n) {
    return fmt::format("\u6D4B\u8BD5\u7532{}", n);
}

api::LookupRequest by_card(int n) {
    return {api::CardEvidence{person(n), SecretString(name_of(n)), *parse_date("2020-01-01"), std::nullopt}};
}

api::LookupRequest by_code(int n, std::string_view code) {
    return {api::CodeEvidence{person(n), SecretString(code)}};
}

OfficeData::OfficeData() {
    config_.data_dir = dir_.path() / "data";
    config_.link_port = 0;
    config_.enrol_port = 0;
    config_.profile = {"\u67D0\u67D0\u9662", "An office", "\u4E00\u53F7\u7A97\u53E3", "Window 1",
                       "0875-0000000"};
    key_ = office::StoreKey::load_or_make(config_.data_dir);
    authority_ = office::CertificateAuthority::load_or_make(config_.data_dir, now());
    office::open_cases_db(config_.data_dir, Access::write);
    office::open_office_db(config_.data_dir, Access::write);
}

std::filesystem::path OfficeData::config_file() const {
    auto file = dir_.path() / "office.toml";
    std::ofstream(file) << fmt::format(
        "[office]\ndata_dir = \"{}\"\nname_en = \"{}\"\n[console]\nport = 0\n[link]\nport = {}\nenrol_port = "
        "{}\n[lookup]\n"
        "refusal_floor_ms = {}\nfree_wrong_codes = {}\n",
        config_.data_dir.string(), config_.profile.name_en, config_.link_port, config_.enrol_port,
        config_.refusal_floor.count(), config_.free_wrong_codes);
    return file;
}

void OfficeData::add_case(const std::string& acceptance_number, uint32_t confidentiality) {
    auto db = office::open_cases_db(config_.data_dir, Access::write);
    in_transaction(std::move(db), [&](office::store::Database& cases) {
        office::store::Statement put(
            cases,
            "INSERT INTO cases (acceptance_number, kind, cause, department, accepted_on, "
            "confidentiality, in_custody, procedure, outcome) VALUES "
            "(?, 2, 'cause', 'department', ?, ?, 0, 1, 1) RETURNING case_id");
        put.bind(1, acceptance_number);
        put.bind(2, day_number(*parse_date("2026-11-02")));
        put.bind(3, confidentiality);
        put.step();
        const auto id = put.column(0).int64();
        put.reset();
        cases.exec(
            fmt::format("INSERT INTO parties (case_id, ordinal, position, name, measure) VALUES "
                        "({}, 1, 1, 'suspect', 3)",
                        id));
        for (int seq : {1, 2})
            cases.exec(
                fmt::format("INSERT INTO stage_events (case_id, seq, stage, on_day) VALUES ({}, {}, {}, {})",
                            id, seq, seq, day_number(*parse_date("2026-11-02")) + seq - 1));
        return id;
    });
}

std::optional<std::string> OfficeData::grant(int n, const std::string& acceptance_number,
                                             std::optional<Date> until) {
    auto db = office::open_office_db(config_.data_dir, Access::write);
    const auto granted = in_transaction(std::move(db), [&](office::store::Database& office_db) {
        return office::grant_entitlement(office_db, *key_, now(),
                                         {key_->identity_index(person(n)),
                                          {acceptance_number, api::Role::party, 1, name_of(n), until, false},
                                          "identity_card",
                                          "window-1"});
    });
    if (!granted.code) return std::nullopt;
    return std::string(granted.code->view());
}

void OfficeData::withdraw(int n) {
    auto db = office::open_office_db(config_.data_dir, Access::write);
    in_transaction(std::move(db), [&](office::store::Database& office_db) {
        office::store::Statement query(office_db,
                                       "SELECT entitlement_id FROM entitlements WHERE identity_index = ?");
        const auto index = key_->identity_index(person(n));
        query.bind(1, index.bytes);
        std::vector<int64_t> ids;
        while (query.step()) ids.push_back(query.column(0).int64());
        for (const auto id : ids) office::withdraw_entitlement(office_db, *key_, now(), id, "window-1");
        return ids.size();
    });
}

kiosk::LinkSettings OfficeData::enrol(const std::string& kiosk_id) {
    auto settings = settings_of(kiosk_id);
    const auto key_pem = kiosk::load_or_make_key(settings.identity_dir);
    const auto own = x509::key_from_pem(key_pem);
    const auto request = x509::make_request(**own, "kiosk");
    auto db = office::open_office_db(config_.data_dir, Access::write);
    const auto certificate = in_transaction(std::move(db), [&](office::store::Database& office_db) {
        auto signed_one = authority_->sign_kiosk(*request, kiosk_id, now());
        office::record_kiosk(office_db, *key_, now(), kiosk_id, "", x509::serial_of(*signed_one));
        return x509::to_pem(*signed_one);
    });
    kiosk::save_identity(settings.identity_dir, certificate, x509::to_pem(authority_->certificate()));
    return settings;
}

EnrolmentCode OfficeData::issue_code(const std::string& kiosk_id, WallTime at) {
    return in_transaction(office::open_office_db(config_.data_dir, Access::write),
                          [&](office::store::Database& db) {
                              return office::issue_enrolment_code(db, *key_, at, kiosk_id, "");
                          });
}

kiosk::LinkSettings OfficeData::settings_of(const std::string& kiosk_id) const {
    kiosk::LinkSettings settings;
    settings.identity_dir = dir_.path() / ("kiosk-" + kiosk_id);
    return settings;
}

void OfficeData::revoke(const std::string& kiosk_id) {
    auto db = office::open_office_db(config_.data_dir, Access::write);
    in_transaction(std::move(db), [&](office::store::Database& office_db) {
        return office::revoke_kiosk(office_db, *key_, now(), kiosk_id);
    });
}

kiosk::KioskIdentity OfficeData::stray(const std::string& kiosk_id, WallTime made) const {
    const auto own = x509::make_key();
    const auto request = x509::make_request(*own, "kiosk");
    return {x509::to_pem(*own), x509::to_pem(*authority_->sign_kiosk(*request, kiosk_id, made)),
            x509::to_pem(authority_->certificate())};
}

int64_t OfficeData::ledger_entries(const std::string& kind) {
    auto db = office::open_office_db(config_.data_dir, Access::read);
    office::store::Statement query(db, "SELECT count(*) FROM ledger WHERE kind = ?1 OR ?1 = ''");
    query.bind(1, kind);
    query.step();
    return query.column(0).int64();
}

std::string OfficeData::last_ledger_body() {
    auto db = office::open_office_db(config_.data_dir, Access::read);
    return db.text("SELECT coalesce(max(body), '') FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)");
}

bool OfficeData::ledger_sound() {
    auto db = office::open_office_db(config_.data_dir, Access::read);
    return office::verify_ledger(db, *key_).has_value();
}

std::string OfficeData::log() const {
    std::ifstream in(config_.data_dir / "log" / "office.log");
    return {std::istreambuf_iterator<char>(in), {}};
}

bool OfficeData::logged(std::string_view event, std::string_view reason) const {
    const auto end = std::chrono::steady_clock::now() + patience;
    const std::string kind = fmt::format("\"event\":\"{}\"", event);
    const std::string why = fmt::format("\"reason\":\"{}\"", reason);
    do {
        std::istringstream lines(log());
        for (std::string line; std::getline(lines, line);)
            if (line.find(kind) != std::string::npos && line.find(why) != std::string::npos) return true;
        std::this_thread::yield();
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

}  // namespace lobby::test
