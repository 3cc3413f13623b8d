// A JSON Schema engine of Node over a JSON Lines file: JSON.parse and the compiled schema, line by line.
//
//   node schema_peer.mjs ajv|schemasafe SCHEMA.json FILE.jsonl
import { openSync, readFileSync, readSync } from "node:fs";
import { performance } from "node:perf_hooks";

const blockSize = 1 << 20;

async function compiled(engine, schema) {
  if (engine === "ajv") {
    const { default: Ajv } = await import("ajv");
    const { default: addFormats } = await import("ajv-formats");
    return addFormats(new Ajv({ strict: false })).compile(schema);
  }
  const { validator } = await import("@exodus/schemasafe");
  return validator(schema, { mode: "default", requireValidation: false });
}

/** Calls each(text) with whole lines, many at a time. */
function forEachBlock(file, each) {
  const descriptor = openSync(file, "r");
  let buffer = Buffer.alloc(blockSize);
  let kept = 0;
  for (;;) {
    if (kept === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const got = readSync(descriptor, buffer, kept, buffer.length - kept, null);
    const end = kept + got;
    const last = got === 0 ? end : buffer.lastIndexOf(10, end - 1) + 1;
    if (last > 0) each(buffer.toString("utf8", 0, last));
    buffer.copy(buffer, 0, last, end);
    kept = end - last;
    if (got === 0) return;
  }
}

function isValid(validate, line) {
  try {
    return validate(JSON.parse(line));
  } catch {
    return false;
  }
}

const [engine, schemaFile, file] = process.argv.slice(2);
const validate = await compiled(engine, JSON.parse(readFileSync(schemaFile, "utf8")));
let records = 0;
let invalid = 0;
const start = performance.now();
forEachBlock(file, (text) => {
  for (const line of text.split("\n")) {
    if (line === "") continue;
    ++records;
    if (!isValid(validate, line)) ++invalid;
  }
});
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ peer: engine, records, invalid, inner_seconds: seconds }));
