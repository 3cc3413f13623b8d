#include "config/finder.h"

#include <system_error>
#include <utility>

namespace leadlint::config {

namespace fs = std::filesystem;

std::string shown_path(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return path.string();
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
  if (const auto known = known_.find(folder); known != known_.end()) return known->second;
  Found found;
  const fs::path here = folder / file_name;
  std::error_code error;
  // (A link that leads nowhere is one that cannot be read.)
  if (fs::symlink_status(here, error).type() != fs::file_type::not_found && !error)
    found = read(shown_path(here), here);
  else if (folder.has_relative_path())
    found = of(folder.parent_path());
  return known_.emplace(folder, std::move(found)).first->second;
}

}  // namespace leadlint::config
