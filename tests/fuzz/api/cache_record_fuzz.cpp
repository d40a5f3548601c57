// What a kiosk's disk may hold in place of a record: as it stands (the first byte is even), or as the content
// of one that opens (odd), which only a newer or broken office writes. Opening gives a reason or a record
// that seals and opens again as it is.
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <sodium.h>

#include "office/api/cache_record.hpp"

namespace {

using namespace lobby;
using namespace lobby::api;

constexpr std::string_view name = "N";
constexpr size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// By cache_record.hpp's own words.
std::vector<uint8_t> sealed_as_it_is(const PersonRoot& root, const CacheIndex& index, const uint8_t* content,
                                     size_t size) {
    std::vector<uint8_t> plain((4 + size + 255) / 256 * 256);
    for (size_t i = 0; i < 4; ++i) plain[i] = static_cast<uint8_t>(size >> (8 * i));
    if (size > 0) std::memcpy(plain.data() + 4, content, size);
    const std::string purpose = std::string("key") + std::string(name);
    SecretArray<32> key;
    crypto_generichash(key.data(), 32, reinterpret_cast<const uint8_t*>(purpose.data()), purpose.size(),
                       root.data(), PersonRoot::size());
    std::vector<uint8_t> bound(index.begin(), index.end());
    bound.push_back(1);
    std::vector<uint8_t> out(1 + nonce_bytes + plain.size() + tag_bytes);
    out[0] = 1;
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + 1 + nonce_bytes, nullptr, plain.data(),
                                               plain.size(), bound.data(), bound.size(), nullptr,
                                               out.data() + 1, key.data());
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0 || size > max_sealed_record_bytes - 512) return 0;
    const auto number = IdentityNumber::parse("11010519491231002X");
    if (!number) std::abort();
    const auto root = person_root(CachePepper(), *number);
    const auto index = cache_index(root);
    const bool as_content = (data[0] & 1U) != 0;
    const auto sealed = as_content ? sealed_as_it_is(root, index, data + 1, size - 1)
                                   : std::vector<uint8_t>(data + 1, data + size);
    const auto opened = open_record(root, name, index, sealed);
    if (!opened) {
        if (as_content && opened.error() != OpenError::bad_content) std::abort();
        return 0;
    }
    const auto told = cases_on(*opened, Date(std::chrono::days(20'000)));
    if (told.size() > opened->cases.size()) std::abort();
    const auto again = seal_record(root, name, *opened);
    const auto twice = open_record(root, name, index, again);
    if (!twice || seal_record(root, name, *twice) != again) std::abort();
    return 0;
}
