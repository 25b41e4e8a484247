#pragma once
// Lists of contacts as a scenario writes them: in a campaign, and in what the operator adds to one.

#include "sim/scenario/draft.hpp"
#include "sim/scenario/value_types.hpp"

namespace sim::scenario {

// The keys of a list, for the table of an object that has it at `place`: T& -> ContactsDraft&.
template <class T, class Place>
void add_contact_keys(Table<T>& table, Place place) {
  const auto at = [place](auto member) {
    return [ place, member ](T & out) -> auto& { return std::invoke(place, out).*member; };
  };
  table
      .key("count", at(&ContactsDraft::count), or_null(whole_as<std::uint32_t>(0, 4'294'967'295)),
           {.unit = "contacts",
            .otherwise = "null",
            .text = "This many customers, all different from each other and from every other list. Either this or `file`.",
            .example = "100000"})
      .key("file", at(&ContactsDraft::file), or_null(located(text("the name of a CSV file"))),
           {.otherwise = "null",
            .text = "A CSV file with a header line that begins with `phone`, relative to the scenario.",
            .example = R"("contacts.csv")"})
      .key("customers", at(&ContactsDraft::customers), or_null(located(text("the name of a segment of customers"))),
           {.otherwise = "null",
            .otherwise_words = "null: all answer at once",
            .text = "Who they are: a key of `customers`.",
            .example = R"("warm")"})
      .key("list", at(&ContactsDraft::list), or_null(located(text("a name for the list"))),
           {.otherwise = "null",
            .otherwise_words = "null: other people than in any other list",
            .text = "Lists of the same name are the same people.",
            .example = R"("everybody")"});
}

// Exactly one of count and file.
bool check_contact_keys(Reader& reader, const Node& node);

Type<ContactsDraft> contacts();

}  // namespace sim::scenario
