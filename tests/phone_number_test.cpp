// One form for every way to write a phone number, and what is no number.

#include "sim/scenario/phone_number.hpp"

#include <set>

#include "tests/catch.hpp"

namespace sim::scenario {
namespace {

std::string normalised(std::string_view text) { return normalised_phone(text).value_or("malformed"); }

TEST_CASE("blanks, brackets, dashes and the international prefix are left out", "[phone]") {
  for (const char* text : {"493012345678", "+493012345678", "00493012345678", "+49 30 1234-5678", "+49 (30) 12345678", "(+49) 30 12345678",
                           "0049-30-12345678", " 49[30]12345678 ", "+49\t30\t12345678"}) {
    INFO(text);
    CHECK(normalised(text) == "493012345678");
  }
}

TEST_CASE("wide blanks and dashes of word processors count as blanks and dashes", "[phone]") {
  for (const char* text : {"+49\u00a030\u00a012345678", "+49\u202f30\u200712345678", "+49 30 1234\u20115678", "+49 30 1234\u20135678",
                           "+49\u201030\u201212345678", "+49 30\u221212345678", "+49 30\u201412345678"}) {
    INFO(text);
    CHECK(normalised(text) == "493012345678");
  }
}

TEST_CASE("a national number keeps its zero", "[phone]") {
  CHECK(normalised("030 12345678") == "03012345678");
  CHECK(normalised("+030 12345678") == "03012345678");
}

TEST_CASE("the international prefix is taken away once", "[phone]") {
  CHECK(normalised("000112") == "0112");
  CHECK(normalised("+00112") == "112");
  CHECK(normalised("0000112") == "00112");
}

TEST_CASE("three to fifteen digits, counted without the prefix", "[phone]") {
  CHECK(normalised("112") == "112");
  CHECK(normalised("11") == "malformed");
  CHECK(normalised("0011") == "malformed");
  CHECK(normalised("123456789012345") == "123456789012345");
  CHECK(normalised("00123456789012345") == "123456789012345");
  CHECK(normalised("+00123456789012345") == "123456789012345");
  CHECK(normalised("1234567890123456") == "malformed");
  CHECK(normalised("001234567890123456") == "malformed");
  CHECK(normalised(std::string(1000, '1')) == "malformed");
}

TEST_CASE("what has other characters is no phone", "[phone]") {
  for (const char* text : {"", " ", "+", "00", "+-()", "4930CALLME", "49 30 123x45", "4930123456.0", "+49+3012345678", "49+3012345678",
                           "++493012345678", "49/3012345678", "4.93e11", "\u0664\u0669\u0663\u0660", "\x80\xff"}) {
    INFO(text);
    CHECK(normalised(text) == "malformed");
  }
}

TEST_CASE("keys are equal for equal numbers only", "[phone]") {
  const std::vector<std::string> numbers{"112", "0112", "00112", "1112", "123456789012345", "000000000000000", "999999999999999"};
  std::set<PhoneKey> keys;
  for (const std::string& number : numbers) keys.insert(phone_key(number));
  CHECK(keys.size() == numbers.size());
  CHECK(!keys.contains(0));
  CHECK(*keys.rbegin() < PhoneKey{1} << 51);
  CHECK(phone_key("112") == phone_key(*normalised_phone("+1 1-2")));
}

}  // namespace
}  // namespace sim::scenario
