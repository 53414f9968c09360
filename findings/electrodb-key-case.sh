#!/usr/bin/env bash
# ElectroDB: two ids that differ in case are one item, and numbers in a key sort as text.
#
# Version:   electrodb 3.9.3.
# Guess:     the key attributes hold the values as they are given, so "Ab" and "aB" are two items, and 9 sorts before 10.
# Behaviour: every part of a key is written in lower case unless the index says otherwise, so both ids have one key: a put of the second
#            replaces the first. The attribute `id` beside the key keeps its case. A number is part of the key's text, without padding: 10 sorts before 9.
# Matters:   a stream consumer that tells items apart by the attribute `id` sees a MODIFY in which the id changes. Take the key from `Keys`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact electrodb@3.9.3 2> /dev/null

cat > probe.mjs <<'JS'
import { Entity } from "electrodb";

const Task = new Entity({
  model: { entity: "Task", version: "1", service: "Desk" },
  attributes: { id: { type: "string" }, number: { type: "number" } },
  indexes: { byId: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: ["number"] } } },
}, { table: "tasks" });
for (const [id, number] of [["Ab", 9], ["aB", 9], ["Ab", 10]]) {
  const { pk, sk, id: stored } = Task.put({ id, number }).params().Item;
  console.log(`${stored} ${number}: ${pk} ${sk}`);
}
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
Ab 9: $desk#id_ab $task_1#number_9
aB 9: $desk#id_ab $task_1#number_9
Ab 10: $desk#id_ab $task_1#number_10
TEXT
diff expected output && echo "As found."
