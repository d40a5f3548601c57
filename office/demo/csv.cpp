#include <array>
#include <utility>

#include "office/demo/writers.hpp"

namespace lobby::office::demo {

namespace {

constexpr std::array<std::pair<Confidentiality, std::string_view>, 7> marks{{
    {Confidentiality::state_secret, "国家秘密"},
    {Confidentiality::commercial_secret, "商业秘密"},
    {Confidentiality::privacy, "个人隐私"},
    {Confidentiality::minor_suspect, "未成年人犯罪"},
    {Confidentiality::minor_victim, "侵害未成年人"},
    {Confidentiality::at_large, "同案犯在逃"},
    {Confidentiality::other, "其他"},
}};

std::string_view chinese(Procedure procedure) {
    switch (procedure) {
        case Procedure::fast_track:
            return "认罪认罚速裁";
        case Procedure::fast_track_over_a_year:
            return "认罪认罚速裁（一年以上）";
        case Procedure::ordinary:
            break;
    }
    return "普通程序";
}

std::string_view chinese(PartyPosition position) {
    switch (position) {
        case PartyPosition::victim:
            return "被害人";
        case PartyPosition::applicant:
            return "申请人";
        case PartyPosition::suspect:
            break;
    }
    return "犯罪嫌疑人";
}

std::string_view chinese(bool yes) {
    return yes ? "是" : "否";
}

template <class E>
std::string_view chinese(E value) {
    const auto [list, n] = api::terms<E>();
    for (size_t i = 0; i < n; ++i)
        if (list[i].value == value) return list[i].chinese;
    return {};
}

// One row of RFC 4180.
class Row {
public:
    explicit Row(std::string& out) : out_(out) {}
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    ~Row() { out_ += "\r\n"; }

    Row& operator<<(std::string_view field) {
        if (!first_) out_ += ',';
        first_ = false;
        if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
            out_ += field;
            return *this;
        }
        out_ += '"';
        for (const char c : field) {
            if (c == '"') out_ += '"';
            out_ += c;
        }
        out_ += '"';
        return *this;
    }
    Row& operator<<(int value) { return *this << std::string_view(std::to_string(value)); }

private:
    std::string& out_;
    bool first_ = true;
};

std::string date_or_empty(const std::optional<Date>& day) {
    return day ? iso_date(*day) : std::string();
}

}  // namespace

void append_csv_headers(CsvRows& rows) {
    rows.cases += "受理号,案件类别,案由,承办部门,受理日期,涉密标识,是否羁押,适用程序,办理结果,办结日期\r\n";
    rows.parties += "受理号,序号,诉讼地位,姓名,证件号码,强制措施\r\n";
    rows.events += "受理号,序号,办案节点,日期\r\n";
    rows.entitlements += "受理号,证件号码,姓名,查询身份,所为当事人序号,有效期至,是否撤销\r\n";
}

void append_csv_rows(CsvRows& rows, const DemoCase& c) {
    std::string marked;
    for (const auto& [mark, word] : marks)
        if ((c.confidentiality & static_cast<uint32_t>(mark)) != 0) {
            if (!marked.empty()) marked += "、";
            marked += word;
        }
    Row(rows.cases) << c.acceptance_number << chinese(c.kind) << c.cause << c.department
                    << iso_date(c.accepted_on) << marked << chinese(c.in_custody) << chinese(c.procedure)
                    << chinese(c.outcome) << date_or_empty(c.concluded_on);
    int ordinal = 0;
    for (const auto& party : c.parties)
        Row(rows.parties) << c.acceptance_number << ++ordinal << chinese(party.position) << party.person.name
                          << party.person.number << chinese(party.measure);
    int seq = 0;
    for (const auto& event : c.events)
        Row(rows.events) << c.acceptance_number << ++seq << chinese(event.stage) << iso_date(event.on);
    for (const auto& e : c.entitlements)
        Row(rows.entitlements) << c.acceptance_number << e.person.number << e.person.name << chinese(e.role)
                               << e.principal << date_or_empty(e.valid_until) << chinese(e.withdrawn);
}

}  // namespace lobby::office::demo
