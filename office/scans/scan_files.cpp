#include "office/scans/scan_files.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>

#include "base/durable_file/durable_file.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::scans {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".sealed";

// Of one of ours: nothing for a file that is not there.
std::optional<struct stat> info_of(const fs::path& file) {
    struct stat info {};
    if (::lstat(file.c_str(), &info) == 0) return info;
    if (errno == ENOENT) return std::nullopt;
    throw std::system_error(errno, std::generic_category(), "a page's file");
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
    const auto info = info_of(file_of(page));
    return info ? static_cast<uint64_t>(info->st_size) : 0;
}

void ScanFiles::append(const api::PageId& page, std::span<const uint8_t> bytes) const {
    if (fs::space(dir_).available < reserve_ + bytes.size())
        throw std::system_error(std::make_error_code(std::errc::no_space_on_device));
    OpenFile file(file_of(page), O_WRONLY | O_CREAT | O_APPEND);
    file.write(bytes);
}

bool ScanFiles::keep(const api::PageId& page, const PageHash& hash) const {
    OpenFile file(file_of(page), O_RDWR);
    if (file.size() > api::max_sealed_page_bytes) return false;
    if (hash_of(file.read(api::max_sealed_page_bytes)) != hash) return false;
    file.sync();
    sync_folder(dir_);
    return true;
}

std::optional<std::vector<uint8_t>> ScanFiles::read(const api::PageId& page) const {
    const auto info = info_of(file_of(page));
    if (!info || static_cast<uint64_t>(info->st_size) > api::max_sealed_page_bytes) return std::nullopt;
    OpenFile file(file_of(page), O_RDONLY);
    return file.read(api::max_sealed_page_bytes);
}

void ScanFiles::erase(const api::PageId& page) const {
    erase_file(file_of(page));
}

std::vector<ScanFiles::Found> ScanFiles::list() const {
    std::vector<Found> out;
    for (const auto& entry : fs::directory_iterator(dir_)) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(suffix)) continue;
        const auto page = page_of(std::string_view(name).substr(0, name.size() - suffix.size()));
        const auto info = info_of(entry.path());
        if (page && info) out.push_back({*page, WallTime(std::chrono::seconds(info->st_mtime))});
    }
    return out;
}

}  // namespace lobby::office::scans
