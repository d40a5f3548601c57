#include "office/cases/person_roots.hpp"

namespace lobby::office {

api::CachePepper cache_pepper(const StoreKey& key) {
    auto bytes = key.mac("kiosk cache pepper 1", {});
    const api::CachePepper pepper{std::span<const uint8_t, 32>(bytes)};
    sodium_memzero(bytes.data(), bytes.size());
    return pepper;
}

PersonRoots::PersonRoots(store::Database& db, const StoreKey& key)
    : key_(key),
      pepper_(cache_pepper(key)),
      put_(db, "INSERT INTO person_roots (identity_index, root) VALUES (?, ?) ON CONFLICT DO NOTHING") {}

IdentityIndex PersonRoots::keep(const IdentityNumber& number) {
    const auto person = key_.identity_index(number);
    if (person == last_) return person;
    const auto root = api::person_root(pepper_, number);
    put_.bind_view(1, std::span<const uint8_t>(person.bytes));
    put_.bind_view(2, std::span<const uint8_t>(root.view()));
    put_.exec();
    last_ = person;
    return person;
}

}  // namespace lobby::office
