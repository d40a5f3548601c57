#include "kiosk/ratings/rating_desk.hpp"

#include <algorithm>
#include <utility>

namespace lobby::kiosk::ratings {

using tickets::TicketBook;

namespace {

constexpr size_t asked_at_most = 3;  // tickets of one card

}  // namespace

void RatingDesk::carry_out(const Errand& errand) {
    if (const auto* wanted = std::get_if<FindRatable>(&errand))
        find(*wanted);
    else
        keep(std::get<SendRating>(errand));
}

Date RatingDesk::today(TicketBook& book) const {
    return tickets::day_in_force(book.day(), context_.hall, context_.clock.wall());
}

void RatingDesk::find(const FindRatable& errand) {
    auto candidates = std::make_shared<Candidates>();
    candidates->question = errand.question;
    if (const auto* number = std::get_if<api::TicketNumber>(&errand.by)) {
        candidates->numbers.push_back(*number);
    } else {
        candidates->by_card = true;
        const auto found = context_.store.transact([&](Transaction& t) {
            TicketBook book(t.db());
            const auto tag = book.tag_of(std::get<IdentityNumber>(errand.by));
            // Yesterday's are forgotten at the rollover, which may be due just now.
            const bool turned = book.day() != today(book);
            return tag && !turned ? book.of_card(*tag) : std::vector<tickets::BookedTicket>();
        });
        if (found)
            for (const auto& ticket : *found)
                if (!ticket.given_back && candidates->numbers.size() < asked_at_most)
                    candidates->numbers.push_back(ticket.number);
    }
    ask_next(candidates);
}

void RatingDesk::ask_next(const std::shared_ptr<Candidates>& c) {
    if (c->next >= c->numbers.size()) return context_.answer(Event{RatingRefused{c->question, c->reason}});
    const auto day = context_.store.transact([&](Transaction& t) {
        TicketBook book(t.db());
        return today(book);
    });
    if (!day) return context_.answer(Event{RatingRefused{c->question, NoRating::unknown}});
    const auto number = c->numbers[c->next];
    context_.office.ask({number, *day}, tickets::office_answers_within,
                        [this, c](const Result<api::TicketAnswer, LinkError>& said) { on_answer(c, said); });
}

void RatingDesk::on_answer(const std::shared_ptr<Candidates>& c,
                           const Result<api::TicketAnswer, LinkError>& said) {
    const auto& number = c->numbers[c->next];
    if (!said) {
        // The office is away: it judges when the rating reaches it. A number of no service of this hall is a
        // slip.
        if (!service_of(number, {}))
            return context_.answer(Event{RatingRefused{c->question, NoRating::unknown}});
        return open(c->question, number, {}, false);
    }
    if (said->found && said->found->may_rate) return open(c->question, number, said->found->service, true);
    if (c->next == 0 && said->found)
        c->reason = said->found->rated ? NoRating::already_rated : NoRating::not_yet_called;
    ++c->next;
    ask_next(c);
}

void RatingDesk::open(uint64_t question, const api::TicketNumber& number, const std::string& service,
                      bool checked) {
    RatingOpen opened{question, number, {}, checked};
    if (const auto* s = service_of(number, service)) opened.service = {s->name_zh, s->name_en};
    context_.answer(Event{std::move(opened)});
}

const api::HallService* RatingDesk::service_of(const api::TicketNumber& number, std::string_view id) const {
    const auto& rules = context_.hall.rules;
    if (!rules) return nullptr;
    if (!id.empty()) return rules->service(id);
    const auto found = std::ranges::find(rules->services, number.prefix, &api::HallService::prefix);
    return found == rules->services.end() ? nullptr : &*found;
}

void RatingDesk::keep(const SendRating& errand) {
    const auto kept = context_.store.transact([&](Transaction& t) {
        TicketBook book(t.db());
        const api::TicketRated rated{errand.number, today(book), static_cast<uint32_t>(errand.score),
                                     errand.reasons};
        return t.append(rated, context_.clock.wall());
    });
    if (!kept) return context_.answer(Event{RatingNotKept{errand.question}});
    context_.office.journal_grew();
    context_.answer(Event{RatingKept{errand.question}});
}

}  // namespace lobby::kiosk::ratings
