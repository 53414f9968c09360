// Verifies proofs, one a line, with the script of the documentation. Prints for each what failed, or nothing.
import { createInterface } from 'node:readline';
import { verify } from '../../../docs/verify-proof.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const { proof, record, key } = JSON.parse(line);
  try {
    verify(proof, record, key);
    console.log('');
  } catch (error) {
    console.log(error.message.replaceAll(/\s/g, ' '));
  }
}
