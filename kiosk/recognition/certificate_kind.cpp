#include "kiosk/recognition/certificate_kind.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lobby::kiosk {

namespace {

struct Sign {
    api::PageKind kind;
    std::u32string_view words;
    int weight;  // a title 3, a word of it 1; two are needed
};

using enum api::PageKind;
// As such papers are commonly worded (m).
constexpr std::array signs{
    Sign{practising_certificate, U"律师执业证", 3},
    Sign{practising_certificate, U"执业机构", 1},
    Sign{practising_certificate, U"执业证类别", 1},
    Sign{practising_certificate, U"发证机关", 1},
    Sign{practising_certificate, U"持证人", 1},
    Sign{practising_certificate, U"年度考核", 1},
    Sign{practising_certificate, U"职业资格证号", 1},
    Sign{firm_certificate, U"律师事务所证明", 3},
    Sign{firm_certificate, U"律师事务所函", 3},
    Sign{firm_certificate, U"律师事务所介绍信", 3},
    Sign{firm_certificate, U"律师事务所执业许可证", 3},
    Sign{firm_certificate, U"统一社会信用代码", 2},
    Sign{firm_certificate, U"本所执业律师", 2},
    Sign{firm_certificate, U"律师事务所名称", 1},
    Sign{firm_certificate, U"本所接受", 1},
    Sign{power_of_attorney, U"授权委托书", 3},
    Sign{power_of_attorney, U"刑事委托书", 3},
    Sign{power_of_attorney, U"受委托人", 2},
    Sign{power_of_attorney, U"委托权限", 2},
    Sign{power_of_attorney, U"代理权限", 2},
    Sign{power_of_attorney, U"委托人:", 1},
    Sign{power_of_attorney, U"本委托书", 1},
    Sign{legal_aid_letter, U"法律援助公函", 4},
    Sign{legal_aid_letter, U"法律援助中心", 2},
    Sign{legal_aid_letter, U"法律援助条件", 1},
    Sign{legal_aid_letter, U"受援人", 2},
    Sign{relation_proof, U"亲属关系证明", 4},
    Sign{relation_proof, U"关系证明", 2},
    Sign{relation_proof, U"监护人", 2},
    Sign{relation_proof, U"结婚证", 3},
    Sign{relation_proof, U"居民户口簿", 3},
    Sign{relation_proof, U"常住人口登记卡", 3},
    Sign{relation_proof, U"出生医学证明", 3},
    Sign{relation_proof, U"与户主关系", 2},
};

}  // namespace

KindGuess guess_kind(api::PageKind asked, std::span<const ReadText> lines) {
    std::array<int, api::page_kind_words.size()> points{};
    for (const auto& sign : signs)
        if (std::ranges::any_of(
                lines, [&](const ReadText& line) { return find_label(line.text, sign.words).has_value(); }))
            points[static_cast<size_t>(sign.kind)] += sign.weight;
    KindGuess guess;
    const auto most = std::ranges::max_element(points);
    if (*most >= 2) guess.most = static_cast<api::PageKind>(most - points.begin());
    const int of_asked = points[static_cast<size_t>(asked)];
    guess.asked = of_asked >= 3 || (of_asked >= 2 && of_asked == *most);
    return guess;
}

}  // namespace lobby::kiosk
