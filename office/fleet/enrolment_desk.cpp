#include "office/fleet/enrolment_desk.hpp"

#include <array>
#include <cstring>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/x509.h>
#include <sodium.h>

#include "office/fleet/registry.hpp"
#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace {

namespace json = boost::json;

constexpr std::chrono::hours repeat_answer_for{1};

// The proof key must be readable for the office and useless in a copy of the database: a pad from the store
// key, used for this one code.
Digest32 masked(const StoreKey& key, const Digest32& code_id, const Digest32& secret) {
    Digest32 pad = key.mac("enrolment code pad", code_id);
    for (size_t i = 0; i < pad.size(); ++i) pad[i] ^= secret[i];
    return pad;
}

std::optional<Digest32> digest_from_hex(std::string_view text) {
    Digest32 out{};
    size_t n = 0;
    const char* end = nullptr;
    if (text.size() != out.size() * 2 ||
        sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &n, &end) != 0 ||
        n != out.size() || end != text.data() + text.size())
        return std::nullopt;
    return out;
}

Digest32 public_key_hash(const X509_REQ& request) {
    Digest32 out{};
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(const_cast<X509_REQ*>(&request)),
                                     &der);  // NOLINT: the C API takes no const
    if (size > 0) crypto_generichash(out.data(), out.size(), der, static_cast<size_t>(size), nullptr, 0);
    OPENSSL_free(der);
    return out;
}

struct Question {
    Digest32 code_id{};
    std::string request_pem;
    std::string proof;
};

std::optional<Question> parse(std::string_view body) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 2;
    const auto value = json::parse(body, error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    const auto text = [&](const char* name) -> std::optional<std::string> {
        const auto* field = value.as_object().if_contains(name);
        if (!field || !field->is_string()) return std::nullopt;
        return std::string(field->as_string());
    };
    const auto code_id = text("code_id");
    auto request = text("request");
    auto proof = text("proof");
    if (!code_id || !request || !proof) return std::nullopt;
    const auto id = digest_from_hex(*code_id);
    if (!id) return std::nullopt;
    return Question{*id, std::move(*request), std::move(*proof)};
}

struct StoredCode {
    Digest32 mac_key{};
    std::string kiosk_id;
    std::string label;
    int64_t expires_at{};
    std::optional<int64_t> used_at;
    std::optional<Digest32> used_key;
};

std::optional<Digest32> digest_of(const store::Column& column) {
    Digest32 out{};
    if (column.size() != out.size()) return std::nullopt;
    std::memcpy(out.data(), column.bytes().data(), out.size());
    return out;
}

std::optional<StoredCode> load_code(store::Database& db, const StoreKey& key, const Digest32& code_id) {
    store::Statement query(db,
                           "SELECT mac_key, kiosk_id, label, expires_at, used_at, used_key FROM "
                           "enrolment_codes WHERE code_hash = ?");
    query.bind(1, code_id);
    if (!query.step()) return std::nullopt;
    const auto mac_key = digest_of(query.column(0));
    if (!mac_key) return std::nullopt;
    StoredCode code;
    code.mac_key = masked(key, code_id, *mac_key);
    code.kiosk_id = query.column(1).text();
    code.label = query.column(2).text();
    code.expires_at = query.column(3).int64();
    if (!query.column(4).is_null()) code.used_at = query.column(4).int64();
    code.used_key = digest_of(query.column(5));
    return code;
}

}  // namespace

std::string_view word_of(EnrolmentError error) {
    switch (error) {
        case EnrolmentError::malformed:
            return "malformed";
        case EnrolmentError::unknown_code:
            return "unknown_code";
        case EnrolmentError::used_code:
            return "used_code";
        case EnrolmentError::expired_code:
            return "expired_code";
        case EnrolmentError::wrong_proof:
            return "wrong_proof";
        case EnrolmentError::bad_request:
            return "bad_certificate_request";
        case EnrolmentError::store_failed:
            return "store_failed";
    }
    return "unknown";
}

EnrolmentCode issue_enrolment_code(store::Database& db, const StoreKey& key, WallTime now,
                                   const std::string& kiosk_id, const std::string& label) {
    void_enrolment_codes(db, now, kiosk_id);
    auto code = EnrolmentCode::random();
    const auto id = code.id();
    const auto mac_key = masked(key, id, code.mac_key());
    store::Statement put(db,
                         "INSERT INTO enrolment_codes (code_hash, mac_key, kiosk_id, label, issued_at, "
                         "expires_at) VALUES (?, ?, ?, ?, ?, ?)");
    put.bind(1, id);
    put.bind(2, mac_key);
    put.bind(3, kiosk_id);
    put.bind(4, label);
    put.bind(5, ms(now));
    put.bind(6, ms(now + enrolment_code_life));
    put.exec();
    append_to_ledger(db, key, now, {LedgerKind::enrolment_code_issued, {{"kiosk", kiosk_id}}});
    return code;
}

Result<EnrolmentAnswer, EnrolmentError> enrol_kiosk(store::Database& db, const StoreKey& key,
                                                    const CertificateAuthority& authority, WallTime now,
                                                    std::string_view body) {
    using enum EnrolmentError;
    const auto question = parse(body);
    if (!question) return fail(malformed);
    const auto code = load_code(db, key, question->code_id);
    if (!code) return fail(unknown_code);
    const std::array<std::string_view, 1> asked{question->request_pem};
    if (!same_proof(question->proof, enrolment_proof(code->mac_key, "request", asked)))
        return fail(wrong_proof);
    if (ms(now) > code->expires_at) return fail(expired_code);
    const auto request = x509::request_from_pem(question->request_pem);
    if (!request) return fail(bad_request);
    const auto key_hash = public_key_hash(**request);
    const bool repeated = code->used_at && code->used_key == key_hash &&
                          ms(now) - *code->used_at < ms(WallTime(repeat_answer_for));
    if (code->used_at && !repeated) return fail(used_code);

    const auto certificate = authority.sign_kiosk(**request, code->kiosk_id, now);
    record_kiosk(db, key, now, code->kiosk_id, code->label, x509::serial_of(*certificate));
    store::Statement use(
        db, "UPDATE enrolment_codes SET used_at = coalesce(used_at, ?), used_key = ? WHERE code_hash = ?");
    use.bind(1, ms(now));
    use.bind(2, key_hash);
    use.bind(3, question->code_id);
    use.exec();

    const auto certificate_pem = x509::to_pem(*certificate);
    const auto authority_pem = x509::to_pem(authority.certificate());
    const std::array<std::string_view, 3> answered{code->kiosk_id, certificate_pem, authority_pem};
    json::object answer{{"kiosk", code->kiosk_id},
                        {"certificate", certificate_pem},
                        {"authority", authority_pem},
                        {"proof", enrolment_proof(code->mac_key, "answer", answered)}};
    return EnrolmentAnswer{code->kiosk_id, json::serialize(answer)};
}

}  // namespace lobby::office
