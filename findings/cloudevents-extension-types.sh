#!/usr/bin/env bash
# CloudEvents SDK for JavaScript: which values it takes for an extension attribute.
#
# Version:   cloudevents 10.0.0, Node.js 20.
# Guess:     it enforces the type system of CloudEvents 1.0 (section 3): Integer has 32 bits, and there are neither fractions nor null nor arrays. Its
#            error for a fraction names just that type system.
# Behaviour: only the fraction is refused. An integer of 80 bits is taken, rounded to a double, and written as 4.4215845e+24; null and an
#            array are taken and written as they are.
# Matters:   a producer learns of one such mistake and not of the others. Sequence numbers and lists of names belong in texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact cloudevents@10.0.0 2> /dev/null

cat > probe.mjs <<'JS'
import { CloudEvent, HTTP } from "cloudevents";

const values = { fraction: 1.5, "80 bits": 4421584500000000017450439, null: null, array: ["Status"], text: "4421584500000000017450439" };
for (const [name, probe] of Object.entries(values)) {
  try {
    const event = new CloudEvent({ id: "1", type: "order.modified", source: "/orders", time: "2026-01-01T00:00:00Z", probe });
    console.log(`${name}:`, HTTP.structured(event).body.match(/"probe":(.*)}$/)[1]);
  } catch (error) {
    console.log(`${name}: refused`);
  }
}
JS
node probe.mjs | tee output
cat > expected <<'TEXT'
fraction: refused
80 bits: 4.4215845e+24
null: null
array: ["Status"]
text: "4421584500000000017450439"
TEXT
diff expected output && echo "As found."
