// notice_sender_child DATA PORT: sends what waits in the outbox of DATA to the receiver at PORT until it is
// killed.
#include <cstdlib>

#include <boost/asio/io_context.hpp>

#include "office/notices/gateway_choice.hpp"
#include "office/notices/notice_desk.hpp"
#include "office/store/databases.hpp"
#include "tests/integration/notices/notice_rig.hpp"

int main(int argc, char** argv) {
    using namespace lobby;
    if (argc != 3) return 2;
    auto settings = test::sms_settings(static_cast<uint16_t>(std::atoi(argv[2])));
    settings.quiet_from = settings.quiet_until;
    settings.first_retry = std::chrono::seconds(1);
    settings.tries = 50;
    const SystemClock clock;
    auto log = Log::discard(clock);
    const auto key = office::StoreKey::load_or_make(argv[1]);
    boost::asio::io_context io(1);
    office::DatabaseWriter writer(office::open_office_db(argv[1], office::Access::write));
    auto db = office::open_office_db(argv[1], office::Access::read);
    office::NoticeOutbox outbox(settings, key, clock);
    office::NoticeDesk desk(io, db, outbox, {"某县人民检察院", ""}, key, writer,
                            office::make_gateway(settings, clock), clock, log);
    desk.start();
    io.run();
}
