#pragma once
// Catch2 under one name: Debian ships version 2 (one header), Ubuntu version 3 (split headers).

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
