// An office's data folder for one test, and exports to put into it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "office/import/importer.hpp"
#include "office/store/database.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::imports {

class OfficeData : public testing::Test {
protected:
    OfficeData() {
        std::string pattern = (std::filesystem::temp_directory_path() / "import-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
        key_.emplace(StoreKey::load_or_make(data()));
    }
    ~OfficeData() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
    [[nodiscard]] std::filesystem::path report() const { return folder_ / "report.csv"; }

    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream out(folder_ / name, std::ios::binary | std::ios::trunc);
        out << text;
        return folder_ / name;
    }
    static std::string read(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    Result<Imported, FileFault> import(const std::filesystem::path& file, std::stop_token stop = {}) {
        Importer importer(data(), *key_, clock_, log_);
        return importer.run({file, report(), std::move(stop), {}});
    }
    Result<Imported, FileFault> import_text(const std::string& name, const std::string& text) {
        return import(write(name, text));
    }

    // All that an import can write, one row a line.
    [[nodiscard]] std::string contents() const {
        return rows(
                   "SELECT acceptance_number, kind, cause, department, accepted_on, confidentiality, "
                   "in_custody, "
                   "procedure, outcome, concluded_on FROM cases ORDER BY 1") +
               rows(
                   "SELECT acceptance_number, ordinal, position, name, hex(identity_index), measure "
                   "FROM parties JOIN cases USING (case_id) ORDER BY 1, 2") +
               rows(
                   "SELECT acceptance_number, seq, stage, on_day FROM stage_events JOIN cases USING "
                   "(case_id) "
                   "ORDER BY 1, 2") +
               rows(
                   "SELECT acceptance_number, seq, hex(identity_index), role, principal, person_name, "
                   "valid_until, "
                   "withdrawn FROM imported_entitlements JOIN cases USING (case_id) ORDER BY 1, 2");
    }
    [[nodiscard]] std::string rows(const std::string& query) const {
        auto db = open_cases_db(data(), Access::write);
        return rows(db, query);
    }
    static std::string rows(office::store::Database& db, const std::string& query) {
        std::string out;
        office::store::Statement statement(db, query);
        while (statement.step()) {
            for (int i = 0; i < statement.columns(); ++i)
                out += (i == 0 ? "" : "|") + statement.column(i).text();
            out += '\n';
        }
        return out;
    }

    std::filesystem::path folder_;
    std::optional<StoreKey> key_;
    SystemClock clock_;
    Log log_ = Log::discard(clock_);
};

}  // namespace lobby::office::imports
