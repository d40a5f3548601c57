// What a person's sealed records at the kiosks are made with (office/api/cache_record): computed where an
// identity number is known, kept beside his index because numbers are kept nowhere.
#pragma once

#include "office/api/cache_record.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

// The office's, told to its kiosks.
[[nodiscard]] api::CachePepper cache_pepper(const StoreKey& key);

// Keeps roots in a database that has the table person_roots (cases.db, office.db), inside the caller's
// transaction; its statement stays prepared. Throws store::Error.
class PersonRoots {
public:
    PersonRoots(store::Database& db, const StoreKey& key);

    // The person's index; his root is kept with it.
    IdentityIndex keep(const IdentityNumber& number);

private:
    const StoreKey& key_;
    const api::CachePepper pepper_;
    store::Statement put_;
    IdentityIndex last_{};  // an export names a person some times in a row
};

}  // namespace lobby::office
