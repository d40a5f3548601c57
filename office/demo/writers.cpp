#include "office/demo/writers.hpp"

#include <array>
#include <fstream>
#include <stdexcept>

#include "office/demo/gb18030.hpp"

namespace lobby::office::demo {

namespace {

constexpr size_t buffer_bytes = 1 << 20;

// Buffers, and takes its name only when it is whole.
class OutputFile {
public:
    explicit OutputFile(std::filesystem::path name)
        : name_(std::move(name)),
          part_(name_.string() + ".part"),
          out_(part_, std::ios::binary | std::ios::trunc) {
        check();
    }
    void write(std::string_view bytes) {
        out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        check();
    }
    void finish() {
        out_.close();
        check();
        std::filesystem::rename(part_, name_);
    }

private:
    void check() const {
        if (!out_) throw std::runtime_error("cannot write " + part_.string());
    }
    std::filesystem::path name_;
    std::filesystem::path part_;
    std::ofstream out_;
};

class NdjsonWriter final : public CaseWriter {
public:
    explicit NdjsonWriter(const std::filesystem::path& folder) : file_(folder / "cases.ndjson") {}
    void write(const DemoCase& c) override {
        buffer_ += ndjson_line(c);
        if (buffer_.size() >= buffer_bytes) flush();
    }
    void finish() override {
        flush();
        file_.finish();
    }

private:
    void flush() {
        file_.write(buffer_);
        buffer_.clear();
    }
    OutputFile file_;
    std::string buffer_;
};

class CsvWriter final : public CaseWriter {
public:
    CsvWriter(const std::filesystem::path& folder, Encoding encoding)
        : encoding_(encoding),
          cases_(folder / "案件.csv"),
          parties_(folder / "当事人.csv"),
          events_(folder / "办案进程.csv"),
          entitlements_(folder / "查询权限.csv") {
        append_csv_headers(rows_);
    }
    void write(const DemoCase& c) override {
        append_csv_rows(rows_, c);
        if (rows_.parties.size() >= buffer_bytes) flush();
    }
    void finish() override {
        flush();
        cases_.finish();
        parties_.finish();
        events_.finish();
        entitlements_.finish();
    }

private:
    void flush() {
        flush(cases_, rows_.cases);
        flush(parties_, rows_.parties);
        flush(events_, rows_.events);
        flush(entitlements_, rows_.entitlements);
    }
    void flush(OutputFile& file, std::string& rows) const {
        file.write(encoding_ == Encoding::gb18030 ? to_gb18030(rows) : rows);
        rows.clear();
    }
    Encoding encoding_;
    CsvRows rows_;
    OutputFile cases_, parties_, events_, entitlements_;
};

// What an earlier run may have left: an import of the folder would take it too.
void remove_earlier_export(const std::filesystem::path& folder) {
    for (const auto* name : {"cases.ndjson", "案件.csv", "当事人.csv", "办案进程.csv", "查询权限.csv"})
        std::filesystem::remove(folder / name);
}

}  // namespace

std::unique_ptr<CaseWriter> make_writer(const std::filesystem::path& folder, Format format,
                                        Encoding encoding) {
    std::filesystem::create_directories(folder);
    remove_earlier_export(folder);
    if (format == Format::csv) return std::make_unique<CsvWriter>(folder, encoding);
    return std::make_unique<NdjsonWriter>(folder);
}

}  // namespace lobby::office::demo
