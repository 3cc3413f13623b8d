#!/usr/bin/env ruby
# frozen_string_literal: true

# Form reading, judged by the server: 2,000 bodies over storEDGE's fields go through Rack's parser and
# Rails' strong parameters, and through Leadlint. What Leadlint passes without a word must be what the
# server reads. `./tools/dev judge` runs it.
#
#   forms.rb FORM_RECORDS [--seed N] [--count N]
#
# "[0]" and "[1]" become a list as Active Record does it, for the names that end in _attributes.
require "rack"
require "action_controller"
require "action_dispatch/request/utils"
require "json"
require "open3"

PROGRAM = ARGV.fetch(0)
option = ->(name, default) { (at = ARGV.index(name)) ? Integer(ARGV[at + 1]) : default }
SEED = option.("--seed", Random.new_seed % 1_000_000)
COUNT = option.("--count", 2000)
RANDOM = Random.new(SEED)

def pick(list) = list[RANDOM.rand(list.size)]
def one_in(number) = RANDOM.rand(number).zero?

ADDRESS = %w[address1 city state postal].freeze
PHONE = %w[number extension label sms_opt_in].freeze
# A name is a value; a pair a name and what is inside: a hash of one object, a list of its members.
FIELDS = {
  "lead" => {
    "is_reservation" => :flag, "urgent" => :flag, "size" => :text, "quoted_rate" => :text, "floor" => :text,
    "unit_id" => :text, "desired_move_in_date" => :date, "lead_action_performed" => :action,
    "lead_action_performed_index" => :number, "call_source" => :text,
    "caller_phone_number_attributes" => PHONE.first(3).to_h { |name| [name, :text] },
    "lead_contents" => [{ "id" => :text }],
    "discount_plans" => [{ "id" => :text }],
    "notes_attributes" => [{ "note" => :text }],
    "tenant_attributes" => {
      "first_name" => :text, "last_name" => :text, "is_military" => :flag,
      "phone_numbers_attributes" => [{ "number" => :text, "label" => :text, "extension" => :text, "sms_opt_in" => :flag }],
      "mailing_address_attributes" => ADDRESS.to_h { |name| [name, :text] }
    },
    "payment_method" => { "payment_method_id" => :text, "reuseable" => :flag }
  }
}.freeze

# Bodies ---------------------------------------------------------------------------------------------

VALUES = {
  flag: %w[true false],
  text: ["a", "Jo Ann", "7", "0042", "2.50", "x&y", "a=b", "é", "50%", "a;b", "[1]", "+1 333", "O'Neil", "true"],
  date: %w[2024-02-29 2025-12-01], action: %w[call email text], number: %w[1 2 17]
}.freeze

def encoded(text, keep = "")
  text.b.gsub(/[^A-Za-z0-9_.~#{Regexp.escape(keep)}-]/n) { |byte| byte == " " && one_in(2) ? "+" : format("%%%02X", byte.ord) }
end

def encoded_name(name) = one_in(3) ? encoded(name) : encoded(name, "[]")

def value_of(kind)
  return pick(["", "0", "1", "x", "TRUE"]) if one_in(40)

  pick(VALUES.fetch(kind))
end

# Pairs of a name and a value for the fields inside `fields`.
def pairs_of(fields, prefix, all = [])
  fields.each do |name, inside|
    always = %w[is_reservation tenant_attributes first_name phone_numbers_attributes number note payment_method payment_method_id lead].include?(name)
    next unless always || one_in(4)

    path = prefix.empty? ? name : "#{prefix}[#{name}]"
    case inside
    when Symbol then all << [path, value_of(inside)]
    when Hash then pairs_of(inside, path, all)
    when Array then items_of(inside.first, name, path, all)
    end
  end
  all
end

def items_of(item, name, path, all)
  numbers = name.end_with?("_attributes") ? one_in(2) : one_in(20)
  first = one_in(5) ? RANDOM.rand(1..12) : 0
  (1 + RANDOM.rand(3)).times do |number|
    pairs_of(item.map { |key, kind| [key, kind] }.sort_by { |key, _| key == "number" ? 0 : 1 }.to_h,
             "#{path}[#{first + number if numbers}]", all)
  end
end

# What people, proxies and half-right programs make of a body.
CHANGES = [
  ->(pairs) { pairs.shuffle!(random: RANDOM) },
  ->(pairs) { pairs << pairs[RANDOM.rand(pairs.size)].dup },                                        # sent twice
  ->(pairs) { at = RANDOM.rand(pairs.size); pairs.insert(at, [pairs[at][0], "false"]) },            # a check box
  ->(pairs) { pairs[RANDOM.rand(pairs.size)][1] = nil },                                            # no =
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].sub(/[\[\]]/, "") },                            # a bracket lost
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].dup.insert(RANDOM.rand(pair[0].size + 1), pick(%w([ ] [] [x]))) },
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].sub(/\[\w*\]\z/, "") },                         # a step lost
  ->(pairs) { pair = pick(pairs); pair[0] += pick(["[]", "[0]", "[x]", "[][]", "]", "["]) },
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].sub("[]", "[#{RANDOM.rand(3)}]") },
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].sub(/\[\d\]/, "[]") },
  ->(pairs) { pair = pick(pairs); pair[0] = pick([" ", "", "[]", "[x]"]) + pair[0] },
  ->(pairs) { pairs << [pick(["", "lead", "lead[]", "lead[odd]", "odd", "odd[][]", "lead[size][]"]), "x"] },
  ->(pairs) { pair = pick(pairs); pair[0] = pair[0].sub(/\w\]/) { |at| pick([".", " ", "\n", "\0"]) + at } }
].freeze

def body
  pairs = pairs_of(FIELDS, "")
  pick([0, 0, 1, 1, 2, 3]).times { pick(CHANGES).call(pairs) }
  parts = pairs.map { |name, value| value.nil? ? encoded_name(name) : "#{encoded_name(name)}=#{encoded(value)}" }
  text = parts.join(one_in(60) ? pick([";", "& ", "&&", "&amp;"]) : "&")
  text[RANDOM.rand(text.size)] = pick(%w[% ; & = [ ]]) if one_in(12)
  text
end

# The server -----------------------------------------------------------------------------------------

# What `permit` takes for the fields.
def filter_of(fields)
  plain, deep = fields.partition { |_, inside| inside.is_a?(Symbol) }
  plain.map { |name, _| name.to_sym } +
    [deep.to_h { |name, inside| [name.to_sym, filter_of(inside.is_a?(Array) ? inside.first : inside)] }]
end
FILTER = filter_of(FIELDS)

# Active Record takes the values of a hash with numbers for a collection.
def collections(value, name = "")
  case value
  when Hash
    numbered = !value.empty? && value.keys.all? { |key| key.match?(/\A-?\d+\z/) } && name.end_with?("_attributes")
    return value.values.map { |each| collections(each) } if numbered

    value.to_h { |key, inside| [key, collections(inside, key)] }
  when Array then value.map { |each| collections(each) }
  else value
  end
end

def read_by_server(text)
  raw = Rack::Utils.parse_nested_query(text)
  raw = ActionDispatch::Request::Utils.normalize_encode_params(raw)
  ActionDispatch::Request::Utils.check_param_encoding(raw)
  permitted = ActionController::Parameters.new(raw).permit(*FILTER)
  collections(JSON.parse(JSON.generate(permitted.to_h)))
rescue Rack::QueryParser::ParameterTypeError, Rack::QueryParser::InvalidParameterError,
       Rack::QueryParser::ParamsTooDeepError, Rack::Utils::InvalidParameterError, RangeError,
       ActionController::BadRequest, JSON::GeneratorError => error
  "400 #{error.class.name.split('::').last}"
end

# Members in any order.
def sorted(value)
  case value
  when Hash then value.sort.to_h { |name, inside| [name, sorted(inside)] }
  when Array then value.map { |each| sorted(each) }
  else value
  end
end

# ----------------------------------------------------------------------------------------------------

bodies = Array.new(COUNT) { body.delete("\r\n") }
output, status = Open3.capture2(PROGRAM, "storedge/create_lead", stdin_data: "#{bodies.join("\n")}\n")
abort "#{PROGRAM} failed" unless status.success?
lines = output.lines.map { |line| JSON.parse(line) }
abort "#{lines.size} answers for #{COUNT} bodies" unless lines.size == COUNT

table = Hash.new(0)
wrong = []
bodies.zip(lines) do |text, line|
  server = read_by_server(text)
  alike = line.key?("record") && !server.is_a?(String) && sorted(line["record"]) == sorted(server)
  answer = server.is_a?(String) ? "refused" : alike ? "the same" : "otherwise"
  table[[line["verdict"], answer]] += 1
  wrong << [text, line, server] if line["verdict"] == "valid" && !alike
end

puts "Form bodies, seed #{SEED}: Leadlint beside Rack #{Rack.release} and Rails #{ActionPack.version}"
puts
puts "| Leadlint says | server reads the same | otherwise | refuses (400) |"
puts "| --- | ---: | ---: | ---: |"
%w[valid warning invalid].each do |verdict|
  puts "| #{verdict} | #{table[[verdict, 'the same']]} | #{table[[verdict, 'otherwise']]} | #{table[[verdict, 'refused']]} |"
end
wrong.first(5).each do |text, line, server|
  puts "\npassed, but read otherwise:\n  #{text}\n  Leadlint: #{line.to_json}\n  server:   #{server.to_json}"
end
puts
abort "#{wrong.size} bodies pass that the server reads otherwise." unless wrong.empty?
puts "No body passes that the server reads otherwise."
