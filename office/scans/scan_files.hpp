// Inside of the archive: the files of pages, one each, named by the page's id. A file is only as much as the
// store's row says of it; what is missing of it or too much is found by its hash.
//
// Throws std::system_error where the disk does not do it; std::errc::no_space_on_device: it is full. One
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "office/scans/scan_request.hpp"

namespace lobby::office::scans {

class ScanFiles {
public:
    // Makes the folder, owner only. Less than `reserve` bytes free on its disk count as full: the databases
    // stand on the same one.
    explicit ScanFiles(std::filesystem::path dir, uint64_t reserve = uint64_t{64} << 20);

    // 0: there is none.
    [[nodiscard]] uint64_t size(const api::PageId& page) const;
    // At the end of what is there.
    void append(const api::PageId& page, std::span<const uint8_t> bytes) const;
    // Puts the file and its name on disk, and reads back whether it is that of the hash.
    [[nodiscard]] bool keep(const api::PageId& page, const PageHash& hash) const;
    // Nothing: there is none, or it is longer than any page.
    [[nodiscard]] std::optional<std::vector<uint8_t>> read(const api::PageId& page) const;
    // Overwritten, then removed. Nothing happens when there is none.
    void erase(const api::PageId& page) const;

    struct Found {
        api::PageId page{};
        WallTime written{};
    };
    [[nodiscard]] std::vector<Found> list() const;

private:
    [[nodiscard]] std::filesystem::path file_of(const api::PageId& page) const;

    std::filesystem::path dir_;
    uint64_t reserve_;
};

[[nodiscard]] PageHash hash_of(std::span<const uint8_t> bytes);

}  // namespace lobby::office::scans
