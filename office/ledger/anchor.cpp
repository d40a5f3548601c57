#include "office/ledger/anchor.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace lobby::office {

namespace {

namespace json = boost::json;

constexpr size_t most_bytes = 4096;

using Signature = std::array<uint8_t, crypto_sign_BYTES>;

std::string signed_text(const LedgerAnchor& anchor) {
    return fmt::format("lobby ledger anchor 1\n{}\n{}\n{}\n{}\n", iso_date(anchor.day), anchor.end.seq,
                       hex(anchor.end.hash), ms(anchor.at));
}

std::string_view text_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(json::string_view(name.data(), name.size()));
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

const int64_t* number_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(json::string_view(name.data(), name.size()));
    return value ? value->if_int64() : nullptr;
}

}  // namespace

AnchorKey AnchorKey::load_or_make(const std::filesystem::path& data_dir) {
    return AnchorKey(load_or_make_key(data_dir, "anchor"));
}

AnchorKey::AnchorKey(const FileKey& seed) {
    crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
}

std::string AnchorKey::sign(const LedgerAnchor& anchor) const {
    const std::string text = signed_text(anchor);
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                         text.size(), secret_.data());
    return json::serialize(json::object{{"anchor", 1},
                                        {"day", iso_date(anchor.day)},
                                        {"seq", anchor.end.seq},
                                        {"hash", hex(anchor.end.hash)},
                                        {"at", ms(anchor.at)},
                                        {"public_key", hex(public_)},
                                        {"signature", hex(signature)}}) +
           "\n";
}

Result<LedgerAnchor, AnchorError> read_anchor(std::string_view text, const AnchorPublicKey& key) {
    if (text.size() > most_bytes) return fail(AnchorError::malformed);
    boost::system::error_code error;
    const auto parsed = json::parse(json::string_view(text.data(), text.size()), error);
    const auto* object = error ? nullptr : parsed.if_object();
    if (!object) return fail(AnchorError::malformed);
    const auto* version = number_at(*object, "anchor");
    const auto* seq = number_at(*object, "seq");
    const auto* at = number_at(*object, "at");
    const auto day = parse_date(text_at(*object, "day"));
    LedgerAnchor anchor;
    Signature signature{};
    if (!version || *version != 1 || !seq || *seq < 1 || !at || !day ||
        !from_hex(text_at(*object, "hash"), anchor.end.hash) ||
        !from_hex(text_at(*object, "signature"), signature))
        return fail(AnchorError::malformed);
    anchor.day = *day;
    anchor.end.seq = *seq;
    anchor.at = from_ms(*at);
    const std::string said = signed_text(anchor);
    if (crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(said.data()),
                                    said.size(), key.data()) != 0)
        return fail(AnchorError::not_signed);
    return anchor;
}

}  // namespace lobby::office
