// Looks upwards from a file, folder by folder, and keeps what it found in each.
#include "config/finder.h"

#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace leadlint::config {

namespace fs = std::filesystem;

std::string shown_path(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  return error ? path.string() : shown_path(path, here);
}

std::string shown_path(const fs::path& path, const fs::path& here) {
  const std::string &whole = path.native(), &folder = here.native();
  if (whole.size() > folder.size() + 1 && whole.starts_with(folder) && whole[folder.size()] == '/')
    return whole.substr(folder.size() + 1);
  // Far away, all of it says more than many `..`.
  const fs::path near = path.lexically_relative(here);
  const bool far = near.empty() || near.native().starts_with("../../../");
  return (far ? path : near).string();
}

fs::path whole_path(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::absolute(path, error).lexically_normal();
  if (!whole.has_filename() && whole.has_relative_path()) whole = whole.parent_path();
  return whole;
}

Finder::Finder(const std::string& named) : fixed_(true) { named_ = read(named, fs::path(named)); }

Finder Finder::none() {
  Finder finder;
  finder.fixed_ = true;
  return finder;
}

/// A file by a name that was likely meant for it.
static std::string near_name(const fs::path& folder) {
  std::error_code error;
  for (const char* name : {"leadlint.yml", ".leadlint.yaml", ".leadlint.yml"})
    if (fs::exists(folder / name, error)) return shown_path(folder / name);
  return {};
}

Finder::Found Finder::refuse(const std::string& name) {
  model::Mistakes log;
  log.add_unlocated(Code::bad_value,
                    fmt::format("{} is not read: a configuration is called {}", name, file_name));
  const OwnedFindings told = log.take();
  mistakes_.insert(mistakes_.end(), told.begin(), told.end());
  return {nullptr, true};
}

Finder::Found Finder::read(const std::string& name, const fs::path& path) {
  auto configuration = read_configuration(name, path);
  if (!configuration) {
    mistakes_.insert(mistakes_.end(), configuration.error().begin(), configuration.error().end());
    return {nullptr, true};
  }
  auto kept = std::make_shared<const Configuration>(std::move(*configuration));
  all_.push_back(kept);
  return {std::move(kept), false};
}

const Finder::Found& Finder::of(const fs::path& folder) {
  if (fixed_) return named_;
  if (const auto known = known_.find(folder.native()); known != known_.end()) return known->second;
  Found found;
  const fs::path here = folder / file_name;
  std::error_code error;
  // (A link that leads nowhere is one that cannot be read.)
  if (fs::symlink_status(here, error).type() != fs::file_type::not_found && !error)
    found = read(shown_path(here), here);
  else if (const std::string near = near_name(folder); !near.empty())
    found = refuse(near);
  else if (folder.has_relative_path())
    found = of(folder.parent_path());
  return known_.emplace(folder.native(), std::move(found)).first->second;
}

}  // namespace leadlint::config
