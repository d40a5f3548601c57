#include "kiosk/ui/fonts.hpp"

#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <imgui.h>
#include <imgui_freetype.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lobby::kiosk::ui {

MappedFile::MappedFile(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0 || info.st_size <= 0) {
        if (fd >= 0) ::close(fd);
        throw std::runtime_error("cannot read font " + file.string());
    }
    size_ = static_cast<size_t>(info.st_size);
    data_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    if (data_ == MAP_FAILED) throw std::runtime_error("cannot map font " + file.string());
    ::madvise(data_, size_, MADV_RANDOM);  // glyphs lie far apart: reading ahead would only cost memory
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
    if (data_ && data_ != MAP_FAILED) ::munmap(data_, size_);
}

void MappedFile::release_pages() const {
    ::madvise(data_, size_, MADV_DONTNEED);
}

namespace {

ImFont* add(const MappedFile& file, unsigned face) {
    ImFontConfig config;
    config.FontNo = face;
    config.PixelSnapH = true;
    ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(file.data(), static_cast<int>(file.size()),
                                                              38.0F, &config);
    if (!font) throw std::runtime_error("a font file is damaged");
    // A file that the atlas does not own when it is added would be copied, all 19 MB of it. So it owns this
    // one until now, and must not free it later.
    for (ImFontConfig* source : font->Sources) source->FontDataOwnedByAtlas = false;
    return font;
}

}  // namespace

Fonts::Fonts(const FontFiles& files) {
    files_.reserve(2);
    files_.emplace_back(files.regular);
    files_.emplace_back(files.bold);
    auto* atlas = ImGui::GetIO().Fonts;
    atlas->SetFontLoader(ImGuiFreeType::GetFontLoader());
    atlas->TexDesiredFormat = ImTextureFormat_Alpha8;
    atlas->TexMinWidth = 1024;
    atlas->TexMinHeight = 512;
    regular_ = add(files_[0], files.face);
    bold_ = add(files_[1], files.face);
}

void Fonts::release_pages() const {
    for (const MappedFile& file : files_) file.release_pages();
}

}  // namespace lobby::kiosk::ui
