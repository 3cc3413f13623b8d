// Rule files as an editor sees them: `editor.mjs SERVER SCHEMA RULE_FILE...`. Speaks to the YAML
// language server (npm: yaml-language-server) as an editor would, over its standard input. Each rule
// file has no squiggle; the first one, with a mistake typed into it, has one there; completion and
// hover tell what the schema says of a key.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , serverPath, schemaPath, ...rules] = process.argv;
const settings = {
  yaml: {
    schemas: { [pathToFileURL(schemaPath).href]: "*" },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
    validate: true,
    completion: true,
    hover: true,
  },
};

const server = spawn(process.execPath, [serverPath, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map(); // answers by the number of their request
const told = new Map(); // who waits for the squiggles of a file
let number = 0;

function send(message) {
  const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${text.length}\r\n\r\n`);
  server.stdin.write(text);
}
const tell = (method, params) => send({ method, params });
function ask(method, params) {
  const id = ++number;
  send({ id, method, params });
  return new Promise((resolve) => waiting.set(id, resolve));
}

function take(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    const resolve = told.get(message.params.uri);
    told.delete(message.params.uri);
    resolve?.(message.params.diagnostics);
  } else if (message.method === "workspace/configuration") {
    send({ id: message.id, result: message.params.items.map((item) => settings[item.section] ?? null) });
  } else if (message.method !== undefined) {
    if (message.id !== undefined) send({ id: message.id, result: null });
  } else {
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  }
}

let room = Buffer.alloc(0);
server.stdout.on("data", (more) => {
  room = Buffer.concat([room, more]);
  for (;;) {
    const end = room.indexOf("\r\n\r\n");
    if (end < 0) return;
    const size = Number(/Content-Length: (\d+)/.exec(room.subarray(0, end).toString())[1]);
    if (room.length < end + 4 + size) return;
    const message = JSON.parse(room.subarray(end + 4, end + 4 + size).toString());
    room = room.subarray(end + 4 + size);
    take(message);
  }
});

function fail(why) {
  console.error(why);
  server.kill();
  process.exit(1);
}
setTimeout(() => fail("the language server does not answer"), 120_000).unref();

/// What the editor underlines in a text.
function squiggles(uri, text) {
  const found = new Promise((resolve) => told.set(uri, resolve));
  tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  return found;
}

await ask("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    workspace: { configuration: true },
    textDocument: { completion: { completionItem: { documentationFormat: ["markdown"] } }, hover: {} },
  },
});
tell("initialized", {});
tell("workspace/didChangeConfiguration", { settings });

for (const path of rules) {
  const found = await squiggles(pathToFileURL(path).href, readFileSync(path, "utf8"));
  for (const one of found) console.error(`${path}:${one.range.start.line + 1}: ${one.message}`);
  if (found.length > 0) fail(`${path} is right, and the editor underlines it`);
}

// A field with a misspelt key and a value that it does not take, behind the first one of a file.
const text = readFileSync(rules[0], "utf8");
const lines = text.split("\n");
const at = lines.indexOf("fields:") + 1;
if (at === 0) fail(`${rules[0]} has no fields`);
const wrong = [...lines.slice(0, at), "  typed:", "    requird: true", "    max_length: long", ...lines.slice(at)];
const uri = pathToFileURL(rules[0]).href + ".typed.yaml";
const found = await squiggles(uri, wrong.join("\n"));
const on = (line, words) =>
  found.some((one) => one.range.start.line === line && one.range.start.character >= 4 && words.test(one.message));
if (!on(at + 1, /requird/)) fail(`no squiggle under requird: ${JSON.stringify(found)}`);
if (!on(at + 2, /type|value|match/i)) fail(`no squiggle under max_length: long: ${JSON.stringify(found)}`);
if (found.some((one) => one.range.start.line < at || one.range.start.line > at + 2))
  fail(`squiggles elsewhere: ${JSON.stringify(found)}`);

// Completion where a key is being typed.
const typing = [...lines.slice(0, at), "  typed:", "    m", ...lines.slice(at)];
const typed = pathToFileURL(rules[0]).href + ".typing.yaml";
await squiggles(typed, typing.join("\n"));
const offered = await ask("textDocument/completion", {
  textDocument: { uri: typed },
  position: { line: at + 1, character: 5 },
});
const items = Array.isArray(offered) ? offered : offered.items;
const says = (item) => item.documentation?.value ?? item.documentation ?? "";
for (const key of ["max_length", "min_length", "required", "because"]) {
  const item = items.find((one) => one.label === key);
  if (!item) fail(`${key} is not offered: ${items.map((one) => one.label)}`);
  if (says(item).length < 10) fail(`${key} is offered without a word on it`);
}
// Values of a key at the top.
const top = ["leadlint: 1", "ruleset: a/b", "form: "].join("\n");
const fresh = pathToFileURL(rules[0]).href + ".fresh.yaml";
await squiggles(fresh, top);
const words = await ask("textDocument/completion", { textDocument: { uri: fresh }, position: { line: 2, character: 6 } });
const labels = (Array.isArray(words) ? words : words.items).map((one) => one.label);
if (!labels.includes("rails")) fail(`rails is not offered for form: ${labels}`);

const hover = await ask("textDocument/hover", { textDocument: { uri: fresh }, position: { line: 2, character: 1 } });
if (!JSON.stringify(hover ?? "").includes("server that form text is sent to")) fail(`no hover: ${JSON.stringify(hover)}`);

console.log(`Editors: ${rules.length} rule files without a squiggle, two mistakes with one, ${items.length} keys offered.`);
server.kill();
process.exit(0);
