// What a clerk does for a person at the counter: confirm him for a case, withdraw that, answer his inquiry.
#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

#include "office/api/text_rules.hpp"
#include "office/cases/entitlements.hpp"
#include "office/cases/person_roots.hpp"
#include "office/cases/stored_case.hpp"
#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"
#include "office/console/views/case_view.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr std::array<std::string_view, 7> proof_words{"identity_card",
                                                      "household_register",
                                                      "relationship_certificate",
                                                      "power_of_attorney",
                                                      "practising_certificate",
                                                      "legal_aid_letter",
                                                      "other"};
constexpr size_t longest_number = 40;  // bytes, of a case or a person
constexpr size_t longest_person_name = 96;

bool is_acceptance_number(std::string_view text) {
    return !text.empty() && api::is_plain_text(text, longest_number);
}

std::vector<std::string> split_words(const std::string& list) {
    std::vector<std::string> out;
    for (size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        if (end > at) out.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::optional<StoredCase> find_case(const std::filesystem::path& data_dir, const std::string& number) {
    return CaseReader(data_dir).by_acceptance_number(number);
}

boost::json::object entitlement_view(const RecordedEntitlement& r) {
    boost::json::array proofs;
    for (const auto& p : split_words(r.proofs)) proofs.emplace_back(p);
    boost::json::object o{{"id", r.id},
                          {"role", api::word_of(r.entitlement.role)},
                          {"person", masked_name(r.entitlement.person_name)},
                          {"principal", r.entitlement.principal},
                          {"valid_until", nullptr},
                          {"proofs", std::move(proofs)},
                          {"granted_by", r.granted_by},
                          {"granted_at", r.granted_at.time_since_epoch().count()}};
    if (r.entitlement.valid_until) o["valid_until"] = iso_date(*r.entitlement.valid_until);
    return o;
}

struct CaseFile {
    bool known = false;
    std::vector<RecordedEntitlement> entitlements;
};

asio::awaitable<Answer> of_case(Desk& desk, const Request& request, const Caller&) {
    const std::string number = request.part(2);
    if (!is_acceptance_number(number)) co_return error(400, "acceptance_number");
    std::function<CaseFile(const std::filesystem::path&)> look = [&](const std::filesystem::path& data_dir) {
        auto db = open_office_db(data_dir, Access::read);
        return CaseFile{find_case(data_dir, number).has_value(), entitlements_of_case(db, number)};
    };
    const auto file = co_await desk.archive.ask<CaseFile>(look);
    if (!file) co_return error(503, "unavailable");
    boost::json::array list;
    for (const auto& r : file->entitlements)
        if (!r.entitlement.withdrawn) list.push_back(entitlement_view(r));
    co_return json(200, {{"case", {{"acceptance_number", number}, {"known", file->known}}},
                         {"entitlements", std::move(list)}});
}

// What a clerk typed, judged field by field; `fault` names the field that cannot be so.
struct Confirmation {
    std::string acceptance_number;
    std::optional<IdentityNumber> number;
    std::string name;
    api::Role role{};
    bool for_principal = false;
    std::string proofs;
    std::optional<Date> until;
    bool new_code = false;
    std::string_view fault;
};

std::string_view read_proofs(const std::vector<std::string>& given, std::string& into) {
    for (const auto& p : given) {
        if (std::ranges::count(proof_words, p) == 0) return "proofs";
        into += (into.empty() ? "" : ",") + p;
    }
    return into.empty() ? "proofs" : "";
}

Confirmation read_confirmation(const std::string& text, Date today) {
    JsonBody body(text);
    Confirmation c;
    c.acceptance_number = body.text("acceptance_number", longest_number).value_or("");
    const auto number = body.secret("identity_number", longest_number);
    c.name = body.text("name", longest_person_name).value_or("");
    const auto role = body.text("role", 32);
    c.for_principal = body.flag("principal").value_or(false);
    const auto proofs = body.texts("proofs", proof_words.size(), 32);
    const auto until = body.text("valid_until", 10);
    c.new_code = body.flag("new_code").value_or(false);
    if (!body.good()) {
        c.fault = "malformed";
        return c;
    }
    if (number)
        if (auto parsed = IdentityNumber::parse(number->view())) c.number = std::move(*parsed);
    const auto known_role = role ? api::from_word<api::Role>(*role) : std::nullopt;
    if (known_role) c.role = *known_role;
    if (until && !until->empty()) c.until = parse_date(*until);
    const bool until_wrong = until && !until->empty() && (!c.until || *c.until < today);
    if (!is_acceptance_number(c.acceptance_number))
        c.fault = "acceptance_number";
    else if (!c.number)
        c.fault = "identity_number";
    else if (!same_name(c.name, c.name))  // nothing in it that makes a name
        c.fault = "name";
    else if (!known_role)
        c.fault = "role";
    else if (until_wrong)
        c.fault = "valid_until";
    else
        c.fault = proofs ? read_proofs(*proofs, c.proofs) : "proofs";
    return c;
}

// Which party he asks for: himself by his name, else the only one there is. 0: the case as a whole.
Result<int, std::string_view> principal_of(const Confirmation& c, const StoredCase& stored) {
    if (!c.for_principal) return 0;
    if (c.role == api::Role::party) {
        for (const auto& p : stored.parties)
            if (same_name(p.name, c.name)) return p.ordinal;
        return fail(std::string_view("name"));
    }
    std::vector<int> principals;
    for (const auto& p : stored.parties)
        if (p.position != PartyPosition::victim) principals.push_back(p.ordinal);
    if (principals.size() == 1) return principals.front();
    return fail(std::string_view("principal"));
}

asio::awaitable<Answer> confirm(Desk& desk, const Request& request, const Caller& caller) {
    const auto now = desk.clock.wall();
    const auto c = read_confirmation(request.body, office_date(now));
    if (!c.fault.empty()) co_return error(400, c.fault);
    std::function<std::optional<StoredCase>(const std::filesystem::path&)> look =
        [&](const std::filesystem::path& data_dir) { return find_case(data_dir, c.acceptance_number); };
    const auto stored = co_await desk.archive.ask<std::optional<StoredCase>>(look);
    if (!stored) co_return error(503, "unavailable");
    if (!*stored) co_return error(400, "acceptance_number");
    const auto principal = principal_of(c, **stored);
    if (!principal) co_return error(400, principal.error());
    const Grant grant{desk.key.identity_index(*c.number),
                      {c.acceptance_number, c.role, *principal, c.name, c.until, false},
                      c.proofs,
                      caller.account(),
                      c.new_code};
    std::function<Granted(store::Database&)> keep = [&](store::Database& db) {
        PersonRoots(db, desk.key).keep(*c.number);
        return grant_entitlement(db, desk.key, now, grant);
    };
    const auto granted = co_await desk.writer.write<Granted>(keep);
    if (!granted) co_return error(503, "unavailable");
    boost::json::object o{{"id", granted->entitlement_id}, {"code", nullptr}};
    if (granted->code) o["code"] = granted->code->view();
    co_return json(200, o);
}

asio::awaitable<Answer> withdraw(Desk& desk, const Request& request, const Caller& caller) {
    const auto& text = request.part(2);
    const bool digits = !text.empty() && text.size() <= 15 &&
                        std::ranges::all_of(text, [](char d) { return d >= '0' && d <= '9'; });
    if (!digits) co_return error(404, "not_found");
    const int64_t id = std::stoll(text);
    std::function<bool(store::Database&)> keep = [&](store::Database& db) {
        return withdraw_entitlement(db, desk.key, desk.clock.wall(), id, caller.account());
    };
    const auto done = co_await desk.writer.write<bool>(keep);
    if (!done) co_return error(503, "unavailable");
    if (!*done) co_return error(404, "not_found");
    co_return nothing();
}

asio::awaitable<Answer> inquire(Desk& desk, const Request& request, const Caller& caller) {
    JsonBody body(request.body);
    const auto typed = body.secret("identity_number", longest_number);
    auto name = body.secret("name", longest_person_name);
    if (!typed || !name || !body.good()) co_return error(400, "malformed");
    auto number = IdentityNumber::parse(typed->view());
    if (!number) co_return error(400, "identity_number");
    if (!same_name(name->view(), name->view())) co_return error(400, "name");
    std::string account = caller.account();
    std::string window = co_await desk.live.window_of(std::move(account));
    CounterQuestion question{caller.account(), std::move(window), std::move(*number), std::move(*name)};
    const auto reply = co_await desk.lookups.answer_at_window(std::move(question));
    boost::json::array cases;
    if (const auto* told = std::get_if<api::CasesDisclosed>(&reply)) {
        for (const auto& c : told->cases) cases.push_back(case_view(c));
        co_return json(200, {{"cases", std::move(cases)}, {"as_of", told->as_of.time_since_epoch().count()}});
    }
    if (std::holds_alternative<api::LookupUnavailable>(reply)) co_return error(503, "unavailable");
    co_return json(200, {{"cases", std::move(cases)}});
}

asio::awaitable<Answer> words(Desk&, const Request&, const Caller&) {
    boost::json::array roles;
    const auto [list, n] = api::terms<api::Role>();
    for (size_t i = 0; i < n; ++i) roles.emplace_back(list[i].word);
    const auto array_of = [](const auto& from) {
        boost::json::array out;
        for (const auto word : from) out.emplace_back(word);
        return out;
    };
    co_return json(200, {{"roles", std::move(roles)},
                         {"proofs", array_of(proof_words)},
                         {"precedences", array_of(queue::precedence_words)},
                         {"reasons", array_of(queue::rating_reason_words)}});
}

}  // namespace

std::vector<Route> entitlement_routes() {
    return {
        {Method::get, "/api/cases/*/entitlements", counter, of_case},
        {Method::post, "/api/entitlements", counter, confirm},
        {Method::post, "/api/entitlements/*/withdraw", counter, withdraw},
        {Method::post, "/api/inquiries", counter, inquire},
        {Method::get, "/api/words", counter, words},
    };
}

}  // namespace lobby::office::console
