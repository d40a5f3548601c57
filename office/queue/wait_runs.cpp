#include "office/queue/wait_runs.hpp"

#include <algorithm>

namespace lobby::office::queue {

namespace {

constexpr std::chrono::minutes lately{60};  // over which newcomers with precedence are counted
constexpr double unseen_newcomers = 0.3;    // per service in that time, when none came
constexpr double longest_run = 10 * 3600;
constexpr double comes_back =
    0.05;  // of those called: missed the call, or sent on and back in line before him

double seconds_from(WallTime now, WallTime at) {
    return std::chrono::duration<double>(at - now).count();
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::count(all, one) > 0;
}

}  // namespace

WaitRuns::WaitRuns(const State& state, const Settings& settings, const Ticket& who, WallTime now)
    : overdue_after_(static_cast<double>(std::chrono::seconds(settings.overtaken_until).count())),
      overtaken_at_most_(settings.overtaken_at_most),
      newcomers_go_first_(!settings.goes_first(who.precedence)) {
    if (!settings.service(who.service) || state.paused(who.service)) return;
    const auto* target = state.window(who.target_window);
    const bool only_target = target && target->open;
    add_lines(state, settings, who.service, now);
    // The lines that share windows with his, and those that share windows with these, and so on.
    for (size_t i = 0; i < names_.size(); ++i)
        for (const auto& [id, w] : state.windows())
            if (w.open && (contains(w.services, names_[i]) || (only_target && id == who.target_window)))
                for (const auto& s : w.services)
                    if (!contains(names_, s)) add_lines(state, settings, s, now);
    for (const auto& [id, w] : state.windows()) {
        Counter c;
        for (size_t i = 0; i < names_.size(); ++i)
            if (w.open && contains(w.services, names_[i]) && !state.paused(names_[i])) c.lines.push_back(i);
        c.may_call_who =
            w.open && (only_target ? id == who.target_window : contains(w.services, who.service));
        if (c.may_call_who && !contains(w.services, who.service)) c.lines.push_back(0);
        if (c.lines.empty()) continue;
        const auto* visitor = w.ticket ? state.ticket(*w.ticket) : nullptr;
        if (visitor) {
            const auto at = std::ranges::find(names_, visitor->service);
            c.busy_with = at == names_.end() ? 0 : static_cast<size_t>(at - names_.begin());
            c.busy_since = seconds_from(now, *visitor->called_at) - w.turnaround;
        }
        possible_ = possible_ || c.may_call_who;
        windows_.push_back(std::move(c));
    }
    bool in_line = false;
    for (size_t i = 0; i < names_.size(); ++i)
        for (const auto& place : state.line(names_[i])) {
            const auto& t = *state.ticket(place.ticket);
            in_line = in_line || t.id == who.id;
            ++people_;
            add_person(lines_[i], t, settings, now, t.id == who.id);
        }
    if (!in_line) add_person(lines_[0], who, settings, now, true);
    if (newcomers_go_first_)
        for (auto it = state.tickets().rbegin(); it != state.tickets().rend(); ++it) {
            const auto& t = it->second;
            if (now - t.known_at > lately) break;
            const auto at = std::ranges::find(names_, t.service);
            if (at != names_.end() && settings.goes_first(t.precedence))
                lines_[static_cast<size_t>(at - names_.begin())].newcomers_mean += 1;
        }
    for (auto& line : lines_) {
        line.newcomers_mean = newcomers_go_first_
                                  ? seconds_from(now, now + lately) / (line.newcomers_mean + unseen_newcomers)
                                  : never;
        came_first_.push_back(line.first.size());
    }
}

void WaitRuns::add_lines(const State& state, const Settings& settings, const std::string& service,
                         WallTime now) {
    names_.push_back(service);
    Line line;
    static const Service unknown;  // of a window opened before a change of settings
    const auto* s = settings.service(service);
    line.times.emplace(state, s ? *s : unknown, now);
    line.newcomers_mean = 0;  // counts, until the mean is known
    lines_.push_back(std::move(line));
}

// Parked people come back soon: they stand at their place.
void WaitRuns::add_person(Line& line, const Ticket& t, const Settings& settings, WallTime now, bool is_who) {
    const Person p{seconds_from(now, t.taken_at), t.overtaken, is_who};
    if (t.appointment && t.absences == 0 && t.taken_at <= t.appointment->until) {
        line.reserved.push_back({seconds_from(now, t.appointment->from), 0, is_who});
        std::ranges::stable_sort(line.reserved, {}, &Person::came);
    } else {
        (settings.goes_first(t.precedence) ? line.first : line.others).push_back(p);
    }
}

void WaitRuns::begin(Random& random) {
    heads_.assign(lines_.size(), {});
    for (size_t i = 0; i < lines_.size(); ++i) {
        auto& line = lines_[i];
        line.first.resize(came_first_[i]);
        heads_[i].factor = std::exp(line.times->uncertainty() * random.normal());
        heads_[i].newcomer_at = newcomers_go_first_ ? random.exponential(line.newcomers_mean) : never;
    }
    free_at_.clear();
    for (const auto& w : windows_) {
        const bool busy = w.busy_since < never;
        const auto& heads = heads_[w.busy_with];
        free_at_.push_back(
            busy ? lines_[w.busy_with].times->draw_rest(random, heads.factor, std::max(0.0, -w.busy_since))
                 : 0);
    }
}

Turn WaitRuns::turn_at(const Person& p, Turn turn, const Heads& heads, double at) const {
    const auto later = heads.passed.end() - std::ranges::upper_bound(heads.passed, p.came);
    const bool often = p.overtaken + static_cast<uint64_t>(later) >= overtaken_at_most_;
    return often || at - p.came >= overdue_after_ ? Turn::overdue : turn;
}

void WaitRuns::consider(std::optional<Pick>& best, Pick candidate) const {
    if (!best || candidate.turn < best->turn || (candidate.turn == best->turn && candidate.came < best->came))
        best = candidate;
}

std::optional<WaitRuns::Pick> WaitRuns::pick(const Counter& window, double at, Random& random) {
    std::optional<Pick> best;
    for (const size_t i : window.lines) {
        auto& line = lines_[i];
        auto& heads = heads_[i];
        for (; heads.newcomer_at <= at; heads.newcomer_at += random.exponential(line.newcomers_mean))
            line.first.push_back({heads.newcomer_at, 0, false});
        const auto allowed = [&](const Person& p) { return !p.is_who || window.may_call_who; };
        if (heads.reserved < line.reserved.size() && allowed(line.reserved[heads.reserved])) {
            const auto& p = line.reserved[heads.reserved];
            consider(best, {i, &line.reserved, &heads.reserved, p.came <= at ? Turn::reserved : Turn::early,
                            p.came});
        }
        if (heads.first < line.first.size() && allowed(line.first[heads.first])) {
            const auto& p = line.first[heads.first];
            consider(best, {i, &line.first, &heads.first, turn_at(p, Turn::precedence, heads, at), p.came});
        }
        if (heads.others < line.others.size() && allowed(line.others[heads.others])) {
            const auto& p = line.others[heads.others];
            consider(best, {i, &line.others, &heads.others, turn_at(p, Turn::ordinary, heads, at), p.came});
        }
    }
    return best;
}

// Whoever came before him and waits for one of these windows has been overtaken.
void WaitRuns::pass(const Counter& window, const Pick& pick) {
    if (pick.turn != Turn::precedence && pick.turn != Turn::overdue) return;
    for (const size_t i : window.lines) {
        auto& passed = heads_[i].passed;
        passed.insert(std::ranges::upper_bound(passed, pick.came), pick.came);
        // More than this at the far end are never asked for.
        if (passed.size() > 2 * size_t{overtaken_at_most_} + 8) passed.erase(passed.begin());
    }
}

double WaitRuns::play(Random& random) {
    begin(random);
    for (;;) {
        const auto soonest = std::ranges::min_element(free_at_);
        const double at = *soonest;
        if (at >= longest_run) return longest_run;
        const auto& window = windows_[static_cast<size_t>(soonest - free_at_.begin())];
        const auto next = pick(window, at, random);
        if (!next) {
            *soonest = never;  // nobody for this window
            continue;
        }
        if ((*next->list)[*next->head].is_who) return at;
        ++*next->head;
        pass(window, *next);
        const auto& times = *lines_[next->line].times;
        const double factor = heads_[next->line].factor;
        *soonest = at + times.draw(random, factor);
        if (random.chance(comes_back)) *soonest += times.draw(random, factor);
    }
}

}  // namespace lobby::office::queue
