#include "kiosk/cache/quarantine.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <system_error>
#include <vector>

namespace lobby::kiosk::cache {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 3> parts{"", "-wal", "-shm"};
constexpr std::string_view mark = ".damaged-";

struct Kept {
    fs::path file;
    uint64_t bytes = 0;
};

// Newest first.
std::vector<Kept> kept_in(const fs::path& folder) {
    std::vector<Kept> out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().string();
        if (name.ends_with("-wal") || name.ends_with("-shm")) continue;
        out.push_back({entry.path(), 0});
        for (const char* part : parts)
            if (fs::is_regular_file(name + part)) out.back().bytes += fs::file_size(name + part);
    }
    const auto when = [](const Kept& kept) {
        const auto name = kept.file.filename().string();
        const auto at = name.rfind(mark);
        return at == std::string::npos ? std::string() : name.substr(at);
    };
    std::ranges::sort(out, [&](const Kept& a, const Kept& b) { return when(a) > when(b); });
    return out;
}

void make_room(const fs::path& folder, const QuarantineLimits& limits) {
    uint64_t bytes = 0;
    size_t files = 0;
    for (const auto& kept : kept_in(folder)) {
        bytes += kept.bytes;
        if (++files > limits.files || bytes > limits.bytes) remove_database(kept.file);
    }
}

}  // namespace

void quarantine(const fs::path& file, const fs::path& folder, WallTime now,
                const QuarantineLimits& limits) noexcept {
    try {
        fs::create_directories(folder);
        fs::permissions(folder, fs::perms::owner_all);
        // Digits of equal length: their order is that of time.
        const auto to = folder / (file.filename().string() + std::string(mark) +
                                  std::to_string(now.time_since_epoch().count()));
        for (const char* part : parts)
            if (fs::exists(file.string() + part)) fs::rename(file.string() + part, to.string() + part);
        make_room(folder, limits);
    } catch (const std::exception&) {
        remove_database(file);
    }
}

void remove_database(const fs::path& file) noexcept {
    std::error_code ignored;
    for (const char* part : parts) fs::remove(file.string() + part, ignored);
}

}  // namespace lobby::kiosk::cache
