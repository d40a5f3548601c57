// Room on the disk that is kept for the day when there is no more: some megabytes that the store gives up, so
// that numbers can still be issued while somebody comes to clear the disk. What needs more room than a
// journal's entry asks has_room_for_more() first, and says that it cannot.
#pragma once

#include <cstdint>
#include <filesystem>

namespace lobby::kiosk {

inline constexpr uint64_t reserve_bytes = uint64_t{8} << 20;

class ReserveFile {
public:
    // `dir` is the store's. Nothing happens yet.
    explicit ReserveFile(const std::filesystem::path& dir);

    // Takes the room when several times as much is free. Never throws: without it the store works as well.
    void keep() noexcept;
    // Gives it up when little is left; true: it was given up now.
    bool give_up_when_low() noexcept;
    bool give_up() noexcept;

private:
    std::filesystem::path file_;
};

// What others may still write on this disk: pages, records. The reserve and as much again stay free.
[[nodiscard]] bool has_room_for_more(const std::filesystem::path& dir) noexcept;

}  // namespace lobby::kiosk
