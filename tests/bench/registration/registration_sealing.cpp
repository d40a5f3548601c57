// registration-sealing: how fast pages are sealed, each to the office's key anew, beside libsodium's own
// stream of the same bytes in one key. By turns, in processor time and by the median page, so that what else
// the machine does stays out of it.
#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "base/sealed/sealed_body.hpp"

namespace {

constexpr size_t page_bytes = size_t{1} << 20;
constexpr int pages = 200;

double processor_seconds(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const double since = now();
    work();
    return now() - since;
}

double megabytes_per_second(std::vector<double> seconds) {
    std::ranges::nth_element(seconds, seconds.begin() + pages / 2);
    return static_cast<double>(page_bytes) / 1e6 / seconds[pages / 2];
}

}  // namespace

int main() {
    if (sodium_init() < 0) return 1;
    std::vector<uint8_t> page(page_bytes);
    randombytes_buf(page.data(), page.size());
    const auto key = lobby::sealed::KeyPair::make();
    const auto seal = [&] {
        const auto sealed = lobby::sealed::seal(page, key.public_key(), "bench");
        if (sealed.size() <= page.size()) throw std::logic_error("not sealed");
    };
    std::vector<uint8_t> out(page_bytes + crypto_secretstream_xchacha20poly1305_ABYTES);
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> stream_key{};
    crypto_secretstream_xchacha20poly1305_keygen(stream_key.data());
    const auto stream = [&] {
        crypto_secretstream_xchacha20poly1305_state state;
        std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
        crypto_secretstream_xchacha20poly1305_init_push(&state, header.data(), stream_key.data());
        crypto_secretstream_xchacha20poly1305_push(&state, out.data(), nullptr, page.data(), page.size(),
                                                   nullptr, 0, 0);
    };
    std::vector<double> ours;
    std::vector<double> plain;
    for (int i = 0; i < pages; ++i) {
        ours.push_back(processor_seconds(seal));
        plain.push_back(processor_seconds(stream));
    }
    fmt::print("{}\n", boost::json::serialize(
                           boost::json::object{{"sealed_mb_per_second", megabytes_per_second(ours)},
                                               {"libsodium_mb_per_second", megabytes_per_second(plain)}}));
    return 0;
}
