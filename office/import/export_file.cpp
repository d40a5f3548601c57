#include "office/import/export_file.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace lobby::office::imports {

namespace {

Fault fault_of_open(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return Fault::not_there;
        case ELOOP:
            return Fault::is_link;
        case ENXIO:
            return Fault::not_a_file;
        default:
            return Fault::unreadable;
    }
}

bool same_time(const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

Result<ExportFile, FileFault> ExportFile::open(const std::filesystem::path& file, std::stop_token stop) {
    // O_NONBLOCK: opening a pipe without a writer would wait for ever.
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return fail(FileFault{fault_of_open(errno)});
    struct stat info {};
    const bool known = ::fstat(fd, &info) == 0;
    Fault fault{};
    if (!known)
        fault = Fault::unreadable;
    else if (!S_ISREG(info.st_mode))
        fault = Fault::not_a_file;
    else if (static_cast<uint64_t>(info.st_size) > max_file_bytes)
        fault = Fault::too_large;
    else if (info.st_size == 0)
        fault = Fault::empty;
    else
        return ExportFile(fd, info, std::move(stop));
    ::close(fd);
    return fail(FileFault{fault});
}

ExportFile::ExportFile(int fd, const struct stat& info, std::stop_token stop)
    : fd_(fd), info_(info), stop_(std::move(stop)) {
    crypto_generichash_init(&hash_, nullptr, 0, sizeof(Digest32));
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

ExportFile::ExportFile(ExportFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      info_(other.info_),
      stop_(std::move(other.stop_)),
      position_(other.position_),
      hash_(other.hash_) {}

ExportFile::~ExportFile() {
    if (fd_ >= 0) ::close(fd_);
}

Result<size_t, FileFault> ExportFile::read(std::span<char> block) {
    if (stop_.stop_requested()) return fail(FileFault{Fault::stopped});
    ssize_t n = 0;
    do n = ::read(fd_, block.data(), block.size());
    while (n < 0 && errno == EINTR);
    if (n < 0) return fail(FileFault{Fault::unreadable});
    const auto count = static_cast<size_t>(n);
    crypto_generichash_update(&hash_, reinterpret_cast<const unsigned char*>(block.data()), count);
    position_ += count;
    if (position_ > size()) return fail(FileFault{Fault::changed_meanwhile});
    return count;
}

Result<void, FileFault> ExportFile::rewind() {
    if (::lseek(fd_, 0, SEEK_SET) != 0) return fail(FileFault{Fault::unreadable});
    position_ = 0;
    crypto_generichash_init(&hash_, nullptr, 0, sizeof(Digest32));
    return {};
}

Result<Digest32, FileFault> ExportFile::finish() {
    struct stat now {};
    if (::fstat(fd_, &now) != 0) return fail(FileFault{Fault::unreadable});
    if (position_ != size() || now.st_size != info_.st_size || !same_time(now.st_mtim, info_.st_mtim))
        return fail(FileFault{Fault::changed_meanwhile});
    Digest32 digest{};
    crypto_generichash_final(&hash_, digest.data(), digest.size());
    return digest;
}

}  // namespace lobby::office::imports
