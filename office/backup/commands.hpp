// case-office backup, restore.
#pragma once

#include <CLI/CLI.hpp>

#include "office/config/config_source.hpp"

namespace lobby::office::backup {

void add_commands(CLI::App& app, const ConfigSource& config);

}  // namespace lobby::office::backup
