// The two weights of the screen's typeface, mapped from their files (they are 19 MB each) and rasterised
// glyph by glyph as they are needed. Needs a current ImGui context; belongs to the UI thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

struct ImFont;

namespace lobby::kiosk::ui {

// A file in memory, read only, shared with every other process that maps it.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& file);  // throws std::runtime_error
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();
    [[nodiscard]] void* data() const { return data_; }
    [[nodiscard]] size_t size() const { return size_; }
    // What has been read of it does not count as this process's memory any more, until it is read again.
    void release_pages() const;

private:
    void* data_ = nullptr;
    size_t size_ = 0;
};

struct FontFiles {
    std::filesystem::path regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::filesystem::path bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    unsigned face = 2;  // Simplified Chinese in Noto's collections
};

class Fonts {
public:
    explicit Fonts(const FontFiles& files);  // throws std::runtime_error
    [[nodiscard]] ImFont& regular() const { return *regular_; }
    [[nodiscard]] ImFont& bold() const { return *bold_; }
    // Each new character touches other pages of the files: without this a terminal would come to hold all of
    // them.
    void release_pages() const;

private:
    std::vector<MappedFile> files_;
    ImFont* regular_;  // owned by ImGui's atlas
    ImFont* bold_;
};

}  // namespace lobby::kiosk::ui
