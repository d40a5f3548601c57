#include "kiosk/recognition/certificate_numbers.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/credit_code.hpp"
#include "base/licence_number.hpp"

namespace lobby::kiosk {

namespace {

constexpr size_t licence_length = 17;
constexpr size_t older_licence_length = 12;
constexpr size_t credit_length = 18;
constexpr int sure_when_two_agree = 96;
constexpr int unsure_when_two_differ = 55;
constexpr int sure_alone = 85;

bool is_space_or_mark(char32_t c) {
    return c == U' ' || c == U':' || c == U'.' || c == U',' || c == U'\'' || c == 0xB7;
}

// The characters that `take` understands, from `at` on, marks left out in front and between.
template <class Take>
ReadText run_from(const ReadText& line, size_t at, size_t& end, const Take& take) {
    ReadText run;
    while (at < line.text.size() && is_space_or_mark(line.text[at])) ++at;
    for (; at < line.text.size(); ++at) {
        if (take(line.text[at]))
            run.add(line.text[at], line.confidence[at]);
        else if (!is_space_or_mark(line.text[at]))
            break;
    }
    end = at;
    return run;
}

std::string digits_of(std::u32string_view run) {
    std::string digits;
    for (const char32_t c : run)
        if (const auto digit = digit_meant(c)) digits.push_back(*digit);
    return digits;
}

// What a repair may turn into a digit has to stand among digits.
bool is_mostly_digits(std::u32string_view run) {
    return static_cast<size_t>(std::ranges::count_if(run, is_digit)) * 4 >= run.size() * 3;
}

// The second reading of what begins about there.
const SecondReading* second_at(const NumberLine& line, size_t first, size_t end) {
    for (const auto& second : line.second)
        if (second.first < end && second.first + second.count > first) return &second;
    return nullptr;
}

using Judge = std::function<bool(const std::string&)>;

// Recognition is as sure of a wrong digit as of a right one, and this number has no check digit.
std::optional<FoundNumber> alone(std::optional<FoundNumber> found) {
    if (found) found->confidence = std::min(found->confidence, sure_alone);
    return found;
}

FoundNumber better_of(FoundNumber one, FoundNumber other, const Judge& is_good) {
    if (one.value == other.value) {
        one.confidence = std::max({one.confidence, other.confidence, sure_when_two_agree});
        return one;
    }
    const bool good = is_good(one.value);
    if (good != is_good(other.value)) return good ? one : other;
    auto& better = one.confidence >= other.confidence ? one : other;
    better.confidence = std::min(better.confidence, unsure_when_two_differ);
    return better;
}

// ---- the practising certificate's number

std::optional<FoundNumber> licence_in(const ReadText& run, int confidence) {
    if (run.text.size() != licence_length && run.text.size() != older_licence_length) return std::nullopt;
    if (!is_mostly_digits(run.text)) return std::nullopt;
    FoundNumber found{digits_of(run.text), run.text, confidence};
    if (found.value.size() != run.text.size()) return std::nullopt;
    if (!is_licence_layout(found.value)) found.confidence = std::min(found.confidence, 50);
    return found;
}

ReadText of_second(const SecondReading& second) {
    ReadText run;
    for (const char32_t c : second.text)
        if (c != U' ') run.add(c, static_cast<uint8_t>(std::clamp(second.confidence, 0, 100)));
    return run;
}

std::optional<FoundNumber> licence_after(const NumberLine& line, size_t at) {
    size_t end = at;
    const auto run = run_from(line.read, at, end, [](char32_t c) { return digit_meant(c).has_value(); });
    auto first = licence_in(run, run.mean_confidence());
    const auto* again = second_at(line, at, std::max(end, at + 1));
    if (!again) return alone(std::move(first));
    auto second = licence_in(of_second(*again), again->confidence);
    if (!first || !second) return alone(first ? std::move(first) : std::move(second));
    return better_of(std::move(*first), std::move(*second),
                     [](const std::string& digits) { return is_licence_layout(digits); });
}

// ---- the firm's code

// GB 32100: neither I, O, S, V nor Z.
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool is_credit_code(const std::string& code) {
    return parse_credit_code(code).has_value();
}

// Letters that no code has are the digits that they look like; the region's six are digits.
std::string in_code_alphabet(std::u32string_view run) {
    std::string code;
    for (const char32_t c : run) {
        const char32_t upper = c >= U'a' && c <= U'z' ? c - 32 : c;
        if (upper > 0x7F) continue;
        char letter = static_cast<char>(upper);
        const bool in_region = code.size() >= 2 && code.size() < 8;
        if (in_region || code_alphabet.find(letter) == std::string_view::npos)
            letter = digit_meant(c).value_or(letter);
        code.push_back(letter);
    }
    return code;
}

// Pairs that recognition takes for each other.
constexpr std::array<std::pair<char, char>, 16> look_alikes{{{'0', 'D'},
                                                             {'0', 'Q'},
                                                             {'1', 'L'},
                                                             {'1', 'T'},
                                                             {'1', 'J'},
                                                             {'4', 'A'},
                                                             {'6', 'G'},
                                                             {'7', 'T'},
                                                             {'8', 'B'},
                                                             {'C', 'G'},
                                                             {'E', 'F'},
                                                             {'F', 'P'},
                                                             {'H', 'N'},
                                                             {'K', 'X'},
                                                             {'M', 'N'},
                                                             {'P', 'R'}}};

// The only code with a right check character that one look-alike, or one character read twice, away.
std::optional<std::string> repaired(const std::string& code) {
    std::vector<std::string> right;
    if (code.size() == credit_length)
        for (size_t i = 2; i < credit_length; ++i)
            for (const auto& [one, other] : look_alikes) {
                auto changed = code;
                changed[i] = code[i] == one ? other : code[i] == other ? one : code[i];
                if (changed != code && is_credit_code(changed)) right.push_back(changed);
            }
    if (code.size() == credit_length + 1)
        for (size_t i = 0; i < code.size(); ++i) {
            auto shorter = code;
            shorter.erase(i, 1);
            if (is_credit_code(shorter) && std::ranges::find(right, shorter) == right.end())
                right.push_back(shorter);
        }
    if (right.size() != 1) return std::nullopt;
    return right.front();
}

std::optional<FoundNumber> credit_in(const ReadText& run, int confidence, bool labelled) {
    auto code = in_code_alphabet(run.text);
    if (is_credit_code(code)) return FoundNumber{code, run.text, confidence};
    if (!labelled || code.size() + 1 < credit_length || code.size() > credit_length + 1) return std::nullopt;
    if (auto mended = repaired(code)) return FoundNumber{*mended, run.text, std::min(confidence, 60)};
    return FoundNumber{code, run.text, std::min(confidence, 30)};
}

std::optional<FoundNumber> credit_after(const NumberLine& line, size_t at, bool labelled) {
    size_t end = at;
    const auto run = run_from(line.read, at, end, is_latin_or_digit);
    auto first = credit_in(run, run.mean_confidence(), labelled);
    const auto* again = second_at(line, at, std::max(end, at + 1));
    if (!again) return first;
    auto second = credit_in(of_second(*again), again->confidence, labelled);
    if (!first || !second) return first ? first : second;
    return better_of(std::move(*first), std::move(*second), is_credit_code);
}

void keep_better(std::optional<FoundNumber>& best, std::optional<FoundNumber> found) {
    if (found && (!best || found->confidence > best->confidence)) best = std::move(found);
}

}  // namespace

bool is_licence_layout(std::string_view digits) {
    // Whether the year lies ahead is for others to say.
    constexpr Date late = std::chrono::sys_days{std::chrono::year{2099} / 12 / 31};
    return digits.size() == licence_length &&
           read_licence_number(digits, late).form == LicenceNumber::Form::of_2010;
}

std::optional<FoundNumber> find_licence_number(std::span<const NumberLine> lines) {
    std::optional<FoundNumber> best;
    for (const auto& line : lines)
        for (const std::u32string_view label : {U"执业证号", U"执业证书号", U"执业证编号"})
            if (const auto found = find_label(line.read.text, label))
                keep_better(best, licence_after(line, found->end));
    if (best) return best;
    // Without its label only a number that has the layout.
    for (const auto& line : lines)
        for (size_t at = 0; at < line.read.text.size(); ++at) {
            const bool begins =
                digit_meant(line.read.text[at]) && (at == 0 || !digit_meant(line.read.text[at - 1]));
            if (!begins || (at > 0 && is_latin_or_digit(line.read.text[at - 1]))) continue;
            auto found = licence_after(line, at);
            if (found && is_licence_layout(found->value)) keep_better(best, std::move(found));
        }
    return best;
}

std::optional<FoundNumber> find_credit_code(std::span<const NumberLine> lines) {
    std::optional<FoundNumber> best;
    for (const auto& line : lines)
        for (const std::u32string_view label : {U"统一社会信用代码", U"社会信用代码"})
            if (const auto found = find_label(line.read.text, label))
                keep_better(best, credit_after(line, found->end, true));
    if (best) return best;
    for (const auto& line : lines)
        for (size_t at = 0; at < line.read.text.size(); ++at)
            if (is_latin_or_digit(line.read.text[at]) &&
                (at == 0 || !is_latin_or_digit(line.read.text[at - 1])))
                keep_better(best, credit_after(line, at, false));
    return best;
}

std::optional<std::string> licence_number_in_code(std::string_view code) {
    for (size_t at = 0; at < code.size();) {
        const auto from = code.find_first_of("0123456789", at);
        if (from == std::string_view::npos) break;
        const auto end = std::min(code.find_first_not_of("0123456789", from), code.size());
        const auto run = code.substr(from, end - from);
        if (is_licence_layout(run)) return std::string(run);
        at = end;
    }
    return std::nullopt;
}

std::optional<std::string> credit_code_in_code(std::string_view code) {
    constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (size_t at = 0; at < code.size();) {
        const auto from = code.find_first_of(letters, at);
        if (from == std::string_view::npos) break;
        const auto end = std::min(code.find_first_not_of(letters, from), code.size());
        std::string run(code.substr(from, end - from));
        if (is_credit_code(run)) return run;
        at = end;
    }
    return std::nullopt;
}

}  // namespace lobby::kiosk
