#include "kiosk/store/reserve_file.hpp"

#include <system_error>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace lobby::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr uint64_t low_bytes = uint64_t{2} << 20;
constexpr uint64_t enough_bytes = 4 * reserve_bytes;

// For a program without privileges; all of it where that is not known.
uint64_t free_bytes(const fs::path& dir) noexcept {
    struct statvfs info {};
    if (::statvfs(dir.c_str(), &info) != 0) return UINT64_MAX;
    return uint64_t{info.f_bavail} * info.f_frsize;
}

}  // namespace

ReserveFile::ReserveFile(const fs::path& dir) : file_(dir / "reserve") {}

void ReserveFile::keep() noexcept {
    std::error_code error;
    if (fs::exists(file_, error) || free_bytes(file_.parent_path()) < enough_bytes) return;
    const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return;
    const bool taken = ::posix_fallocate(fd, 0, static_cast<off_t>(reserve_bytes)) == 0 && ::fsync(fd) == 0;
    ::close(fd);
    if (!taken) give_up();
}

bool ReserveFile::give_up_when_low() noexcept {
    return free_bytes(file_.parent_path()) < low_bytes && give_up();
}

bool ReserveFile::give_up() noexcept {
    std::error_code error;
    return fs::remove(file_, error);
}

bool has_room_for_more(const fs::path& dir) noexcept {
    std::error_code error;
    const bool kept = fs::exists(dir / "reserve", error);
    return free_bytes(dir) >= (kept ? reserve_bytes : 2 * reserve_bytes);
}

}  // namespace lobby::kiosk
