// terminal-probe FRAMEBUFFER: measures a program on an Xvfb from outside, as a visitor would meet it. It
// touches by XTest and looks at the frame buffer itself, so that both programs that are compared are measured
// in the same way and neither has to help. Commands are JSON objects, one a line, on standard input; each
// gets one line of answer.
//
//   {"do": "quiet", "calm_ms": n, "within_ms": n}       until nothing is drawn for calm_ms         {"ok":
//   bool}
//   {"do": "keep", "name": s}                           remembers the screen                       {"ok":
//   true}
//   {"do": "save" | "load", "name": s, "file": s}       puts a remembered screen into a file, or back
//   {"do": "share", "name": s}                          how much of that the screen shows now      {"share":
//   0…1}
//   {"do": "watch", "ms": n}                            counts the moments of drawing              {"drawn":
//   n}
//   {"do": "touch", "x", "y", "hold_ms", "target": s, "within_ms"}
//        presses, waits, lets go, waits until the screen is exactly `target`
//        {"ok", "feedback_us", "first_us", "final_us", "frames"}: feedback from the press to the first frame
//        after it (or null), first and final from letting go to the first frame and to the one that completes
//        the new screen
//   {"do": "launch", "argv": [s…]}                      starts a program                           {"pid": n}
//   {"do": "park"}                                      moves the pointer out of sight             {"ok":
//   true}
//   {"do": "start", "argv": [s…], "home": s, "rows": n, "x", "y", "target": s, "within_ms"}
//        the same, and touches (again, where nothing comes of it) as soon as the first n rows of its screen
//        are those of `home`
//        {"ok", "pid", "home_us", "answered_us", "target_us"}: from before the fork to home, to the first
//        frame after the touch, to `target`
//   {"do": "end", "within_ms": n}                       ends what was started                      {"ok":
//   bool}
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include <boost/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/terminal/framebuffer.hpp"
#include "tests/bench/terminal/touches.hpp"

namespace lobby::bench {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using Moment = SteadyClock::time_point;

constexpr milliseconds patience(500);  // of a visitor whose touch does nothing

std::int64_t microseconds_between(Moment from, Moment to) {
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

json::value optional_value(const std::optional<std::int64_t>& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

class Probe {
public:
    explicit Probe(const char* window_dump) : screen_(window_dump) {}

    json::object answer(const json::object& ask) {
        const std::string what(ask.at("do").as_string());
        if (what == "quiet") return {{"ok", touches_.quiet(span(ask, "calm_ms"), deadline(ask))}};
        if (what == "keep") return keep(name(ask, "name"));
        if (what == "save") return save(kept(name(ask, "name")), name(ask, "file"));
        if (what == "load") return load(name(ask, "name"), name(ask, "file"));
        if (what == "share") return {{"share", screen_.equal_share(kept(name(ask, "name")))}};
        if (what == "watch") return watch(span(ask, "ms"));
        if (what == "touch") return touch(ask);
        if (what == "launch") return {{"pid", launch(ask)}};
        if (what == "park") return park();
        if (what == "start") return start(ask);
        if (what == "end") return {{"ok", end(span(ask, "within_ms"))}};
        throw std::runtime_error("unknown command " + what);
    }

private:
    static std::string name(const json::object& ask, const char* key) {
        return std::string(ask.at(key).as_string());
    }
    static int number(const json::object& ask, const char* key) { return ask.at(key).to_number<int>(); }
    static milliseconds span(const json::object& ask, const char* key) {
        return milliseconds(number(ask, key));
    }
    static Moment deadline(const json::object& ask) { return SteadyClock::now() + span(ask, "within_ms"); }

    const Picture& kept(const std::string& which) const {
        const auto found = pictures_.find(which);
        if (found == pictures_.end()) throw std::runtime_error("nothing is kept as " + which);
        return found->second;
    }

    json::object keep(const std::string& which) {
        pictures_[which] = screen_.copy();
        return {{"ok", true}};
    }
    static json::object save(const Picture& picture, const std::string& file) {
        std::ofstream out(file, std::ios::binary);
        out.write(reinterpret_cast<const char*>(picture.data()),
                  static_cast<std::streamsize>(picture.size() * sizeof picture[0]));
        return {{"ok", out.good()}};
    }
    json::object load(const std::string& which, const std::string& file) {
        Picture picture(static_cast<std::size_t>(screen_.width()) *
                        static_cast<std::size_t>(screen_.height()));
        std::ifstream in(file, std::ios::binary);
        in.read(reinterpret_cast<char*>(picture.data()),
                static_cast<std::streamsize>(picture.size() * sizeof picture[0]));
        const bool whole = in.good();
        if (whole) pictures_[which] = std::move(picture);
        return {{"ok", whole}};
    }

    json::object park() {
        touches_.park();
        return {{"ok", true}};
    }

    json::object watch(milliseconds how_long) {
        touches_.drain();
        const Moment until = SteadyClock::now() + how_long;
        int count = 0;
        while (touches_.drawn(until)) ++count;
        return {{"drawn", count}};
    }

    // What is seen from `began` on, until that many rows from the top are exactly those of `target`.
    struct Seen {
        std::optional<std::int64_t> first_us;
        std::optional<std::int64_t> final_us;
        int frames = 0;
    };
    Seen look(Moment began, const Picture& target, int rows, Moment until) {
        Seen seen;
        while (!seen.final_us) {
            const auto moment = touches_.drawn(until);
            if (!moment) return seen;
            ++seen.frames;
            if (!seen.first_us) seen.first_us = microseconds_between(began, *moment);
            if (screen_.shows(target, rows)) seen.final_us = microseconds_between(began, *moment);
        }
        return seen;
    }

    json::object touch(const json::object& ask) {
        const Picture& target = kept(name(ask, "target"));
        const Moment until = deadline(ask);
        touches_.drain();
        const Moment pressed = touches_.press(number(ask, "x"), number(ask, "y"));
        const Moment let_go_at = pressed + span(ask, "hold_ms");
        std::optional<std::int64_t> feedback;
        while (const auto moment = touches_.drawn(let_go_at))
            if (!feedback) feedback = microseconds_between(pressed, *moment);
        touches_.drain();
        const Moment released = touches_.release();
        const Seen seen = look(released, target, screen_.height(), until);
        return {{"ok", seen.final_us.has_value()},
                {"feedback_us", optional_value(feedback)},
                {"first_us", optional_value(seen.first_us)},
                {"final_us", optional_value(seen.final_us)},
                {"frames", seen.frames}};
    }

    json::object start(const json::object& ask) {
        const Picture& home = kept(name(ask, "home"));
        const Picture& target = kept(name(ask, "target"));
        const Moment until = deadline(ask);
        touches_.park();
        touches_.drain();
        const Moment began = SteadyClock::now();
        const pid_t pid = launch(ask);
        const Seen stands = look(began, home, number(ask, "rows"), until);
        std::optional<std::int64_t> answered;
        Seen next;
        // A visitor whose touch does nothing touches again.
        while (stands.final_us && !next.final_us && SteadyClock::now() < until) {
            touches_.drain();
            touches_.press(number(ask, "x"), number(ask, "y"));
            const auto moment = touches_.drawn(std::min(until, SteadyClock::now() + patience));
            touches_.release();
            if (moment) answered = microseconds_between(began, *moment);
            next = look(began, target, screen_.height(), std::min(until, SteadyClock::now() + patience));
        }
        return {{"ok", next.final_us.has_value()},
                {"pid", pid},
                {"home_us", optional_value(stands.final_us)},
                {"answered_us", optional_value(answered)},
                {"target_us", optional_value(next.final_us)}};
    }

    pid_t launch(const json::object& ask) {
        if (child_) throw std::runtime_error("one is running");
        child_ = spawn(ask.at("argv").as_array());
        return *child_;
    }

    // In a process group of its own, which ends as a whole.
    static pid_t spawn(const json::array& words) {
        std::vector<std::string> texts;
        for (const auto& word : words) texts.emplace_back(word.as_string());
        std::vector<char*> argv;
        for (auto& text : texts) argv.push_back(text.data());
        argv.push_back(nullptr);
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
        pid_t pid = 0;
        const int error = ::posix_spawnp(&pid, argv[0], nullptr, &attributes, argv.data(), environ);
        ::posix_spawnattr_destroy(&attributes);
        if (error != 0) throw std::runtime_error("cannot start " + texts.front());
        return pid;
    }

    bool end(milliseconds within) {
        if (!child_) return false;
        const pid_t pid = *child_;
        child_.reset();
        pollfd wait{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0};
        ::kill(-pid, SIGTERM);
        const bool ended = ::poll(&wait, 1, static_cast<int>(within.count())) == 1;
        ::kill(-pid, SIGKILL);  // helpers that stay behind
        ::waitpid(pid, nullptr, 0);
        ::close(wait.fd);
        return ended;
    }

    Framebuffer screen_;
    Touches touches_;
    std::map<std::string, Picture> pictures_;
    std::optional<pid_t> child_;
};

}  // namespace
}  // namespace lobby::bench

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: terminal-probe FRAMEBUFFER\n");
        return 2;
    }
    try {
        lobby::bench::Probe probe(argv[1]);
        for (std::string line; std::getline(std::cin, line);)
            std::cout << boost::json::serialize(probe.answer(boost::json::parse(line).as_object()))
                      << std::endl;
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "terminal-probe: %s\n", e.what());
        return 1;
    }
}
