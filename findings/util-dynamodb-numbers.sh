#!/usr/bin/env bash
# AWS SDK for JavaScript: unmarshall throws on numbers that DynamoDB stores, and rounds others without a word.
#
# Version:   @aws-sdk/util-dynamodb 3.996.9.
# Guess:     a number beyond a double's precision is rounded, or is a BigInt or a string, always in the same way; reading never throws.
# Behaviour: there are four ways. A whole number beyond 2^53 is a BigInt. A fraction beyond a double's precision is rounded. A large
#            number with a fraction or an exponent is an error. With wrapNumbers, each is kept as it is.
# Matters:   one number written by another client (38 digits, or 1E30 as DynamoDB Local and others may return it) makes an item unreadable for such a reader.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact @aws-sdk/util-dynamodb@3.996.9 @aws-sdk/client-dynamodb@3.1169.0 2> /dev/null

cat > probe.mjs <<'JS'
import { unmarshall } from "@aws-sdk/util-dynamodb";

const read = (N, options) => {
  try {
    const { v } = unmarshall({ v: { N } }, options);
    return options ? v.value : `${typeof v} ${v}`;
  } catch (e) {
    return "error";
  }
};
for (const number of ["1.10", "9007199254740993", "0.12345678901234567890123", "12345678901234567.5", "1E30"]) {
  console.log(`${number}: ${read(number)}; wrapped: ${read(number, { wrapNumbers: true })}`);
}
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
1.10: number 1.1; wrapped: 1.10
9007199254740993: bigint 9007199254740993; wrapped: 9007199254740993
0.12345678901234567890123: number 0.12345678901234568; wrapped: 0.12345678901234567890123
12345678901234567.5: error; wrapped: 12345678901234567.5
1E30: error; wrapped: 1E30
TEXT
diff expected output && echo "As found."
