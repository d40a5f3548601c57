// case-office ledger export, check, anchor, key.
#pragma once

#include <CLI/CLI.hpp>

#include "office/config/config_source.hpp"

namespace lobby::office::ledger {

void add_commands(CLI::App& app, const ConfigSource& config);

}  // namespace lobby::office::ledger
