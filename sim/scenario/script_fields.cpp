#include "sim/scenario/script_fields.hpp"

#include "sim/scenario/distribution_fields.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {

Type<models::ScriptModel> script() {
  using models::ScriptModel;
  Table<ScriptModel> table("Script", "What the bot does to a call that was picked up. Talk is cut at the campaign's `max_call`.");
  table
      .key("talk", &ScriptModel::talk, distribution(),
           {.otherwise = R"("0s")",
            .text = "How long it talks to a person.",
            .example = R"({"lognormal": {"median": "44s", "sigma": 0.8}})"})
      .key("voicemail_talk", &ScriptModel::voicemail_talk, distribution(),
           {.otherwise = R"("0s")", .text = "How long it talks to a machine.", .example = R"({"uniform": ["15s", "30s"]})"})
      .key("goal", &ScriptModel::goal, number(kProbability),
           {.otherwise = "0", .text = "Share of answered calls that reach their goal.", .example = "0.18"});
  return table.object();
}

}  // namespace sim::scenario
