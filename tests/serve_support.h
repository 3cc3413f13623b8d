// What tests of `leadlint serve` share: a server of their own, asked by curl and byte by byte.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "command_support.h"
#include "temporary_folder.h"

#ifdef LEADLINT_COMMAND

namespace support {

struct Response {
  int status = 0;  // 0: there was none
  std::string head, body;

  /// "" where there is no such header.
  [[nodiscard]] std::string header(const std::string& name) const {
    const std::size_t at = head.find("\n" + name + ": ");
    if (at == std::string::npos) return "";
    const std::size_t first = at + name.size() + 3;
    return head.substr(first, head.find_first_of("\r\n", first) - first);
  }
};

/// The first response of a text of several; `text` goes on behind it (chunks are left as they are).
inline Response take_response(std::string& text) {
  Response response;
  const std::size_t end = text.find("\r\n\r\n");
  if (!text.starts_with("HTTP/1.1 ") || end == std::string::npos) return response;
  response.status = std::atoi(text.c_str() + 9);
  response.head = text.substr(0, end + 2);
  text.erase(0, end + 4);
  const std::string length = response.header("Content-Length");
  const std::size_t size = length.empty() && response.status != 100
                               ? text.size()
                               : std::strtoul(length.c_str(), nullptr, 10);
  response.body = text.substr(0, size);
  text.erase(0, size);
  return response;
}

class ServeTest : public testing::Test {
 protected:
  ~ServeTest() override {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }

  /// Starts `leadlint serve --listen 127.0.0.1:0` and waits until it listens.
  void start(const std::vector<std::string>& flags, const std::string& listen = "127.0.0.1:0") {
    std::vector<std::string> words{LEADLINT_COMMAND, "serve", "--listen", listen};
    words.insert(words.end(), flags.begin(), flags.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string out = folder_.path("server.out"), err = folder_.path("server.err");
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out_file, STDOUT_FILENO);
      dup2(err_file, STDERR_FILENO);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    ::close(out_file);
    ::close(err_file);
    port_.clear();
    for (int i = 0; i < 3000 && port_.empty(); ++i) {
      const std::string said = folder_.read("server.out");
      if (said.ends_with('\n'))
        port_ = said.substr(said.rfind(':') + 1, said.size() - said.rfind(':') - 2);
      int status = 0;
      if (port_.empty() && waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = 0;
        FAIL() << "the server did not start: " << folder_.read("server.err");
      }
      pause_for(10);
    }
    ASSERT_FALSE(port_.empty());
  }

  static void pause_for(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }

  /// curl with these arguments, as a shell reads them; $S is the server.
  Response curl(const std::string& arguments) {
    std::string text = output("curl -s -i --max-time 20 " + arguments);
    Response response = take_response(text);
    while (response.status == 100) response = take_response(text);
    return response;
  }
  /// What a shell prints, in the folder of the test; $S is the server.
  std::string output(const std::string& line) {
    const std::string all = "cd '" + folder_.path().string() + "' && S=http://127.0.0.1:" + port_ +
                            " && export S && " + line;
    std::FILE* pipe = popen(all.c_str(), "r");
    std::string text;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
    pclose(pipe);
    return text;
  }

  /// A connection to it.
  int dial() const {
    const int client = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port_)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return client;
  }
  static bool tell(int client, std::string_view bytes) {
    return send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  /// What comes until the server closes the connection, or until `enough` stands in it.
  static std::string hear(int client, const std::string& enough = "", int milliseconds = 10'000) {
    std::string text;
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (std::chrono::steady_clock::now() < until) {
      pollfd wait{client, POLLIN, 0};
      if (poll(&wait, 1, 50) <= 0) continue;
      char bytes[65536];
      const ssize_t got = recv(client, bytes, sizeof bytes, 0);
      if (got <= 0) return text;
      text.append(bytes, static_cast<std::size_t>(got));
      if (!enough.empty() && text.find(enough) != std::string::npos) return text;
    }
    return text + "(still open)";
  }
  /// What a client hears that says this, and then nothing.
  std::string raw(std::string_view bytes) const {
    const int client = dial();
    tell(client, bytes);
    shutdown(client, SHUT_WR);
    std::string heard = hear(client);
    close(client);
    return heard;
  }

  /// Its exit status; -1: a signal ended it, or it did not end.
  int stop(int signal = SIGTERM) {
    kill(pid_, signal);
    for (int i = 0; i < 2000; ++i) {
      int status = 0;
      if (waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
      }
      pause_for(10);
    }
    return -1;
  }
  std::string told() const { return folder_.read("server.err"); }
  /// Waits until the server has told this.
  bool tells(const std::string& words) const {
    for (int i = 0; i < 1000; ++i) {
      if (told().find(words) != std::string::npos) return true;
      pause_for(10);
    }
    return false;
  }
  pid_t pid() const { return pid_; }
  const std::string& port() const { return port_; }

  TemporaryFolder folder_;

 private:
  pid_t pid_ = 0;
  std::string port_;
};

}  // namespace support

#endif
