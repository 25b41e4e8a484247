#pragma once
// Properties that hold for whatever RapidCheck draws. The seed is fixed, so that a test gives one answer; another one is asked for with
// RC_PARAMS="seed=2 max_success=9999". A counterexample is shrunk and shown.

#include <rapidcheck.h>

#include <cstdlib>
#include <functional>
#include <sstream>

#include "tests/catch.hpp"

namespace sim::properties {

inline void holds_always(const std::function<void()>& property, int tries) {
  rc::detail::TestParams params;
  params.seed = 1;
  params.maxSuccess = tries;
  if (std::getenv("RC_PARAMS") != nullptr) params = rc::detail::configuration().testParams;
  const rc::detail::TestResult result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO(text.str());
  CHECK(result.is<rc::detail::SuccessResult>());
}

}  // namespace sim::properties
