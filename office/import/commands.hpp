// case-office import.
#pragma once

#include <CLI/CLI.hpp>

#include "office/config/config_source.hpp"

namespace lobby::office::imports {

void add_commands(CLI::App& app, const ConfigSource& config);

}  // namespace lobby::office::imports
