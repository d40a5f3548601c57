#include "kiosk/cache/pepper_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>

#include "base/durable_file/durable_file.hpp"
#include "base/secret_bytes.hpp"

namespace lobby::kiosk::cache {

namespace {

// "LCP1" | pepper | the beginning of BLAKE2b of both: a file that decayed is none.
constexpr std::string_view magic = "LCP1";
constexpr size_t sum_bytes = 16;
constexpr size_t file_bytes = magic.size() + api::CachePepper::size() + sum_bytes;

SecretBytes content_of(const api::CachePepper& pepper) {
    SecretBytes out(file_bytes);
    auto* end = std::ranges::copy(magic, out.data()).out;
    std::ranges::copy(pepper.view(), end);
    const size_t covered = file_bytes - sum_bytes;
    crypto_generichash(out.data() + covered, sum_bytes, out.data(), covered, nullptr, 0);
    return out;
}

bool only_ours(const std::filesystem::path& file) {
    using std::filesystem::perms;
    const auto mode = std::filesystem::status(file).permissions();
    return (mode & (perms::group_all | perms::others_all)) == perms::none;
}

}  // namespace

std::optional<api::CachePepper> read_pepper(const std::filesystem::path& file) {
    try {
        OpenFile in(file, O_RDONLY);
        if (in.size() != file_bytes || !only_ours(file)) return std::nullopt;
        auto bytes = in.read(file_bytes);
        const SecretBytes content(bytes);
        sodium_memzero(bytes.data(), bytes.size());
        if (content.size() != file_bytes) return std::nullopt;
        api::CachePepper pepper(content.view().subspan(magic.size()).first<api::CachePepper::size()>());
        const auto expected = content_of(pepper);
        if (sodium_memcmp(expected.data(), content.data(), file_bytes) != 0) return std::nullopt;
        return pepper;
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

void keep_pepper(const std::filesystem::path& file, const api::CachePepper& pepper) {
    const auto content = content_of(pepper);
    write_durably(file, content.view());
}

void erase_pepper(const std::filesystem::path& file) {
    erase_file(file);
}

}  // namespace lobby::kiosk::cache
