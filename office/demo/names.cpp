#include "office/demo/names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lobby::office::demo {

namespace {

// Commoner ones first; `surname` prefers them.
constexpr std::array<std::string_view, 48> surnames{
    "杨", "李", "段", "张", "王", "赵", "蒋", "尹", "董", "陈", "刘", "杜", "番", "周", "何",   "马",
    "黄", "罗", "朱", "郭", "苏", "字", "鲁", "普", "孔", "施", "许", "吴", "徐", "孙", "谢",   "唐",
    "邓", "冯", "韩", "曹", "彭", "曾", "萧", "田", "袁", "潘", "余", "叶", "和", "木", "欧阳", "司徒"};

constexpr std::array<std::string_view, 40> male_given{
    "伟",   "强",   "军",   "平",   "刚",   "建国", "建华", "志明", "志强", "国庆",
    "永福", "永昌", "文斌", "文华", "学良", "学文", "家旺", "家福", "正兴", "正荣",
    "光明", "光宗", "世杰", "世雄", "云峰", "云龙", "浩然", "子轩", "俊杰", "成林",
    "成才", "有才", "有福", "德昌", "德明", "春生", "金生", "小刚", "大勇", "如松"};

constexpr std::array<std::string_view, 40> female_given{
    "芳",   "丽",   "敏",   "静",   "艳",   "秀英", "秀兰", "桂兰", "桂芳", "玉珍",
    "玉兰", "美玲", "美华", "丽萍", "丽华", "晓燕", "晓红", "春梅", "春花", "冬梅",
    "金凤", "凤英", "凤仙", "兰芝", "翠平", "翠花", "雪梅", "雨欣", "思雨", "子涵",
    "佳怡", "婷婷", "娟",   "慧",   "菊香", "菊芬", "莲香", "荷花", "如意", "应芝"};

// Rare characters that are names all the same, most of them beyond the basic plane (U+2CB4E, 2B5AE, 2B4F9,
// 2C488, 2A7DD, 20164, 2B7A9, 9FCD): a kiosk that shows a box there insults its visitor.
constexpr std::array<std::string_view, 8> rare_given{"\U0002CB4E", "\U0002B5AE", "\U0002B4F9", "\U0002C488",
                                                     "\U0002A7DD", "\U00020164", "\U0002B7A9", "\u9FCD"};

struct DottedNames {
    std::array<std::string_view, 8> first_male;
    std::array<std::string_view, 8> first_female;
    std::array<std::string_view, 10> second;
};

// Yi: family name, then the given name. Dai and Bulang have no surnames: a word for the sex, then the name.
constexpr DottedNames yi{{"吉克", "阿鲁", "沙玛", "吉狄", "阿尔", "曲比", "海来", "俄木"},
                         {"吉克", "阿鲁", "沙玛", "吉狄", "阿尔", "曲比", "海来", "俄木"},
                         {"木呷", "拉且", "尔古", "阿果", "伍各", "依布", "子古", "石布", "乌嘎", "尔哈"}};
constexpr DottedNames dai{{"岩", "岩", "岩", "岩", "岩", "艾", "岩", "召"},
                          {"玉", "玉", "玉", "玉", "玉", "月", "玉", "喃"},
                          {"温罕", "香囡", "罕龙", "光", "叫", "坎香", "波罕", "应", "章", "旺叫"}};
constexpr DottedNames bulang{{"岩", "岩", "岩", "岩", "艾", "艾", "岩", "尼"},
                             {"玉", "玉", "玉", "玉", "依", "依", "玉", "安"},
                             {"三坎", "布勒", "帕扎", "坎南", "洛", "丙", "搓", "团", "帕新", "坎拉"}};

std::string_view surname(Random& random) {
    // The lesser of two: the front of the table is commoner, as in life.
    const auto n = static_cast<uint32_t>(surnames.size());
    return surnames[std::min(random.below(n), random.below(n))];
}

std::string given(Sex sex, Random& random) {
    if (random.chance(4)) return std::string(random.pick(rare_given));
    return std::string(sex == Sex::male ? random.pick(male_given) : random.pick(female_given));
}

std::string dotted(const DottedNames& names, Sex sex, Random& random) {
    const auto first = sex == Sex::male ? random.pick(names.first_male) : random.pick(names.first_female);
    return std::string(first) + "\u00B7" + std::string(random.pick(names.second));
}

}  // namespace

std::string make_name(Sex sex, Random& random) {
    static constexpr std::array<int, 4> weights{90, 4, 2, 4};
    switch (random.weighted(weights)) {
        case 1:
            return dotted(yi, sex, random);
        case 2:
            return dotted(dai, sex, random);
        case 3:
            return dotted(bulang, sex, random);
        default: {
            std::string name(surname(random));
            return name += given(sex, random);
        }
    }
}

std::string make_relatives_name(const std::string& of, Sex sex, Random& random) {
    if (of.find("\u00B7") == std::string::npos)
        for (auto it = surnames.rbegin(); it != surnames.rend(); ++it)
            if (of.starts_with(*it)) return std::string(*it) + given(sex, random);
    return make_name(sex, random);
}

}  // namespace lobby::office::demo
