// registration-sealing: how fast pages are sealed, beside libsodium's own stream of the same bytes in one
// key.
#include <array>
#include <chrono>
#include <functional>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "base/sealed/sealed_body.hpp"

namespace {

constexpr size_t page_bytes = size_t{1} << 20;
constexpr int pages = 200;

double megabytes_per_second(const std::function<void()>& seal_one) {
    const auto since = std::chrono::steady_clock::now();
    for (int i = 0; i < pages; ++i) seal_one();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
    return pages * static_cast<double>(page_bytes) / 1e6 / took.count();
}

}  // namespace

int main() {
    if (sodium_init() < 0) return 1;
    std::vector<uint8_t> page(page_bytes);
    randombytes_buf(page.data(), page.size());
    const auto key = lobby::sealed::KeyPair::make();
    const double ours = megabytes_per_second([&] {
        const auto sealed = lobby::sealed::seal(page, key.public_key(), "bench");
        if (sealed.size() <= page.size()) throw std::logic_error("not sealed");
    });
    std::vector<uint8_t> out(page_bytes + crypto_secretstream_xchacha20poly1305_ABYTES);
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> stream_key{};
    crypto_secretstream_xchacha20poly1305_keygen(stream_key.data());
    const double plain = megabytes_per_second([&] {
        crypto_secretstream_xchacha20poly1305_state state;
        std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
        crypto_secretstream_xchacha20poly1305_init_push(&state, header.data(), stream_key.data());
        crypto_secretstream_xchacha20poly1305_push(&state, out.data(), nullptr, page.data(), page.size(),
                                                   nullptr, 0, 0);
    });
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"sealed_mb_per_second", ours},
                                                                  {"libsodium_mb_per_second", plain}}));
    return 0;
}
