// case-office staff.
#pragma once

#include <CLI/CLI.hpp>

#include "office/config/config_source.hpp"

namespace lobby::office::accounts {

void add_commands(CLI::App& app, const ConfigSource& config);

}  // namespace lobby::office::accounts
