#include "base/durable_file/durable_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lobby {

namespace {

[[noreturn]] void broken() {
    throw std::system_error(errno, std::generic_category(), "a file");
}

}  // namespace

OpenFile::OpenFile(const std::filesystem::path& file, int flags)
    : fd_(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (fd_ < 0) broken();
}

OpenFile::~OpenFile() {
    ::close(fd_);
}

uint64_t OpenFile::size() const {
    struct stat info {};
    if (::fstat(fd_, &info) != 0) broken();
    return static_cast<uint64_t>(info.st_size);
}

void OpenFile::write(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto n = ::write(fd_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) broken();
        bytes = bytes.subspan(static_cast<size_t>(n));
    }
}

std::vector<uint8_t> OpenFile::read(size_t most) {
    const uint64_t length = size();
    if (length > most) throw std::system_error(std::make_error_code(std::errc::file_too_large));
    std::vector<uint8_t> bytes(length);
    size_t at = 0;
    while (at < bytes.size()) {
        const auto n = ::pread(fd_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) broken();
        if (n == 0) break;
        at += static_cast<size_t>(n);
    }
    bytes.resize(at);
    return bytes;
}

void OpenFile::sync() {
    if (::fsync(fd_) != 0) broken();
}

void sync_folder(const std::filesystem::path& dir) {
    OpenFile folder(dir, O_RDONLY | O_DIRECTORY);
    folder.sync();
}

void write_durably(const std::filesystem::path& file, std::span<const uint8_t> bytes) {
    const auto draft = file.string() + ".new";
    {
        OpenFile out(draft, O_WRONLY | O_CREAT | O_TRUNC);
        out.write(bytes);
        out.sync();
    }
    if (::rename(draft.c_str(), file.c_str()) != 0) broken();
    sync_folder(file.parent_path());
}

void erase_file(const std::filesystem::path& file) {
    struct stat info {};
    if (::lstat(file.c_str(), &info) != 0) {
        if (errno == ENOENT) return;
        broken();
    }
    if (S_ISREG(info.st_mode)) {
        OpenFile out(file, O_WRONLY);
        constexpr std::array<uint8_t, 65536> zeros{};
        for (uint64_t left = out.size(); left > 0;) {
            const auto part = std::min<uint64_t>(left, zeros.size());
            out.write(std::span(zeros).first(part));
            left -= part;
        }
        out.sync();
    }
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) broken();
}

bool is_full(const std::system_error& error) {
    return error.code() == std::errc::no_space_on_device || error.code() == std::errc::file_too_large ||
           error.code().value() == EDQUOT;
}

}  // namespace lobby
