// Loads the plugin as late as can be, and finds nothing in it but what it offers: plugin_host
// PLUGIN
#include <dlfcn.h>

#include <cstdio>

int main(int, char** argv) {
  void* const plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (plugin == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  const auto judge =
      reinterpret_cast<int (*)(const char*, const char*)>(dlsym(plugin, "judge_payload"));
  if (judge == nullptr) return 1;
  const char* const rules = "renovationfind/update_status";
  const bool right = judge(rules, R"({"status": "CONTACT_MADE"})") == 1 &&
                     judge(rules, R"({"status": "CONTACT_MAD"})") == 0;
  // Of this library alone: dlsym looks into those that it needs as well.
  const bool closed = dlsym(plugin, "_ZN8leadlint16shipped_rulesetsEv") == nullptr;
  if (!right || !closed) std::fprintf(stderr, "right %d, closed %d\n", right, closed);
  return right && closed ? 0 : 1;
}
