// ajv behind Node's own http module. Prints its port.
//
//   node ajv_server.mjs SCHEMA.json
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const validate = addFormats(new Ajv({ strict: false })).compile(JSON.parse(readFileSync(process.argv[2], "utf8")));
const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    let valid = false;
    try {
      valid = validate(JSON.parse(Buffer.concat(pieces).toString("utf8")));
    } catch {
      valid = false;
    }
    const body = JSON.stringify({ verdict: valid ? "valid" : "invalid", findings: valid ? [] : validate.errors });
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
