#!/usr/bin/env bash
# CloudEvents SDK for JavaScript: an event that is read and written again has another time.
#
# Version:   cloudevents 10.0.0.
# Guess:     attributes of an event pass through a reader unchanged; `time` is RFC 3339 text and stays as it is.
# Behaviour: `time` becomes a Date and back: digits after the milliseconds are cut off, a time without any gets ".000", and an offset becomes "Z".
#            Extension attributes and data are unchanged.
# Matters:   whoever signs or hashes an event, or compares times as text, must do so before such a reader, and must not order events by `time`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact cloudevents@10.0.0 2> /dev/null

cat > probe.mjs <<'JS'
import { HTTP } from "cloudevents";

const event = { specversion: "1.0", id: "1", source: "arn:aws:dynamodb:eu-central-1:123456789012:table/orders", type: "order.modified", sequence: "0010", data: { N: "1.10" } };
for (const time of ["2026-11-22T10:05:00Z", "2026-11-22T10:05:00.1234567Z", "2026-11-22T12:05:00+02:00"]) {
  const headers = { "content-type": "application/cloudevents+json" };
  const written = JSON.parse(HTTP.structured(HTTP.toEvent({ headers, body: JSON.stringify({ ...event, time }) })).body);
  console.log(`${time}: ${written.time}, sequence ${written.sequence}, data ${JSON.stringify(written.data)}`);
}
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
2026-11-22T10:05:00Z: 2026-11-22T10:05:00.000Z, sequence 0010, data {"N":"1.10"}
2026-11-22T10:05:00.1234567Z: 2026-11-22T10:05:00.123Z, sequence 0010, data {"N":"1.10"}
2026-11-22T12:05:00+02:00: 2026-11-22T10:05:00.000Z, sequence 0010, data {"N":"1.10"}
TEXT
diff expected output && echo "As found."
