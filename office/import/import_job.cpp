#include "office/import/import_job.hpp"

namespace lobby::office::imports {

std::optional<Job::Put> Job::put(const CaseRow& row) {
    const auto stored = store.compare(row);
    if (!stored) {
        const Put put{store.insert(row), true};
        seen.add(put.case_id);
        return put;
    }
    if (!seen.add(stored->case_id)) return std::nullopt;
    if (!stored->same) store.update(row);
    return Put{stored->case_id, !stored->same};
}

void Job::keep_closed(const std::string& acceptance_number, uint32_t confidentiality) {
    if (acceptance_number.empty() || confidentiality == 0) return;
    const auto case_id = store.find(acceptance_number);
    if (!case_id) return;
    seen.add(*case_id);  // a later line of the same file does not open it again
    if (store.close(*case_id, confidentiality)) ++counts.closed;
}

}  // namespace lobby::office::imports
