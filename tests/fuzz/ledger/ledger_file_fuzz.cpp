// What an auditor is handed as an export of the ledger or as an anchor: whatever stands in it, it is read to
// an answer, and nothing counts as anchored that was not signed.
#include <cstdlib>
#include <sstream>

#include "office/ledger/anchor.hpp"
#include "office/ledger/ledger_export.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office;
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (read_anchor(text, AnchorPublicKey{1})) std::abort();
    std::istringstream in(text);
    const auto checked = check_export(in, 2);
    if (checked && (checked->first < 1 || checked->last < checked->first)) std::abort();
    return 0;
}
