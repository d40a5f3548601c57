// What kiosks ask for a lawyer whose card lies on their reader.
#include <algorithm>

#include <boost/json/array.hpp>

#include "office/api/standing_papers.hpp"
#include "office/cases/attempts.hpp"
#include "office/lawyers/lawyer_desk_impl.hpp"
#include "office/lawyers/word_lists.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using api::Finding;
using api::FormField;
using api::RegistrationState;

namespace {

// What stays from one registration to the next: the number, and what stands on papers that nobody questions.
bool stays(FormField field, const StoredRegistration& stored) {
    if (field == FormField::phone) return true;
    if (field >= FormField::client_name) return false;
    const auto paper = field < FormField::firm_name ? api::PageKind::practising_certificate
                                                    : api::PageKind::firm_certificate;
    return api::still_stands(paper, stored.standing.state, stored.reasons);
}

std::vector<api::FieldValue> what_stays(const api::RegistrationForm& form, const StoredRegistration& stored) {
    std::vector<api::FieldValue> out;
    for (const auto& field : form.fields) {
        if (field.value.empty() || !stays(field.field, stored)) continue;
        out.push_back({field.field, field.value, {}, api::FieldSource::earlier});
    }
    return out;
}

bool names_a_case(const api::RegistrationForm& form) {
    return !api::value_of(form, FormField::case_number).empty() ||
           !api::value_of(form, FormField::client_identity).empty();
}

// Apart from the query codes of the same person and kiosk.
std::string subject_of(const IdentityIndex& person) {
    return "lawyer:" + hex(person.bytes);
}
std::string subject_of(const std::string& kiosk) {
    return "lawyers-at:" + kiosk;
}

struct CaseVerdict {
    bool locked = false;
    std::vector<Finding> findings;
};

// What a confirmed registration opens of its case today, by the one table of what may be told.
void tell_stage(api::RegistrationStanding& told, const StoredRegistration& stored, std::string_view card_name,
                CaseReader& cases, Date today, const WorkingDays& calendar) {
    const auto of_case = cases.by_acceptance_number(stored.client->acceptance_number);
    if (!of_case) return;
    const Entitlement entitlement{
        stored.client->acceptance_number, stored.client->role, stored.client->client,
        std::string(card_name),           stored.valid_until,  false};
    const auto disclosed = disclose(*of_case, entitlement, today, calendar);
    if (!disclosed) return;
    told.stage = disclosed->stage;
    if (told.stage && !disclosed->history.empty()) told.stage_on = disclosed->history.back().on;
}

}  // namespace

asio::awaitable<api::LawyerAnswer> LawyerDesk::answer(std::string kiosk, api::LawyerQuestion question) {
    auto& desk = *impl_;
    api::LawyerAnswer out;
    const auto person = desk.key.identity_index(question.card);
    boost::json::array told;
    try {
        for (const auto& stored : registrations_of(desk.db, person, api::max_lawyer_registrations)) {
            const auto form = desk.open(stored.sealed_form, stored.id);
            if (!form || !same_name(form->card_name.view(), question.card_name.view())) continue;
            const bool is_confirmed = stored.standing.state == RegistrationState::confirmed;
            api::RegistrationStanding standing;
            standing.id = stored.id;
            standing.state = stored.standing.state;
            standing.submitted_at = stored.submitted_at;
            standing.client_name = std::string(api::value_of(*form, FormField::client_name));
            // Until it is confirmed he learns nothing that he did not say himself.
            standing.case_number = is_confirmed && stored.client
                                       ? stored.client->acceptance_number
                                       : std::string(api::value_of(*form, FormField::case_number));
            standing.reasons = stored.reasons;
            for (const auto& page : stored.pages)
                if (!page.erased && !ScanArchive::arrived(desk.db, page.reference.id))
                    ++standing.pages_waiting;
            if (is_confirmed) {
                standing.valid_until = stored.valid_until;
                if (stored.client)
                    tell_stage(standing, stored, form->card_name.view(), desk.cases, desk.today(),
                               desk.calendar);
            }
            if (out.earlier.empty() && api::has_standing_papers(stored.standing.state, stored.reasons))
                out.earlier = what_stays(*form, stored);
            out.registrations.push_back(std::move(standing));
            told.push_back(
                {{"registration", hex(stored.id)}, {"state", api::word_of(stored.standing.state)}});
        }
        if (desk.bookings) out.bookings = desk.bookings(person);
    } catch (const store::Error&) {
        co_return api::unavailable(question);
    }
    if (out.registrations.empty()) co_return out;
    const boost::json::object body{
        {"kiosk", kiosk}, {"person", hex(person.bytes)}, {"told", std::move(told)}};
    std::function<int64_t(store::Database&)> account = [&desk, body](store::Database& db) {
        return append_to_ledger(db, desk.key, desk.clock.wall(), {LedgerKind::registrations_told, body});
    };
    const auto written = co_await desk.writer.write<int64_t>(account);
    if (!written) co_return api::unavailable(question);
    co_return out;
}

asio::awaitable<api::CheckAnswer> LawyerDesk::check(std::string kiosk, api::CheckQuestion question) {
    auto& desk = *impl_;
    const auto form = std::make_shared<const api::RegistrationForm>(std::move(question.form));
    api::CheckAnswer out;
    out.findings = api::check_form(*form, form->lawyer.sex(), desk.today(), desk.rules.papers);
    if (names_a_case(*form)) {
        std::function<CaseVerdict(store::Database&)> work = [&desk, form, kiosk](store::Database& db) {
            const auto now = desk.clock.wall();
            const auto person = desk.key.identity_index(form->lawyer);
            const auto by_person = attempts_at(db, subject_of(person), now);
            const auto by_kiosk = attempts_at(db, subject_of(kiosk), now);
            boost::json::object body{{"kiosk", kiosk}, {"person", hex(person.bytes)}};
            CaseVerdict verdict;
            verdict.locked = locked_for(by_person, now, desk.by_person).has_value() ||
                             locked_for(by_kiosk, now, desk.by_kiosk).has_value();
            if (verdict.locked) {
                body["reason"] = "locked";
            } else {
                auto found = check_case(desk.cases_of_writer(), db, desk.key, *form, office_date(now));
                verdict.findings = std::move(found.findings);
                if (std::ranges::count(verdict.findings, Finding::case_not_found) > 0) {
                    sweep_attempts(db, now, desk.by_person);
                    save_attempts(db, subject_of(person), after_failure(by_person, now, desk.by_person));
                    save_attempts(db, subject_of(kiosk), after_failure(by_kiosk, now, desk.by_kiosk));
                }
                if (found.fit) body["case"] = found.fit->client.acceptance_number;
                body["findings"] = as_words(verdict.findings);
            }
            append_to_ledger(db, desk.key, now, {LedgerKind::registration_checked, std::move(body)});
            return verdict;
        };
        const auto verdict = co_await desk.writer.write<CaseVerdict>(work);
        if (!verdict) co_return api::CheckAnswer{false, {}};
        api::merge_findings(out.findings, verdict->findings);
        // Not judged, which is all that is said of a lock: whoever tries numbers learns nothing from it.
        if (verdict->locked) api::merge_findings(out.findings, {Finding::office_unavailable});
    } else {
        api::merge_findings(out.findings, {Finding::case_not_found});
    }
    SecretString number(api::value_of(*form, FormField::licence_number));
    if (desk.lawyer_register && !number.empty()) {
        const auto answer = co_await desk.lawyer_register->ask(std::move(number));
        api::merge_findings(out.findings, findings_of(answer, *form));
    }
    co_return out;
}

}  // namespace lobby::office
