// What the connections of kiosks need of the rest of the office.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "office/api/messages.hpp"
#include "office/fleet/journal_desk.hpp"
#include "office/link/feed_sender.hpp"
#include "office/scans/scan_request.hpp"

namespace lobby::office {

using LookupHandler =
    std::function<boost::asio::awaitable<api::LookupReply>(std::string kiosk_id, api::LookupRequest request)>;

template <class Answer, class Question>
using QuestionHandler =
    std::function<boost::asio::awaitable<Answer>(std::string kiosk_id, Question question)>;

// All are called on the connections' executor. Those of the queue may be missing together: then journals are
// not taken in and the hall is not told.
struct KioskServices {
    LookupHandler lookup;
    std::function<JournalStanding(const std::string& kiosk_id, const std::optional<api::JournalId>&)> greet;
    std::function<boost::asio::awaitable<std::optional<uint64_t>>(std::string kiosk_id, api::JournalId,
                                                                  api::JournalEntries)>
        apply;
    std::function<api::TicketAnswer(const api::TicketQuestion&)> ticket;
    std::function<std::optional<api::HallFeed>(const std::string& kiosk_id)> hall;
    std::function<api::AppointmentAnswer(const api::AppointmentQuestion&)> appointment;
    // Of lawyers. Each may be missing: then it is answered as unavailable.
    QuestionHandler<api::LawyerAnswer, api::LawyerQuestion> lawyer{};
    QuestionHandler<api::CheckAnswer, api::CheckQuestion> check{};
    QuestionHandler<api::SlotsAnswer, api::SlotsQuestion> slots{};
    QuestionHandler<api::BookAnswer, api::BookQuestion> book{};
    // What scans and forms are sealed to; told with each welcome. Nothing: no registrations are taken in.
    std::optional<api::ScanKey> scan_key{};
    // Sealed records that kiosks keep; both or neither. A part is read elsewhere; nothing: it cannot be read
    // now.
    std::optional<api::CachePepper> cache_pepper{};
    std::function<boost::asio::awaitable<std::optional<api::FeedPart>>(FeedFrom from)> feed{};
    std::optional<api::CheckRules> check_rules{};  // told likewise
    // Pages that go up; may be missing, then no kiosk can send any.
    std::function<boost::asio::awaitable<scans::Answer>(scans::Request)> scans{};
};

}  // namespace lobby::office
