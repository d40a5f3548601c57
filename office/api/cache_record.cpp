#include "office/api/cache_record.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string>

#include <google/protobuf/stubs/logging.h>
#include <sodium.h>

#include "base/secret_bytes.hpp"
#include "office/api/codec_cases.hpp"
#include "office/api/codec_feed.hpp"
#include "office/api/disclosure_table.hpp"
#include "office/api/names.hpp"

namespace lobby::api {

namespace {

constexpr uint8_t version = 1;
constexpr size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t overhead = 1 + nonce_bytes + tag_bytes;
constexpr size_t length_bytes = 4;
constexpr size_t padding_step = 256;
constexpr size_t max_plain_bytes = (max_sealed_record_bytes - overhead) / padding_step * padding_step;

using RecordKey = SecretArray<crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;

std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// Purposes have no length in common with a longer one's beginning: each is used with one kind of content
// only.
void keyed_hash(std::span<uint8_t> out, std::span<const uint8_t, 32> key,
                std::initializer_list<std::span<const uint8_t>> parts) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), out.size());
    for (const auto& part : parts) crypto_generichash_update(&state, part.data(), part.size());
    crypto_generichash_final(&state, out.data(), out.size());
    sodium_memzero(&state, sizeof state);
}

RecordKey key_for(const PersonRoot& root, std::string_view purpose, const SecretString& folded) {
    RecordKey key;
    keyed_hash({key.data(), RecordKey::size()}, root.view(), {bytes_of(purpose), bytes_of(folded.view())});
    return key;
}

std::array<uint8_t, 17> bound_to(const CacheIndex& index) {
    std::array<uint8_t, 17> data{};
    std::ranges::copy(index, data.begin());
    data.back() = version;
    return data;
}

// Takes the limits of the day away, drops what does not fit.
void prepare(CacheRecord& record) {
    size_t room = max_plain_bytes - length_bytes - 16;
    if (record.cases.size() > max_cases) {
        record.cases.resize(max_cases);
        record.cut = true;
    }
    for (size_t i = 0; i < record.cases.size(); ++i) {
        auto& told = record.cases[i].told;
        const size_t bytes = wire::shortened(told) + 16;
        if (bytes > room) {
            record.cases.resize(i);
            record.cut = true;
            break;
        }
        room -= bytes;
        if (!told.limit) continue;
        told.limit->days_left = 0;
        if (told.limit->state == LimitState::overdue) told.limit->state = LimitState::running;
    }
}

SecretBytes padded(const CacheRecord& record) {
    wire::pb::CacheRecord message;
    wire::put(message, record);
    const size_t size = message.ByteSizeLong();
    if (size > max_plain_bytes - length_bytes) throw std::length_error("a record that is too long to seal");
    SecretBytes plain((length_bytes + size + padding_step - 1) / padding_step * padding_step);
    for (size_t i = 0; i < length_bytes; ++i) plain.data()[i] = static_cast<uint8_t>(size >> (8 * i));
    message.SerializeWithCachedSizesToArray(plain.data() + length_bytes);
    wire::wipe(message);
    return plain;
}

Result<CacheRecord, OpenError> record_in(const SecretBytes& plain) {
    size_t size = 0;
    for (size_t i = 0; i < length_bytes; ++i) size |= size_t{plain.data()[i]} << (8 * i);
    if (size > plain.size() - length_bytes) return fail(OpenError::bad_content);
    const google::protobuf::LogSilencer silence;
    wire::pb::CacheRecord message;
    if (!message.ParseFromArray(plain.data() + length_bytes, static_cast<int>(size)))
        return fail(OpenError::bad_content);
    auto record = wire::record_of(message);
    wire::wipe(message);
    if (!record) return fail(OpenError::bad_content);
    return std::move(*record);
}

}  // namespace

std::string_view word_of(OpenError error) {
    switch (error) {
        case OpenError::not_a_record:
            return "not_a_record";
        case OpenError::does_not_open:
            return "does_not_open";
        case OpenError::bad_content:
            return "bad_content";
    }
    return "unknown";
}

PersonRoot person_root(const CachePepper& pepper, const IdentityNumber& number) {
    PersonRoot root;
    keyed_hash({root.data(), PersonRoot::size()}, pepper.view(),
               {bytes_of("person"), bytes_of(number.reveal())});
    return root;
}

CacheIndex cache_index(const PersonRoot& root) {
    CacheIndex index{};
    keyed_hash(index, root.view(), {bytes_of("index")});
    return index;
}

std::vector<uint8_t> seal_record(const PersonRoot& root, std::string_view name, CacheRecord record) {
    const auto folded = folded_name(name);
    if (folded.empty()) throw std::invalid_argument("a record for nobody's name");
    prepare(record);
    const auto plain = padded(record);
    const auto key = key_for(root, "key", folded);
    const auto nonce_key = key_for(root, "nonce", folded);
    const auto data = bound_to(cache_index(root));

    std::vector<uint8_t> sealed(overhead + plain.size());
    sealed[0] = version;
    const std::span<uint8_t> nonce(sealed.data() + 1, nonce_bytes);
    keyed_hash(nonce, nonce_key.view(), {plain.view()});
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + 1 + nonce_bytes, nullptr, plain.data(),
                                               plain.size(), data.data(), data.size(), nullptr, nonce.data(),
                                               key.data());
    return sealed;
}

Result<CacheRecord, OpenError> open_record(const PersonRoot& root, std::string_view name,
                                           const CacheIndex& index, std::span<const uint8_t> sealed) {
    if (sealed.size() <= overhead || sealed.size() > max_sealed_record_bytes || sealed[0] != version ||
        (sealed.size() - overhead) % padding_step != 0)
        return fail(OpenError::not_a_record);
    const auto folded = folded_name(name);
    if (folded.empty()) return fail(OpenError::does_not_open);
    const auto key = key_for(root, "key", folded);
    const auto data = bound_to(index);
    SecretBytes plain(sealed.size() - overhead);
    const auto body = sealed.subspan(1 + nonce_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data(), body.size(),
                                                   data.data(), data.size(), sealed.data() + 1,
                                                   key.data()) != 0)
        return fail(OpenError::does_not_open);
    return record_in(plain);
}

std::vector<DisclosedCase> cases_on(const CacheRecord& record, Date today) {
    std::vector<DisclosedCase> out;
    for (const auto& cached : record.cases) {
        if (cached.valid_until && *cached.valid_until < today) continue;
        auto told = cached.told;
        keep_told_fields(told);
        if (told.limit && told.limit->state == LimitState::running && told.limit->due) {
            told.limit->days_left = static_cast<int>((*told.limit->due - today).count());
            if (told.limit->days_left < 0) told.limit->state = LimitState::overdue;
        }
        out.push_back(std::move(told));
    }
    return out;
}

}  // namespace lobby::api
