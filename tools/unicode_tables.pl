#!/usr/bin/env perl
# Writes engine/parse/unicode_tables.h, what \p{...} in patterns is read from, out of the Unicode data that
# comes with Perl:
#
#   tools/unicode_tables.pl >engine/parse/unicode_tables.h
#
# engine/text/fold_case.cpp has the letters in another case, of the same version of Unicode: the two change
# together.
use strict;
use warnings;
use Unicode::UCD qw(prop_invmap prop_value_aliases);

# A text as string literals of at most 90 characters.
sub literals {
  my ($text) = @_;
  return join("\n", map { "    \"$_\"" } $text =~ /(.{1,90})/g);
}

# "65Zyyy26Latn": so many code points with this value, then so many with that one; 1 is left out.
sub runs {
  my ($property) = @_;
  my ($firsts, $values, $format) = prop_invmap($property);
  die "$property has the format $format" unless $format =~ /^s/;
  my ($runs, %long_of) = ("");
  for my $i (0 .. $#$firsts) {
    my $next = $i < $#$firsts ? $firsts->[$i + 1] : 0x110000;
    my ($short, $long) = prop_value_aliases($property, $values->[$i]);
    $long_of{$short} = $long;
    my $count = $next - $firsts->[$i];
    $runs .= ($count == 1 ? "" : $count) . $short;
  }
  return ($runs, join(" ", map { "$_=$long_of{$_}" } sort keys %long_of));
}

my $version = Unicode::UCD::UnicodeVersion();
my ($category_runs, $category_names) = runs("General_Category");
my ($script_runs, $script_names) = runs("Script");
print <<"END";
// Unicode $version: the general category and the script of every code point, as runs from U+0000 on,
// and what the short names stand for. Written by tools/unicode_tables.pl.
#pragma once

#include <string_view>

namespace leadlint::parse {

// clang-format off
inline constexpr std::string_view category_names =
@{[literals($category_names)]};
inline constexpr std::string_view category_runs =
@{[literals($category_runs)]};
inline constexpr std::string_view script_names =
@{[literals($script_names)]};
inline constexpr std::string_view script_runs =
@{[literals($script_runs)]};
// clang-format on

}  // namespace leadlint::parse
END
