// Verifies checkpoints and inclusion proofs, one a line, with Sigstore's verifier, which knows nothing of Fw24. Prints for each what failed, or nothing.
import { createHash, createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js');

for await (const line of createInterface({ input: process.stdin })) {
  const { proof, key } = JSON.parse(line);
  try {
    const [, baseURL, encoded] = /^([^+]+)\+[^+]+\+(.+)$/.exec(key);
    const der = Buffer.from(encoded, 'base64').subarray(1);
    const end = proof.indexOf('\n\n');
    const [, extra, index, ...hashes] = proof.slice(0, end).split('\n');
    const entry = {
      canonicalizedBody: Buffer.from(extra.slice('extra '.length), 'base64'),
      inclusionProof: {
        logIndex: index.slice('index '.length),
        hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
        checkpoint: { envelope: proof.slice(end + 2) },
      },
    };
    const log = { baseURL, logID: createHash('sha256').update(der).digest(), publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
    verifyMerkleInclusion(entry, verifyCheckpoint(entry, [log]));
    console.log('');
  } catch (error) {
    console.log(error.message.replaceAll(/\s/g, ' '));
  }
}
