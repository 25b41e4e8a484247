// Result files appear whole or not at all, and every failure names the file and the reason. The failures are made so that they also
// happen to the superuser: a file where a folder should be, a folder where a file should be, a limit on the size of files.

#include <unistd.h>

#include <set>
#include <string>

#include "sim/report/output_folder.hpp"
#include "tests/catch.hpp"
#include "tests/full_disk.hpp"
#include "tests/temporary_folder.hpp"

using namespace sim;
using namespace sim::report;

namespace {

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("a folder is made with those above it, a file under its name only when whole", "[report]") {
  const TemporaryFolder here;
  const OutputFolder folder(here.path() / "a" / "b");
  CHECK(std::filesystem::is_directory(here.path() / "a" / "b"));
  OutputFile file = folder.file("x.txt");
  file.write("one ");
  file.write("two");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "x.txt"));
  file.commit();
  CHECK(here.read("a/b/x.txt") == "one two");
}

TEST_CASE("a file that is given up leaves nothing, and what stood there stays", "[report]") {
  const TemporaryFolder here;
  here.write("x.txt", "old");
  {
    OutputFile file(here.path() / "x.txt");
    file.write("new");
    OutputFile moved(std::move(file));
    moved.write("er");
  }
  CHECK(here.read("x.txt") == "old");
  CHECK(here.names() == Names{"x.txt"});
}

TEST_CASE("a new file replaces the old one", "[report]") {
  const TemporaryFolder here;
  here.write("x.txt", "old and longer");
  OutputFolder(here.path()).write("x.txt", "new");
  CHECK(here.read("x.txt") == "new");
  CHECK(here.names() == Names{"x.txt"});
}

TEST_CASE("text larger than the buffer arrives in its order", "[report]") {
  const TemporaryFolder here;
  std::string expected;
  OutputFile file(here.path() / "x.txt");
  for (int i = 0; i < 100'000; ++i) {
    const std::string line = std::to_string(i) + "\n";
    file.write(line);
    expected += line;
  }
  const std::string large(1 << 20, 'z');
  file.write(large);
  file.commit();
  CHECK(here.read("x.txt") == expected + large);
}

TEST_CASE("a folder below a file is refused with its name and the reason", "[report]") {
  const TemporaryFolder here;
  here.write("file", "");
  const std::string path = (here.path() / "file" / "out").string();
  CHECK_THROWS_WITH(OutputFolder(path), path + ": Not a directory");
  CHECK_THROWS_WITH(OutputFolder((here.path() / "file").string()), (here.path() / "file").string() + ": Not a directory");
}

TEST_CASE("a file whose name is a folder is refused before anything is written", "[report]") {
  const TemporaryFolder here;
  std::filesystem::create_directory(here.path() / "x.txt");
  const std::string path = (here.path() / "x.txt").string();
  CHECK_THROWS_WITH(OutputFile(path), path + ": Is a directory");
  CHECK(here.names() == Names{"x.txt"});
}

TEST_CASE("a file in a folder that has gone is refused", "[report]") {
  const TemporaryFolder here;
  const std::string path = (here.path() / "gone" / "x.txt").string();
  CHECK_THROWS_WITH(OutputFile(path), path + ": No such file or directory");
}

TEST_CASE("a name that cannot be taken at the end leaves no temporary file", "[report]") {
  const TemporaryFolder here;
  OutputFile file(here.path() / "x.txt");
  file.write("text");
  std::filesystem::create_directory(here.path() / "x.txt");  // by somebody else, meanwhile
  CHECK_THROWS_AS(file.commit(), WriteError);
  CHECK(std::filesystem::is_directory(here.path() / "x.txt"));
}

TEST_CASE("temporary files of programs that are gone are removed, those of others stay", "[report]") {
  const TemporaryFolder here;
  const std::string ours = ".x.txt." + std::to_string(::getpid()) + ".part";
  const Names kept{ours, ".part", ".x.part", ".x.txt.99999999999.part", "x.txt.4194304.part"};  // no process has the number 2^22
  for (const std::string& name : kept) here.write(name, "");
  here.write(".x.txt.4194304.part", "half");
  const OutputFolder folder(here.path());
  CHECK(here.names() == kept);
}

TEST_CASE("a disk that fills up is an error, and the old file is still there", "[report]") {
  const TemporaryFolder here;
  here.write("x.txt", "old");
  const OutputFolder folder(here.path());
  std::string message;
  {
    const FullDisk full(100'000);
    try {
      folder.write("x.txt", std::string(1 << 20, 'z'));
    } catch (const WriteError& error) {
      message = error.what();
    }
  }
  CHECK(message == (here.path() / "x.txt").string() + ": File too large");
  CHECK(here.read("x.txt") == "old");
  CHECK(here.names() == Names{"x.txt"});
}
