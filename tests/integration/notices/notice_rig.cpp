#include "tests/integration/notices/notice_rig.hpp"

#include <fstream>
#include <iterator>

#include <boost/asio/co_spawn.hpp>

#include "office/ledger/ledger.hpp"
#include "office/notices/gateway_choice.hpp"

namespace lobby::test {

namespace asio = boost::asio;

namespace {

office::NoticeSettings quick() {
    office::NoticeSettings settings;
    settings.deadline = std::chrono::seconds(1);
    settings.tries = 3;
    return settings;
}

}  // namespace

office::NoticeSettings sms_settings(uint16_t port) {
    auto settings = quick();
    settings.gateway = office::NoticeSettings::Gateway::sms;
    settings.sms.url = "http://127.0.0.1:" + std::to_string(port) + "/send";
    return settings;
}

office::NoticeSettings smtp_settings(uint16_t port) {
    auto settings = quick();
    settings.gateway = office::NoticeSettings::Gateway::smtp;
    settings.smtp.url = "smtp://127.0.0.1:" + std::to_string(port);
    settings.smtp.starttls = false;
    settings.smtp.from = "notices@office.test";
    settings.smtp.to = "{phone}@sms.test";
    return settings;
}

NoticeRig::NoticeRig(const office::NoticeSettings& settings)
    : key(office::StoreKey::load_or_make(dir.path())),
      log(Log::discard(clock)),
      writer(office::open_office_db(dir.path(), office::Access::write)),
      db(office::open_office_db(dir.path(), office::Access::read)),
      outbox(settings, key, clock),
      desk(io, db, outbox, {"某县人民检察院", "010-12345678"}, key, writer,
           office::make_gateway(settings, clock), clock, log) {}

office::Posted NoticeRig::post(const office::Notice& notice) {
    auto posted = office::Posted::switched_off;
    std::optional<office::StoreError> failed;
    writer.submit([&](office::store::Database& to) { posted = outbox.post(to, notice); },
                  [&](std::optional<office::StoreError> error) { failed = error; });
    writer.drain();
    if (failed) throw std::runtime_error("the store failed");
    return posted;
}

std::optional<WallTime> NoticeRig::send_due() {
    std::optional<WallTime> next;
    std::exception_ptr failed;
    asio::co_spawn(io, desk.send_due(), [&](std::exception_ptr error, std::optional<WallTime> at) {
        failed = std::move(error);
        next = at;
    });
    io.restart();
    io.run();
    if (failed) std::rethrow_exception(failed);
    return next;
}

std::vector<std::string> NoticeRig::ledger(const std::string& kind) {
    office::store::Statement query(db, "SELECT body FROM ledger WHERE kind = ? ORDER BY seq");
    query.bind(1, kind);
    std::vector<std::string> found;
    while (query.step()) found.push_back(query.column(0).text());
    return found;
}

bool NoticeRig::ledger_sound() {
    return office::verify_ledger(db, key).has_value();
}

int64_t NoticeRig::rows(const std::string& where) {
    return db.number("SELECT count(*) FROM notices WHERE " + where);
}

bool NoticeRig::on_disk(const std::string& bytes) const {
    for (const auto* name : {"office.db", "office.db-wal"}) {
        std::ifstream in(dir.path() / name, std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(in), {}};
        if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
}

}  // namespace lobby::test
