#!/usr/bin/env bash
# CloudEvents SDK for JavaScript: the same event has other data when it went in binary mode.
#
# Version:   cloudevents 10.0.0, Node.js 20.
# Guess:     structured and binary mode are two ways to send one event: what toEvent reads is equal.
# Behaviour: a text that is JSON comes back as an object from binary mode, and as the text from structured mode. null comes back as the text "null" from
#            binary mode, and is gone after structured mode. An object with a datacontenttype is the same in both.
# Matters:   a consumer that is given either mode cannot take the type of data for granted: send objects, not their JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact cloudevents@10.0.0 2> /dev/null

cat > probe.mjs <<'JS'
import { CloudEvent, HTTP } from "cloudevents";

const read = message => {
  const headers = { "content-type": "application/json", ...message.headers };
  const { data } = HTTP.toEvent({ headers, body: message.body });
  return `${typeof data} ${JSON.stringify(data)}`;
};
for (const data of [{ a: 1 }, "{\"a\":1}", null]) {
  const event = new CloudEvent({ id: "1", type: "order.modified", source: "/orders", datacontenttype: "application/json", data });
  console.log(`${JSON.stringify(data)}: structured ${read(HTTP.structured(event))}, binary ${read(HTTP.binary(event))}`);
}
JS
node probe.mjs | tee output
cat > expected <<'TEXT'
{"a":1}: structured object {"a":1}, binary object {"a":1}
"{\"a\":1}": structured string "{\"a\":1}", binary object {"a":1}
null: structured undefined undefined, binary string "null"
TEXT
diff expected output && echo "As found."
