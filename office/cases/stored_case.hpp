// Reading cases and imported entitlements from cases.db. One reader a thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "office/cases/disclosure.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

class CaseReader {
public:
    // cases.db must be there. Throws store::Error.
    explicit CaseReader(const std::filesystem::path& data_dir);

    // While it lives all reads see one state: an import that ends between two of them does not mix what a
    // case was with what it is.
    [[nodiscard]] store::OneView snapshot();

    // Throw store::Error; a row whose numbers are outside their lists counts as not there (damaged or
    // newer).
    [[nodiscard]] std::optional<StoredCase> by_acceptance_number(const std::string& acceptance_number);
    [[nodiscard]] std::vector<Entitlement> imported_entitlements(const IdentityIndex& person);

    // Where a person is a party himself.
    struct PartyPlace {
        std::string acceptance_number;
        int ordinal = 0;
    };
    [[nodiscard]] std::vector<PartyPlace> places_of(const IdentityIndex& person);
    // Who defends whom in a case as the export says, on that day.
    struct ImportedDefender {
        IdentityIndex person;
        int principal = 0;
    };
    [[nodiscard]] std::vector<ImportedDefender> imported_defenders(int64_t case_id, Date today);

private:
    store::Database db_;
    store::Statement case_;
    store::Statement parties_;
    store::Statement events_;
    store::Statement entitlements_;
    store::Statement places_;
    store::Statement defenders_;
};

}  // namespace lobby::office
