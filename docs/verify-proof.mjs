// Verifies that an audit record is what was sealed, with nothing but Node.js 22 or later: no package, no network, nothing of Fw24.
//   node verify-proof.mjs PROOF RECORD KEY
// PROOF is a proof's file, RECORD a file with the record's line of JSON, as an export has it, and KEY the text of the log's public key,
// from a source other than that of the proof. Prints a line for each step; the exit code is 0 if the record is what was sealed, 1 if a
// step failed, and 2 if nothing was verified: the arguments are others, a file cannot be read, or Node.js is too old.
import { createHash, createPublicKey, verify as isSignature } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const fail = (text) => { throw new Error(text); };
const base64 = (text) => (btoa(atob(text)) === text ? Buffer.from(text, 'base64') : fail('a text is not Base64'));

// JSON with objects as maps and numbers as their source text, since JavaScript's numbers have 16 digits and DynamoDB's 38.
const parse = (json) => {
  let count = 0;
  const root = JSON.parse(json, (_, value, { source }) => {
    if (typeof value === 'number') return { source };
    const map = value === null || typeof value !== 'object' || Array.isArray(value) ? value : new Map(Object.entries(value));
    count += map instanceof Map ? map.size : 0;
    return map;
  });
  const names = [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon);
  return names.length === count ? root : fail('a member is there twice');
};
// The canonical form. JSON.stringify escapes what RFC 8785 escapes.
const quoted = (text) => (typeof text === 'string' && text.isWellFormed() ? JSON.stringify(text) : fail('a member is not a text'));
const byBytes = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const time = (text) => {
  const [, seconds, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?Z$/.exec(text) ?? fail(`${text} is not a time`);
  return JSON.stringify(`${seconds}${/[1-9]/.test(fraction) ? `.${fraction.padEnd(7, '0')}` : ''}Z`);
};
// 0.{digits} times ten to the power of {exponent}
const decimal = ({ source }) => {
  const [, sign, whole, fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(source);
  const digits = (whole + fraction).replace(/^0+/, '');
  const exponent = digits.length - fraction.length + Number(power);
  return digits ? { sign, digits: digits.replace(/0+$/, ''), exponent } : { sign: '', digits: '', exponent: -Infinity };
};
const number = ({ sign, digits, exponent }) => sign + (digits === '' ? '0'
  : exponent > 38 || digits.length - exponent > 38 && exponent <= 0
    ? `${digits[0]}${digits.length > 1 ? '.' : ''}${digits.slice(1)}E${exponent > 1 ? '+' : ''}${exponent - 1}`
  : exponent <= 0 ? `0.${'0'.repeat(-exponent)}${digits}`
  : digits.length <= exponent ? digits.padEnd(exponent, '0') : `${digits.slice(0, exponent)}.${digits.slice(exponent)}`);
const bySize = (left, right) => Math.sign(left.exponent - right.exponent) || byBytes(left.digits, right.digits);
const byValue = (left, right) => (left.sign !== right.sign ? (left.sign ? -1 : 1) : left.sign ? bySize(right, left) : bySize(left, right));
const array = (elements, write) => `[${elements.map(write).join(',')}]`;
const members = (map, write) => `{${[...map.keys()].sort(byBytes).map((name) => `${quoted(name)}:${write(map.get(name))}`).join(',')}}`;
const tagOf = (map) => (map.size === 1 ? [...map.keys()].find((name) => name.startsWith('$')) : undefined);
const tagged = (map) => (tagOf(map) ? `{"$m":${members(map, value)}}` : members(map, value));
const texts = (set) => array(set.toSorted(byBytes), quoted);
const tags = {
  $b: (text) => `{"$b":${quoted(text)}}`, $ss: (set) => `{"$ss":${texts(set)}}`, $bs: (set) => `{"$bs":${texts(set)}}`,
  $ns: (set) => `{"$ns":${array(set.map(decimal).sort(byValue), number)}}`, $m: (map) => tagged(map),
};
const value = (any) => (any === null || typeof any === 'boolean' ? String(any)
  : any.source ? number(decimal(any)) : any instanceof Map ? (tagOf(any) ? tags[tagOf(any)](any.get(tagOf(any))) : members(any, value))
  : Array.isArray(any) ? array(any, value) : quoted(any));
const ordered = (forms) => (map) => {
  for (const name of map.keys()) Object.hasOwn(forms, name) || fail(`nothing commits to the member "${name}"`);
  return `{${Object.keys(forms).filter((name) => map.has(name)).map((name) => `"${name}":${forms[name](map.get(name))}`).join(',')}}`;
};
const canonical = ordered({
  schema: quoted, id: quoted, time, recordedAt: time, app: quoted, table: quoted, entity: quoted, operation: quoted,
  key: (key) => members(key, value), changes: (changes) => members(changes, ordered({ old: value, new: value })),
  redacted: (names) => array(names, quoted), actor: quoted, actorKind: quoted, reason: quoted, fields: (fields) => members(fields, quoted),
  restored: ordered({ before: quoted, after: quoted, time, undone: quoted }), origin: quoted, sequence: quoted, trace: quoted,
});

// The root of the tree, by RFC 9162, 2.1.3.2.
const rootOf = (index, size, entry, path) => {
  let [node, last, hash] = [index, size - 1n, sha256('\0', entry)];
  for (const sibling of path) {
    if (last <= 0n) fail('there are too many hashes');
    const isRight = node % 2n === 1n || node === last;
    hash = isRight ? sha256('\x01', sibling, hash) : sha256('\x01', hash, sibling);
    while (isRight && node % 2n === 0n && node > 0n) [node, last] = [node / 2n, last / 2n];
    [node, last] = [node / 2n, last / 2n];
  }
  return index < size && last === 0n ? hash : fail('there are too few hashes');
};
const form = new RegExp('^c2sp\\.org/tlog-proof@v1\\nextra (?<extra>.+)\\nindex (?<index>0|[1-9]\\d*)\\n(?<path>(?:.{44}\\n)*)\\n'
  + '(?<signed>(?<origin>.+)\\n(?<size>0|[1-9]\\d*)\\n(?<root>.{44})\\n(?:.+\\n)*)\\n(?<signatures>(?:\u2014 \\S+ \\S+\\n)+)$');

// Verifies texts. Calls `passed` after each step, and throws an error that says which step failed.
export function verify(proof, record, key, passed = () => {}) {
  const step = (name, check) => {
    try { return [check(), passed(name)][0]; } catch (error) { throw new Error(`${name}: ${error.message}`); }
  };
  const file = step('the proof has its form', () => form.exec(proof)?.groups ?? fail('it is no tlog-proof'));
  const log = step('the key is one of ECDSA on P-256', () => {
    const [, name, id, text] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(key) ?? fail('it is not {name}+{id}+{type and key}');
    const der = base64(text)[0] === 2 ? base64(text).subarray(1) : fail('it has another type');
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return publicKey.asymmetricKeyDetails.namedCurve === 'prime256v1' && sha256(der).toString('hex', 0, 4) === id
      ? { name, id, publicKey } : fail('it has another curve or id');
  });
  step('the log has signed the checkpoint', () => {
    const signatures = [...file.signatures.matchAll(/\u2014 (\S+) (\S+)\n/g)].filter(([, name]) => name === log.name)
      .map(([, , text]) => base64(text)).filter((bytes) => bytes.toString('hex', 0, 4) === log.id);
    const isValid = (bytes) => isSignature('sha256', Buffer.from(file.signed), log.publicKey, bytes.subarray(4));
    return file.origin === log.name && signatures.length > 0 && signatures.every(isValid) || fail('its signature is another');
  });
  const entry = step('the checkpoint includes the entry', () => {
    const path = file.path.split('\n').slice(0, -1).map(base64);
    return rootOf(BigInt(file.index), BigInt(file.size), base64(file.extra), path).equals(base64(file.root))
      ? JSON.parse(base64(file.extra)) : fail('its hashes lead to another root');
  });
  const all = step('the entry is that of the record', () => [parse(record)].find((all) => entry.schema === 'fw24.seal/1'
    && all.get('salt')?.length === 22 && entry.commitment === all.get('commitment'))
    ?? fail('the record has another commitment, or was erased'));
  const own = new Map([...all].filter(([name]) => name !== 'salt' && name !== 'commitment'));
  step('the record is what it was', () => sha256(all.get('salt'), canonical(own)).toString('base64url') === entry.commitment
    || fail('its commitment does not match'));
}

const main = () => {
  const refuse = (text) => { console.error(`Nothing was verified: ${text}`); return 2; };
  const [proof, record, key, ...others] = process.argv.slice(2);
  // Before 22, JSON.parse does not tell a number's source text.
  if (parseInt(process.versions.node, 10) < 22) return refuse(`this is Node.js ${process.versions.node}, not 22 or later.`);
  if (!key || others.length > 0) return refuse('the arguments are not PROOF RECORD KEY, two files and the text of a key.');
  const texts = [];
  for (const file of [proof, record]) {
    try { texts.push(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))); }
    catch (error) { return refuse(`${file} cannot be read as UTF-8: ${error.message}`); }
  }
  try { verify(...texts, key, (step) => console.log(`passed: ${step}`)); }
  catch (error) { console.log(`FAILED: ${error.message}`); return 1; }
  return 0;
};
// Not import.meta.filename: an older Node.js does not have it, would do nothing, and end with 0.
if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) process.exitCode = main();
