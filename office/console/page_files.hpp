// The pages that the console serves: read once, at the start, into memory. A request can name nothing else,
// so no path leads out of the folder. Symbolic links are not followed.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace lobby::office::console {

struct PageFile {
    std::string type;
    std::string bytes;
    std::string tag;  // strong entity tag, quoted
};

class PageFiles {
public:
    PageFiles() = default;
    // Files of types that are not served are left out. Throws std::runtime_error when the folder cannot be
    // read or holds more than pages do.
    static PageFiles load(const std::filesystem::path& dir);

    // By its path in the folder, "assets/app.js"; null: none.
    [[nodiscard]] const PageFile* find(std::string_view path) const;
    [[nodiscard]] size_t size() const { return files_.size(); }

private:
    std::map<std::string, PageFile, std::less<>> files_;
};

// Where the build puts the pages: beside the program.
[[nodiscard]] std::filesystem::path pages_beside_program();

}  // namespace lobby::office::console
