// A sealed body from outside: as it comes; and one of ours, changed, cut or grown, which must not open.
#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/sealed/sealed_body.hpp"

namespace {

void alter_one_of_ours(std::span<const uint8_t> data, const lobby::sealed::KeyPair& key) {
    using namespace lobby::sealed;
    const size_t at = static_cast<size_t>(data[0]) << 8 | data[1];
    const uint8_t flip = data[2];
    const auto plain = data.subspan(3);
    auto body = seal(plain, key.public_key(), "fuzz");
    const auto whole = open(body, key, "fuzz");
    if (!whole || !std::ranges::equal(whole->view(), plain)) std::abort();
    if (open(body, key, "fuzz2")) std::abort();
    body[at % body.size()] ^= flip;
    if (flip != 0 && open(body, key, "fuzz")) std::abort();
    body[at % body.size()] ^= flip;
    if (open(std::span(body).first(at % body.size()), key, "fuzz")) std::abort();
    body.insert(body.end(), data.begin(), data.end());
    if (open(body, key, "fuzz")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const auto key = lobby::sealed::KeyPair::make();
    const std::span<const uint8_t> bytes(data, size);
    if (lobby::sealed::open(bytes, key, "fuzz")) std::abort();  // nobody else knows the key
    static_cast<void>(lobby::sealed::PublicKey::parse(bytes.first(std::min<size_t>(size, 32))));
    if (size >= 3) alter_one_of_ours(bytes, key);
    return 0;
}
