// Keeps a picture of the hall up to date and tells kiosks' connections when it has changed: at most once a
// second, and less often when reckoning takes long. One reckoning serves all kiosks; it runs on a thread of
// its own, on a copy of the queue's state.
//
// Lives on the executor that it is given (one thread), but for the reckoning.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "office/hall/hall_picture.hpp"
#include "office/queue/store/queue_service.hpp"

namespace lobby::office {

struct HallTiming {
    std::chrono::milliseconds apart{1000};  // between two pictures
    std::chrono::milliseconds refresh{
        15'000};  // without a change of the queue: hours begin and end, waits shrink
};

class HallPublisher {
public:
    // `queue` and `clock` outlive it. `ticket_url`: api::HallRules.
    HallPublisher(boost::asio::io_context& io, queue::QueueService& queue, std::string ticket_url,
                  const Clock& clock, HallTiming timing = {});
    HallPublisher(const HallPublisher&) = delete;
    HallPublisher& operator=(const HallPublisher&) = delete;
    ~HallPublisher();  // waits for the reckoning under way

    // `changed` is called after each new picture, the first included.
    void start(std::function<void()> changed);
    void stop();

    // What this kiosk may be told now; nothing before the first picture.
    [[nodiscard]] std::optional<api::HallFeed> feed_for(const std::string& kiosk) const;
    [[nodiscard]] api::TicketAnswer answer(const api::TicketQuestion& question) const;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::office
