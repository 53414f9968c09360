#!/usr/bin/env bash
# A Date in mappers of DynamoDB items: a number, an error, or an empty map, and never the ISO text that one expects.
#
# Versions:  dynamoose 4.2.0, dynamodb-toolbox 2.10.6, @aws-sdk/util-dynamodb 3.996.9.
# Guess:     a JavaScript Date is stored as ISO 8601 text.
# Behaviour: dynamoose stores milliseconds as a number. dynamodb-toolbox stamps the item with ISO texts of its own (_ct, _md) but hands an untyped
#            Date on as it is, to a client that refuses it. The SDK's marshall refuses a Date and names a remedy, convertClassInstanceToMap; with it the Date becomes an empty map.
# Matters:   a reader of tables that others write must take dates as N in milliseconds as well as S, and an empty map where a date was meant is data that is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact dynamoose@4.2.0 dynamodb-toolbox@2.10.6 @aws-sdk/util-dynamodb@3.996.9 @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/lib-dynamodb@3.1169.0 2> /dev/null

cat > probe.mjs <<'JS'
import dynamoose from "dynamoose";
import { Entity, PutItemCommand, Table, any, item, string } from "dynamodb-toolbox";
import { marshall } from "@aws-sdk/util-dynamodb";

const at = new Date(Date.UTC(2026, 10, 22, 10, 5));
const Order = dynamoose.model("orders", new dynamoose.Schema({ id: String, at: Date }), { create: false, waitForActive: false });
console.log("dynamoose:", JSON.stringify((await Order.create({ id: "1", at }, { return: "request" })).Item.at));

const entity = new Entity({
  name: "Order",
  table: new Table({ name: "orders", partitionKey: { name: "id", type: "string" } }),
  schema: item({ id: string().key(), at: any() }),
});
const { Item } = entity.build(PutItemCommand).item({ id: "1", at }).params();
console.log("dynamodb-toolbox:", Item.at instanceof Date ? "a Date" : typeof Item.at, "beside", Object.keys(Item).filter(name => name.startsWith("_")).join(" "));

try {
  marshall({ at });
} catch (e) {
  console.log("marshall: error,", e.message.includes("convertClassInstanceToMap") ? "use convertClassInstanceToMap" : "no remedy");
}
console.log("marshall, so told:", JSON.stringify(marshall({ at }, { convertClassInstanceToMap: true }).at));
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
dynamoose: {"N":"1795341900000"}
dynamodb-toolbox: a Date beside _et _ct _md
marshall: error, use convertClassInstanceToMap
marshall, so told: {"M":{}}
TEXT
diff expected output && echo "As found."
