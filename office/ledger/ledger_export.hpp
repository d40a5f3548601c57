// The ledger as a file for those who look into it elsewhere: one entry a line, in order, as JSON. `body` is
// the entry's own text, byte by byte, because the hashes are made of it.
//
//   {"seq":1,"at":1795490000000,"kind":"kiosk_enrolled","body":"{…}","prev_hash":"…","hash":"…"}
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string_view>

#include "office/ledger/ledger.hpp"

namespace lobby::office {

struct LedgerRange {
    int64_t first = 1;
    std::optional<int64_t> last{};  // nothing: the newest
};

// The whole lines of these entries, as of one moment; how many. Throws store::Error, and what `take` throws.
int64_t export_ledger(store::Database& office_db, const LedgerRange& range,
                      const std::function<void(std::string_view line)>& take);

struct ExportBreak {
    size_t line{};
    enum class What {
        malformed,
        missing,  // an entry between two others, or any at all
        altered,
    } what{};
};
struct CheckedExport {
    int64_t first{};
    int64_t last{};
    Digest32 hash{};  // of the last
    // The hash of the entry that was asked for; nothing: it is not in the file.
    std::optional<Digest32> asked{};
};
// Needs no key: that its end is the office's own an anchor shows. A line may have 1 MiB.
Result<CheckedExport, ExportBreak> check_export(std::istream& in, std::optional<int64_t> ask = {});

}  // namespace lobby::office
