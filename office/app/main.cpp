// The central office server and its tools: docs/operator-guide.md.
#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "office/accounts/commands.hpp"
#include "office/app/serve.hpp"
#include "office/backup/commands.hpp"
#include "office/cases/commands.hpp"
#include "office/file_review/review_settings.hpp"
#include "office/fleet/commands.hpp"
#include "office/import/commands.hpp"
#include "office/ledger/commands.hpp"
#include "office/queue/settings/settings_file.hpp"

int main(int argc, char** argv) {
    using namespace lobby::office;
    try {
        CLI::App app("The central office server of the lobby terminals", "case-office");
        std::string file;
        app.add_option("--config", file, "Settings file (TOML)")->required()->check(CLI::ExistingFile);
        app.require_subcommand(1);
        const ConfigSource config = [&file] { return load_config(file); };

        int status = 0;
        auto* run = app.add_subcommand("serve", "Serve kiosks until SIGTERM");
        run->fallthrough();
        run->callback([&] {
            const auto hall = queue::load_settings(file);
            status = serve(config(), hall, file_review::load_rules(file, hall));
        });
        cases::add_commands(app, config);
        accounts::add_commands(app, config);
        fleet::add_commands(app, config);
        imports::add_commands(app, config);
        ledger::add_commands(app, config);
        backup::add_commands(app, config);

        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& e) {
            return app.exit(e);
        }
        return status;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "case-office: %s\n", e.what());
        return 1;
    }
}
