// What a hostile caller may post to the enrolment port. The first byte chooses: the body as it is, or a
// certificate request that a caller who knows a code has proved.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "office/fleet/enrolment_desk.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"

namespace {

using namespace lobby;
using namespace lobby::office;

constexpr WallTime now{std::chrono::milliseconds(1'795'500'000'000)};

std::filesystem::path folder() {
    std::string name = (std::filesystem::temp_directory_path() / "lobby-fuzz-XXXXXX").string();
    if (!::mkdtemp(name.data())) std::abort();
    return name;
}

struct Desk {
    std::filesystem::path dir = folder();
    StoreKey key = StoreKey::load_or_make(dir);
    CertificateAuthority authority = CertificateAuthority::load_or_make(dir, now);
    office::store::Database db = open_office_db(dir, Access::write);
    EnrolmentCode code = issue_enrolment_code(db, key, now, "hall-1", "");

    Desk() = default;
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() {
        std::error_code ignored;
        std::filesystem::remove_all(dir, ignored);
    }
    std::string proved(const std::string& request) const {
        const std::array<std::string_view, 1> parts{request};
        return boost::json::serialize(
            boost::json::object{{"code_id", hex(code.id())},
                                {"request", request},
                                {"proof", enrolment_proof(code.mac_key(), "request", parts)}});
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static Desk desk;  // libFuzzer's entry has no other place for it
    if (size == 0 || size > 16u << 10) return 0;
    std::string body(reinterpret_cast<const char*>(data + 1), size - 1);
    if ((data[0] & 1) != 0) body = desk.proved(body);
    desk.db.exec("BEGIN IMMEDIATE");
    const auto answer = enrol_kiosk(desk.db, desk.key, desk.authority, now, body);
    desk.db.exec("ROLLBACK");
    if (answer && ((data[0] & 1) == 0 || answer->kiosk_id != "hall-1")) std::abort();
    return 0;
}
