// The inbox on disk: exports that wait, the one that is being taken, and what became of the others.
//
//   inbox/            exports as they are dropped
//   inbox/taking/     one that is being imported; one that stays there was interrupted and is taken anew
//   inbox/done/       imported, with NAME.rejects.csv where lines were rejected
//   inbox/failed/     not imported, with NAME.rejects.csv telling why
//
// A file gets the time in front of its name when it is taken, so that a second of the same name does no harm
// to the first. Throws std::filesystem::filesystem_error where the folder cannot be used.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace lobby::office::imports {

class InboxFolder {
public:
    // Makes what is missing, owner only. The folder itself may be open to whoever drops exports.
    explicit InboxFolder(std::filesystem::path dir);

    [[nodiscard]] const std::filesystem::path& path() const { return dir_; }
    // Exports that nobody is writing to any more, interrupted ones first, and in the order to be imported in.
    [[nodiscard]] std::vector<std::filesystem::path> waiting(WallTime now) const;
    // Moves it out of everybody's way; nothing when it is not there any more.
    [[nodiscard]] std::optional<std::filesystem::path> take(const std::filesystem::path& file,
                                                            WallTime now) const;
    // Where the report on a taken file has its place.
    [[nodiscard]] std::filesystem::path report_of(const std::filesystem::path& taken, bool imported) const;
    void put_away(const std::filesystem::path& taken, bool imported) const;

private:
    std::filesystem::path dir_;
};

}  // namespace lobby::office::imports
