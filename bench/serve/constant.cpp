// A handler of cpp-httplib, as the library has it, that answers a constant: what `leadlint serve`
// is measured beside. Prints its port.
#include <httplib.h>

#include <iostream>

int main() {
  httplib::Server server;
  server.set_keep_alive_max_count(1'000'000'000);
  server.set_tcp_nodelay(true);
  server.Post("/v1/check/renovationfind/update_status",
              [](const httplib::Request&, httplib::Response& response) {
                response.set_content(R"({"verdict":"valid","findings":[]})", "application/json");
              });
  std::cout << server.bind_to_any_port("127.0.0.1") << std::endl;
  server.listen_after_bind();
}
