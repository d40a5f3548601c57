#include "office/import/text_source.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::imports {

namespace {

constexpr size_t block_bytes = size_t{256} << 10;

}  // namespace

TextSource::TextSource(ExportFile& file, Encoding encoding) : file_(file) {
    if (encoding != Encoding::gb18030) return;
    decoder_.emplace();
    raw_.resize(block_bytes);
}

Result<size_t, FileFault> TextSource::read(std::span<char> block) {
    return decoder_ ? read_converted(block) : file_.read(block);
}

Result<size_t, FileFault> TextSource::read_converted(std::span<char> block) {
    for (;;) {
        if (broken_) return fail(FileFault{Fault::not_gb18030});
        if (raw_size_ < max_gb18030_bytes && !at_end_) {
            const auto n = file_.read({raw_.data() + raw_size_, raw_.size() - raw_size_});
            if (!n) return n;
            at_end_ = *n == 0;
            raw_size_ += *n;
        }
        if (raw_size_ == 0) return 0;
        const auto step = decoder_->decode({raw_.data(), raw_size_}, block);
        raw_size_ -= step.read;
        std::memmove(raw_.data(), raw_.data() + step.read, raw_size_);
        // What is good before the fault is handed out first, so that the line of the fault can be told.
        broken_ = step.bad || (at_end_ && raw_size_ > 0 && step.read == 0 && step.written == 0);
        if (step.written > 0) return step.written;
    }
}

TextWindow::TextWindow(TextSource& source) : source_(source), buffer_(max_line_bytes + block_bytes, '\0') {}

Result<void, FileFault> TextWindow::fill() {
    if (from_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
        to_ -= from_;
        from_ = 0;
    }
    const auto n = source_.read({buffer_.data() + to_, std::min(block_bytes, buffer_.size() - to_)});
    if (!n) return fail(n.error());
    at_end_ = *n == 0;
    to_ += *n;
    return {};
}

}  // namespace lobby::office::imports
