#pragma once
// Standard output and standard error: who reads them, and what happens when they cannot be written.
//
// Invariants
//   1. A reader that went away (`dialsim schema | head`) is no error: the rest of the text is dropped.
//   2. Any other failure to write standard output is kept until flush_output() and thrown there.

#include <cstddef>
#include <string_view>

namespace sim::cli {

enum class Stream { output, error };

// Once, before anything is written: a pipe without a reader or a limit on the size of files must not end the program; the write fails.
void ignore_write_signals();

void print(std::string_view text);  // to standard output
// False: the reader went away, or a write failed; more text would be made for nobody.
bool output_is_read();
void say(std::string_view text);  // to standard error
void flush_output();              // throws report::WriteError

bool is_terminal(Stream stream);
// Columns of the terminal behind standard error; 80 when it does not tell.
std::size_t terminal_width();

enum class ColorChoice { automatic, always, never };

// Whether standard output takes colours. NO_COLOR counts against the automatic choice only: what was asked for by name is done.
bool wants_colour(ColorChoice choice);

}  // namespace sim::cli
