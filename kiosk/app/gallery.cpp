#include "kiosk/app/gallery.hpp"

#include <fstream>

#include <fmt/format.h>

#include "kiosk/app/examples.hpp"
#include "kiosk/app/screens.hpp"
#include "kiosk/ui/window.hpp"

namespace lobby::kiosk::app {

namespace {

struct Mode {
    const char* name;
    int width;
    int height;
};

}  // namespace

int draw_gallery(const std::filesystem::path& catalogues, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::ofstream index(folder / "index.html");
    index << "<!doctype html><meta "
             "charset=utf-8><title>Screens</"
             "title><style>body{font-family:sans-serif;background:#ddd}figure{display:inline-block;"
             "margin:8px}img{height:480px;display:block}</style>\n";
    const Emit nothing = [](const Event&) {};
    for (const Mode mode : {Mode{"portrait", 1080, 1920}, Mode{"landscape", 1920, 1080},
                            Mode{"small_portrait", 768, 1366}, Mode{"small_landscape", 1280, 1024}}) {
        for (const char* language : {"zh_CN", "en"}) {
            const ui::Locale locale(catalogues, language);
            for (const auto& example : examples()) {
                State state = example.state();
                state.language = language;
                const View view{state, examples_now, 0, 20'000, nothing};
                const auto name = fmt::format("{}.{}.{}.png", example.name, language, mode.name);
                ui::draw_to_file(
                    mode.width, mode.height, {}, locale, [&](ui::Ui& ui) { draw_screen(ui, view); },
                    (folder / name).string());
                index << fmt::format(
                    "<figure><img src=\"{0}\" loading=lazy><figcaption>{0}</figcaption></figure>\n", name);
            }
        }
    }
    return 0;
}

}  // namespace lobby::kiosk::app
