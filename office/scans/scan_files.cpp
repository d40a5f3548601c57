#include "office/scans/scan_files.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/store/databases.hpp"

namespace lobby::office::scans {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".sealed";

class File {
public:
    explicit File(int fd) : fd_(fd) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

[[noreturn]] void broken() {
    throw std::system_error(errno, std::generic_category(), "a page's file");
}

void write_all(int fd, std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) broken();
        bytes = bytes.subspan(static_cast<size_t>(n));
    }
}

void sync_folder(const fs::path& dir) {
    const File folder(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.fd() < 0 || ::fsync(folder.fd()) != 0) broken();
}

uint64_t size_of(int fd) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) broken();
    return static_cast<uint64_t>(info.st_size);
}

std::vector<uint8_t> read_all(int fd, size_t size) {
    std::vector<uint8_t> bytes(size);
    size_t at = 0;
    while (at < size) {
        const auto n = ::pread(fd, bytes.data() + at, size - at, static_cast<off_t>(at));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) broken();
        if (n == 0) break;
        at += static_cast<size_t>(n);
    }
    bytes.resize(at);
    return bytes;
}

}  // namespace

PageHash hash_of(std::span<const uint8_t> bytes) {
    PageHash hash{};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return hash;
}

ScanFiles::ScanFiles(fs::path dir, uint64_t reserve) : dir_(std::move(dir)), reserve_(reserve) {
    make_private_dir(dir_);
}

fs::path ScanFiles::file_of(const api::PageId& page) const {
    return dir_ / (hex_of(page) + std::string(suffix));
}

uint64_t ScanFiles::size(const api::PageId& page) const {
    struct stat info {};
    if (::stat(file_of(page).c_str(), &info) == 0) return static_cast<uint64_t>(info.st_size);
    if (errno != ENOENT) broken();
    return 0;
}

void ScanFiles::append(const api::PageId& page, std::span<const uint8_t> bytes) const {
    if (fs::space(dir_).available < reserve_ + bytes.size())
        throw std::system_error(std::make_error_code(std::errc::no_space_on_device));
    const File file(
        ::open(file_of(page).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.fd() < 0) broken();
    write_all(file.fd(), bytes);
}

bool ScanFiles::keep(const api::PageId& page, const PageHash& hash) const {
    const File file(::open(file_of(page).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (file.fd() < 0) broken();
    const auto size = size_of(file.fd());
    if (size > api::max_sealed_page_bytes || hash_of(read_all(file.fd(), size)) != hash) return false;
    if (::fsync(file.fd()) != 0) broken();
    sync_folder(dir_);
    return true;
}

std::optional<std::vector<uint8_t>> ScanFiles::read(const api::PageId& page) const {
    const File file(::open(file_of(page).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.fd() < 0) return std::nullopt;
    const auto size = size_of(file.fd());
    if (size > api::max_sealed_page_bytes) return std::nullopt;
    return read_all(file.fd(), size);
}

void ScanFiles::erase(const api::PageId& page) const {
    const auto name = file_of(page);
    {
        const File file(::open(name.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
        if (file.fd() < 0) {
            if (errno == ENOENT) return;
            broken();
        }
        write_all(file.fd(),
                  std::vector<uint8_t>(std::min<uint64_t>(size_of(file.fd()), api::max_sealed_page_bytes)));
        if (::fsync(file.fd()) != 0) broken();
    }
    if (::unlink(name.c_str()) != 0 && errno != ENOENT) broken();
}

std::vector<ScanFiles::Found> ScanFiles::list() const {
    std::vector<Found> out;
    for (const auto& entry : fs::directory_iterator(dir_)) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(suffix)) continue;
        const auto page = page_of(std::string_view(name).substr(0, name.size() - suffix.size()));
        struct stat info {};
        if (!page || ::stat(entry.path().c_str(), &info) != 0) continue;
        out.push_back({*page, WallTime(std::chrono::seconds(info.st_mtime))});
    }
    return out;
}

}  // namespace lobby::office::scans
