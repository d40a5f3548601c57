#include "tests/integration/lawyers/lawyer_office.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <sodium.h>

#include "base/sealed/sealed_body.hpp"
#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"
#include "office/store/databases.hpp"

namespace lobby::test {

using api::FormField;
using api::PageKind;

namespace {

office::OfficeConfig config_with(const OfficeData& data, const office::LawyersConfig& rules) {
    auto config = data.config();
    config.lawyers = rules;
    return config;
}

sealed::PublicKey key_of(const office::ScanArchive& scans) {
    return sealed::PublicKey::parse(scans.public_key().public_key).value();
}

template <size_t N>
std::array<uint8_t, N> random_bytes() {
    std::array<uint8_t, N> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace

std::vector<uint8_t> picture_of(const api::PageId& page) {
    std::vector<uint8_t> bytes{0xFF, 0xD8, 0xFF};
    for (int i = 0; i < 5000; ++i) bytes.push_back(page[static_cast<size_t>(i) % page.size()]);
    return bytes;
}

LawyerOffice::LawyerOffice(office::LawyersConfig rules)
    : writer(office::open_office_db(data.config().data_dir, office::Access::write)),
      db(office::open_office_db(data.config().data_dir, office::Access::read)),
      scans(data.config().data_dir, writer, clock, log) {
    desk = std::make_unique<office::LawyerDesk>(io, config_with(data, rules), db, scans, data.key(),
                                                office::WorkingDays(), writer, clock, log);
    desk->on_change([this](office::store::Database&, const auto& change) { changes.push_back(change); });
    desk->on_changed([this](const auto& change) { after.push_back(change); });
}

LawyerOffice::~LawyerOffice() {
    desk.reset();
}

void LawyerOffice::add_case(const std::string& number, const std::vector<TestParty>& parties, int kind,
                            uint32_t confidentiality) {
    data.add_case(number, confidentiality);
    auto cases = office::open_cases_db(data.config().data_dir, office::Access::write);
    office::store::Statement which(cases,
                                   "UPDATE cases SET kind = ? WHERE acceptance_number = ? RETURNING case_id");
    which.bind(1, kind);
    which.bind(2, number);
    which.step();
    const auto id = which.column(0).int64();
    which.reset();
    cases.exec(fmt::format("DELETE FROM parties WHERE case_id = {}", id));
    for (const auto& party : parties) {
        office::store::Statement put(
            cases,
            "INSERT INTO parties (case_id, ordinal, position, name, identity_index, measure) "
            "VALUES (?, ?, ?, ?, ?, 1)");
        put.bind(1, id);
        put.bind(2, party.ordinal);
        put.bind(3, party.position);
        put.bind(4, party.name);
        if (party.person) {
            const auto index = data.key().identity_index(person(*party.person));
            put.bind(5, index.bytes);
        }
        put.exec();
    }
}

api::PageReference LawyerOffice::page(PageKind kind) {
    api::PageReference made;
    made.id = random_bytes<16>();
    made.kind = kind;
    made.ordinal = 1;
    auto sealed = sealed::seal(picture_of(made.id), key_of(scans), api::page_context(made.id));
    made.sealed_bytes = sealed.size();
    crypto_generichash(made.sealed_hash.data(), made.sealed_hash.size(), sealed.data(), sealed.size(),
                       nullptr, 0);
    sealed_.emplace_back(made.id, std::move(sealed));
    return made;
}

void LawyerOffice::set(api::RegistrationForm& form, FormField field, std::string_view value) {
    const auto at = std::ranges::lower_bound(form.fields, field, {}, &api::FieldValue::field);
    if (at != form.fields.end() && at->field == field)
        at->value = SecretString(value);
    else
        form.fields.insert(at, {field, SecretString(value), {}, api::FieldSource::typed});
}

api::RegistrationForm LawyerOffice::form(int n, const std::string& client, const std::string& case_number) {
    const auto name = name_of(n);
    const std::string firm = "\u67D0\u67D0\u5F8B\u5E08\u4E8B\u52A1\u6240";
    // Digit 11: 0 a man, 1 a woman.
    const auto licence = fmt::format("1530520101{}{:06}", person(n).sex() == Sex::male ? 0 : 1, n);
    api::RegistrationForm made{person(n), SecretString(name), {}, {}, true, {}, {}, {}};
    for (const auto& [field, value] : std::initializer_list<std::pair<FormField, std::string>>{
             {FormField::licence_number, licence},
             {FormField::licence_name, name},
             {FormField::licence_firm, firm},
             {FormField::licence_issued_on, "2026-05-20"},
             {FormField::firm_name, firm},
             {FormField::firm_code, "31110000E00017891P"},
             {FormField::firm_lawyer, name},
             {FormField::firm_dated_on, "2026-11-27"},
             {FormField::client_name, client},
             {FormField::letter_lawyer, name},
             {FormField::letter_dated_on, "2026-11-27"},
             {FormField::case_number, case_number},
             {FormField::phone, "13800138000"}})
        set(made, field, value);
    made.pages = {page(PageKind::practising_certificate), page(PageKind::firm_certificate),
                  page(PageKind::power_of_attorney)};
    return made;
}

api::RegistrationSubmitted LawyerOffice::seal(const api::RegistrationForm& form) {
    api::RegistrationSubmitted made;
    made.id = random_bytes<16>();
    const auto plain = api::encode_form(form);
    made.sealed_form = sealed::seal({reinterpret_cast<const uint8_t*>(plain.view().data()), plain.size()},
                                    key_of(scans), api::form_context(made.id));
    made.pages = form.pages;
    return made;
}

std::string LawyerOffice::record(api::JournalBody body, const std::string& kiosk) {
    const api::JournalEntry entry{++entry_, clock.wall(), std::move(body)};
    using Recorded = office::RegistrationIntake::Recorded;
    std::function<Recorded(office::store::Database&)> work = [&](office::store::Database& office_db) {
        return desk->record(office_db, kiosk, entry);
    };
    const auto recorded = run(writer.write<Recorded>(work));
    if (!recorded) throw std::runtime_error("the store failed");
    if (recorded->announce) recorded->announce();
    return std::string(recorded->refused);
}

api::RegistrationId LawyerOffice::hand_in(const api::RegistrationForm& form, const std::string& kiosk) {
    const auto submitted = seal(form);
    if (const auto refused = record(submitted, kiosk); !refused.empty()) throw std::runtime_error(refused);
    return submitted.id;
}

void LawyerOffice::send_pages(const api::RegistrationForm& form, const std::string& kiosk) {
    for (const auto& page : form.pages) {
        const auto sealed = std::ranges::find(sealed_, page.id, [](const auto& s) { return s.first; });
        office::scans::Request request{
            kiosk, page.id, office::scans::Piece{0, page.sealed_bytes, page.sealed_hash, sealed->second}};
        const auto answer = run(scans.receive(std::move(request)));
        if (answer.status != 200) throw std::runtime_error(fmt::format("page: {}", answer.status));
    }
}

api::RegistrationId LawyerOffice::confirmed(const api::RegistrationForm& form, const std::string& by) {
    const auto id = hand_in(form);
    send_pages(form);
    static_cast<void>(take(id, by).value());
    static_cast<void>(confirm(id, by).value());
    return id;
}

office::StoredRegistration LawyerOffice::stored(const api::RegistrationId& id) {
    return office::find_registration(db, id).value();
}

api::LawyerAnswer LawyerOffice::ask(int n, const std::string& kiosk) {
    return run(desk->answer(kiosk, {person(n), SecretString(name_of(n))}));
}

std::vector<api::Finding> LawyerOffice::check(const api::RegistrationForm& form, const std::string& kiosk) {
    return run(desk->check(kiosk, {form})).findings;
}

office::LawyerDesk::Reviewed LawyerOffice::take(const api::RegistrationId& id, const std::string& by) {
    return run(desk->take(id, stored(id).version, by));
}

office::LawyerDesk::Reviewed LawyerOffice::confirm(const api::RegistrationId& id, const std::string& by) {
    return run(desk->confirm(id, stored(id).version, by));
}

office::LawyerDesk::Reviewed LawyerOffice::give_back(const api::RegistrationId& id,
                                                     std::vector<api::ReturnReason> reasons,
                                                     const std::string& by) {
    return run(desk->return_with(id, stored(id).version, by, std::move(reasons)));
}

size_t LawyerOffice::tidy() {
    return run(desk->tidy()).value();
}

void LawyerOffice::settle() {
    io.poll();
    writer.drain();
    io.poll();
}

}  // namespace lobby::test
