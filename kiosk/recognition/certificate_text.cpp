#include "kiosk/recognition/certificate_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/recognition/certificate_kind.hpp"
#include "kiosk/recognition/certificate_names.hpp"
#include "kiosk/recognition/certificate_numbers.hpp"
#include "kiosk/recognition/chinese_date.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::kiosk {

namespace {

using api::FormField;
using api::PageKind;
using Labels = std::initializer_list<std::u32string_view>;

constexpr int sure_of_code = 98;
constexpr int sure_when_said_twice = 92;
// What was read once is never surer: recognition is as sure of a wrong character as of a right one.
constexpr int sure_alone = 85;
constexpr int unsure_alone = 65;
constexpr int unsure_when_two_differ = 50;

// One line in plain forms without spaces; the second readings' places move with it.
NumberLine plain_line(const TextLine& line) {
    NumberLine plain;
    const size_t length = std::min({line.text.size(), line.confidence.size(), most_line_characters});
    std::vector<size_t> place(length + 1);
    for (size_t i = 0; i < length; ++i) {
        place[i] = plain.read.text.size();
        const char32_t c = plain_form(line.text[i]);
        if (c > U' ') plain.read.add(c, std::min<uint8_t>(line.confidence[i], 100));
    }
    place[length] = plain.read.text.size();
    for (const auto& second : line.second) {
        if (second.first >= length || plain.second.size() >= 8) continue;
        const size_t end = std::min(length, second.first + std::min(second.count, length));
        auto moved = second;
        moved.first = place[second.first];
        moved.count = place[end] - moved.first;
        moved.text.resize(std::min(moved.text.size(), most_line_characters));
        plain.second.push_back(std::move(moved));
    }
    return plain;
}

NumberLine rest_of(const NumberLine& line, size_t from) {
    NumberLine rest{line.read.part(from, std::u32string::npos), {}};
    for (auto second : line.second) {
        if (second.first < from) continue;
        second.first -= from;
        rest.second.push_back(std::move(second));
    }
    return rest;
}

struct LineDate {
    Date day{};
    std::u32string as_read;
    int confidence = 0;
};

std::u32string words_of(const ReadText& text, const FoundDate& date) {
    return text.text.substr(date.first, date.end - date.first);
}

// The last date of a line, as both readings have it.
std::optional<LineDate> date_of(const NumberLine& line) {
    std::optional<FoundDate> first;
    for (auto date = find_date(line.read); date; date = find_date(line.read, date->end)) first = date;
    std::optional<LineDate> found;
    if (first) found = {first->day, words_of(line.read, *first), first->confidence};
    for (const auto& second : line.second) {
        ReadText again;
        for (const char32_t c : second.text)
            again.add(c, static_cast<uint8_t>(std::clamp(second.confidence, 0, 100)));
        const bool is_date = again.text.find(U'年') != std::u32string::npos;
        const auto date = find_date(again);
        if (!date) {
            if (is_date && found) found->confidence = std::min(found->confidence, unsure_alone);
        } else if (!found) {
            found = {date->day, words_of(again, *date), std::min(date->confidence, unsure_alone)};
        } else if (date->day == found->day) {
            found->confidence = sure_alone;  // both readings are of one model
        } else {
            found = {date->day, words_of(again, *date), unsure_when_two_differ};
        }
    }
    return found;
}

class Page {
public:
    explicit Page(const PageText& text) : raw_(text) {
        for (const auto& line : text.lines) {
            if (lines_.size() == most_text_lines) break;
            lines_.push_back(plain_line(line));
            reads_.push_back(lines_.back().read);
            flow_.text += lines_.back().read.text;
            const auto& sure = lines_.back().read.confidence;
            flow_.confidence.insert(flow_.confidence.end(), sure.begin(), sure.end());
        }
    }
    [[nodiscard]] const std::vector<NumberLine>& lines() const { return lines_; }
    [[nodiscard]] const std::vector<ReadText>& reads() const { return reads_; }
    // All lines as one text: sentences go on in the next line.
    [[nodiscard]] const ReadText& flow() const { return flow_; }

    // What stands behind a label: the rest of its line, or what is beside it when the line ends there.
    [[nodiscard]] NumberLine behind(size_t line, size_t end) const {
        auto rest = rest_of(lines_[line], end);
        if (rest.read.text.size() > 1) return rest;
        const auto& label = raw_.lines[line];
        std::optional<size_t> nearest;
        for (size_t i = 0; i < reads_.size(); ++i) {
            const auto& other = raw_.lines[i];
            const int middle = other.top / 2 + other.bottom / 2;
            if (other.left < label.right || middle < label.top || middle > label.bottom) continue;
            if (!nearest || other.left < raw_.lines[*nearest].left) nearest = i;
        }
        return nearest ? lines_[*nearest] : rest;
    }

    [[nodiscard]] int bottom_of(size_t line) const { return raw_.lines[line].bottom; }
    [[nodiscard]] const std::vector<std::string>& codes() const { return raw_.codes; }

private:
    const PageText& raw_;
    std::vector<NumberLine> lines_;
    std::vector<ReadText> reads_;
    ReadText flow_;
};

// What was found for one field in several places: the value that stands there most often, then the surest.
class Candidates {
public:
    void add(std::optional<FoundName> found) {
        if (!found) return;
        for (auto& known : all_)
            if (known.name.value == found->value) {
                ++known.times;
                if (found->confidence > known.name.confidence) known.name = std::move(*found);
                return;
            }
        all_.push_back({std::move(*found), 1});
    }
    [[nodiscard]] bool empty() const { return all_.empty(); }
    [[nodiscard]] std::optional<FoundName> best() const {
        const auto most = std::ranges::max_element(all_, {}, [](const Known& known) {
            return std::pair{known.times, known.name.confidence};
        });
        if (most == all_.end()) return std::nullopt;
        auto name = most->name;
        name.confidence = most->times > 1 ? std::max(name.confidence, sure_when_said_twice)
                                          : std::min(name.confidence, sure_alone);
        return name;
    }

private:
    struct Known {
        FoundName name;
        int times = 0;
    };
    std::vector<Known> all_;
};

// Each field once: the surest.
class Proposals {
public:
    void add(FormField field, std::string_view value, std::u32string_view as_read, int confidence,
             bool by_code = false) {
        const auto read = to_utf8(as_read);
        // As the kiosk asks of what it is told (reading_frames.hpp): no control characters, no directions.
        if (value.empty() || !api::is_plain_text(value, api::max_field_bytes) ||
            !api::is_plain_text(read, api::max_field_bytes))
            return;
        Proposal proposal{field, SecretString(value), SecretString(read), std::clamp(confidence, 0, 100),
                          by_code};
        const auto known = std::ranges::find(all_, field, &Proposal::field);
        if (known == all_.end())
            all_.push_back(std::move(proposal));
        else if (proposal.confidence > known->confidence)
            *known = std::move(proposal);
    }
    void add(FormField field, const std::optional<FoundName>& name) {
        if (name) add(field, to_utf8(name->value), name->as_read, name->confidence);
    }
    void add(FormField field, const std::optional<FoundNumber>& number) {
        if (number) add(field, number->value, number->as_read, number->confidence);
    }
    void add(FormField field, const std::optional<LineDate>& date) {
        if (date) add(field, iso_date(date->day), date->as_read, date->confidence);
    }
    std::vector<Proposal> take() {
        std::ranges::stable_sort(all_, {}, &Proposal::field);
        return std::move(all_);
    }

private:
    std::vector<Proposal> all_;
};

// Behind each of the labels that stands in a line; with `begins`, only where the line begins with it.
template <class Take>
void behind_labels(const Page& page, Labels labels, bool begins, const Take& take) {
    for (size_t i = 0; i < page.reads().size(); ++i)
        for (const auto label : labels)
            if (const auto found = find_label(page.reads()[i].text, label);
                found && (!begins || found->first == 0)) {
                take(page.behind(i, found->end));
                break;
            }
}

// The same, word for word.
template <class Take>
void behind_exact(const Page& page, Labels labels, const Take& take) {
    for (size_t i = 0; i < page.reads().size(); ++i)
        for (const auto label : labels)
            if (page.reads()[i].text.starts_with(label)) {
                take(page.behind(i, label.size()));
                break;
            }
}

// After each occurrence in the running text, for sentences.
template <class Take>
void in_sentences(const ReadText& flow, Labels words, const Take& take) {
    for (const auto word : words)
        for (size_t at = flow.text.find(word); at != std::u32string::npos; at = flow.text.find(word, at + 1))
            take(at, at + word.size());
}

// 云南…律师事务所张某律师, 指派张某律师, 兹证明张某律师: a name that 律师 follows.
void add_lawyer_of_sentences(const Page& page, Candidates& names) {
    const auto& flow = page.flow();
    in_sentences(flow, {U"律师事务所", U"指派", U"兹证明", U"委托", U"证明"}, [&](size_t, size_t end) {
        const auto name = name_at(flow, end);
        if (!name) return;
        const size_t after = flow.text.find(U"律师", end);
        if (after != std::u32string::npos && after <= end + name->as_read.size() + 1) names.add(name);
    });
}

// …犯罪嫌疑人张某涉嫌…: who stands before 涉嫌.
void add_suspect_of_sentences(const Page& page, Candidates& names) {
    const auto& flow = page.flow();
    in_sentences(flow, {U"涉嫌"}, [&](size_t first, size_t) {
        const size_t back = first > 24 ? first - 24 : 0;
        std::optional<size_t> from;
        for (const std::u32string_view before : {U"因", U"嫌疑人", U"被告人", U"担任", U"为"}) {
            const auto at = std::u32string_view(flow.text).substr(back, first - back).rfind(before);
            if (at != std::u32string_view::npos) from = std::max(from.value_or(0), back + at + before.size());
        }
        if (from && *from < first) names.add(name_before(flow.part(*from, first - *from), first - *from));
    });
}

// The one that stands lowest: of the signature and the seal.
void add_last_date(const Page& page, FormField field, Proposals& proposals) {
    std::optional<LineDate> last;
    int lowest = 0;
    for (size_t i = 0; i < page.lines().size(); ++i) {
        auto date = date_of(page.lines()[i]);
        if (!date || (last && page.bottom_of(i) < lowest)) continue;
        last = std::move(date);
        lowest = page.bottom_of(i);
    }
    proposals.add(field, last);
}

void add_case_number(const Page& page, Proposals& proposals) {
    behind_labels(page, {U"统一受案号", U"受案号", U"案件编号"}, true, [&](const NumberLine& line) {
        const auto& text = line.read;
        ReadText run;
        for (size_t i = 0; i < text.text.size(); ++i) {
            if (text.text[i] == U':' && run.text.empty()) continue;
            if (!digit_meant(text.text[i])) break;
            run.add(text.text[i], text.confidence[i]);
        }
        if (run.text.size() < 12 || run.text.size() > 24) return;
        std::string value;
        for (const char32_t c : run.text) value.push_back(*digit_meant(c));
        proposals.add(FormField::case_number, value, run.text, run.mean_confidence());
    });
}

void add_practising_certificate(const Page& page, Proposals& proposals) {
    std::optional<std::string> by_code;
    for (const auto& code : page.codes())
        if (!by_code) by_code = licence_number_in_code(code);
    if (by_code)
        proposals.add(FormField::licence_number, *by_code, from_utf8(*by_code), sure_of_code, true);
    else
        proposals.add(FormField::licence_number, find_licence_number(page.lines()));

    Candidates names;
    behind_labels(page, {U"持证人"}, false,
                  [&](const NumberLine& line) { names.add(name_at(line.read, 0)); });
    if (names.empty())
        behind_exact(page, {U"姓名"}, [&](const NumberLine& line) { names.add(name_at(line.read, 0)); });
    proposals.add(FormField::licence_name, names.best());

    Candidates firms;
    behind_labels(page, {U"执业机构"}, false,
                  [&](const NumberLine& line) { firms.add(firm_at(line.read, 0)); });
    proposals.add(FormField::licence_firm, firms.best());

    // The last inspection, where there is one; a page with one that cannot be read gives no date.
    bool inspected = false;
    std::optional<LineDate> newest;
    const auto take = [&](const NumberLine& line) {
        inspected = true;
        auto date = date_of(line);
        if (date && (!newest || date->day > newest->day)) newest = std::move(date);
    };
    behind_labels(page, {U"备案日期", U"考核日期"}, false, take);
    behind_labels(page, {U"年度考核", U"考核结果", U"备案机关"}, false,
                  [&](const NumberLine&) { inspected = true; });
    if (!inspected) behind_labels(page, {U"发证日期"}, false, take);
    proposals.add(FormField::licence_issued_on, newest);
}

void add_firm_certificate(const Page& page, Proposals& proposals) {
    Candidates firms;
    behind_labels(page, {U"律师事务所名称", U"单位名称", U"执业机构"}, false,
                  [&](const NumberLine& line) { firms.add(firm_at(line.read, 0)); });
    for (const auto& line : page.reads())  // the signature
        if (line.text.ends_with(U"事务所") && line.text.find(U':') == std::u32string::npos)
            firms.add(firm_at(line, 0));
    proposals.add(FormField::firm_name, firms.best());

    std::optional<std::string> by_code;
    for (const auto& code : page.codes())
        if (!by_code) by_code = credit_code_in_code(code);
    if (by_code)
        proposals.add(FormField::firm_code, *by_code, from_utf8(*by_code), sure_of_code, true);
    else
        proposals.add(FormField::firm_code, find_credit_code(page.lines()));

    Candidates names;
    behind_labels(page, {U"承办律师", U"指派律师", U"律师姓名"}, true,
                  [&](const NumberLine& line) { names.add(name_at(line.read, 0)); });
    add_lawyer_of_sentences(page, names);
    proposals.add(FormField::firm_lawyer, names.best());
    add_last_date(page, FormField::firm_dated_on, proposals);
}

void add_authorisation(const Page& page, PageKind kind, Proposals& proposals) {
    const auto into = [](Candidates& names) {
        return [&names](const NumberLine& line) { names.add(name_at(line.read, 0)); };
    };
    Candidates clients;
    behind_exact(page, {U"犯罪嫌疑人", U"被告人", U"被害人", U"受援人"}, into(clients));
    add_suspect_of_sentences(page, clients);
    if (clients.empty() && kind == PageKind::power_of_attorney)
        behind_exact(page, {U"委托人"}, into(clients));
    proposals.add(FormField::client_name, clients.best());

    Candidates lawyers;
    behind_exact(page, {U"受委托人", U"被委托人", U"受托人", U"承办律师", U"指派律师"}, into(lawyers));
    add_lawyer_of_sentences(page, lawyers);
    proposals.add(FormField::letter_lawyer, lawyers.best());
    add_last_date(page, FormField::letter_dated_on, proposals);
    add_case_number(page, proposals);
}

}  // namespace

PageReading find_fields(PageKind kind, const PageText& text) {
    const Page page(text);
    Proposals proposals;
    switch (kind) {
        case PageKind::practising_certificate:
            add_practising_certificate(page, proposals);
            break;
        case PageKind::firm_certificate:
            add_firm_certificate(page, proposals);
            break;
        case PageKind::power_of_attorney:
        case PageKind::legal_aid_letter:
            add_authorisation(page, kind, proposals);
            break;
        case PageKind::relation_proof:
            break;  // for the reviewer's eyes; no field of the form
    }
    const auto guess = guess_kind(kind, page.reads());
    PageReading reading;
    reading.proposals = proposals.take();
    reading.looks_like = guess.most;
    reading.looks_like_kind = guess.asked;
    return reading;
}

}  // namespace lobby::kiosk
